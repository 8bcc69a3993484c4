"""Units and their people: the list, one person's record, beginning, changing and ending a tenure."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.agencies import access, people, services
from county.agencies.doors import of_unit
from county.agencies.forms import AppointForm, EndForm, PostForm, TelephoneForm
from county.agencies.models import Person, Tenure
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.business import business_today
from county.site.templatetags.county import plain_day


@require("read_people")
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit of the county with how many of its posts somebody holds."""
    return render(request, "agencies/units.html", {"units": people.units(business_today())})


@of_unit("read_people")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_people(request: HttpRequest, agency: str) -> HttpResponse:
    """A unit's posts and who holds them; its head adds a person."""
    manages = access.manages_people(actor_in(request), agency)
    form = AppointForm(request.POST or None)
    if request.method == "POST":
        if not manages:
            return _refused(request, agency)
        if form.is_valid() and _appointed(request, agency, form):
            return redirect("agencies:people", agency)
    posts = people.posts_of(agency, business_today())
    page = {"agency": agency, "name": agency_name(agency), "posts": posts, "form": form, "manages": manages,
            "names": access.sees_people(actor_in(request), agency) or manages}
    return render(request, "agencies/people.html", page, status=400 if form.errors else 200)


@of_unit("manage_people", access.manages_people)
@require_safe
def person(request: HttpRequest, agency: str, person_id: int) -> HttpResponse:
    found = _person(agency, person_id)
    form = TelephoneForm(initial={"telephone": found.telephone})
    page = {"agency": agency, "name": agency_name(agency), "person": found, "tenures": people.record_of(found),
            "form": form, "today": business_today()}
    return render(request, "agencies/person.html", page)


@of_unit("manage_people", access.manages_people)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, agency: str, tenure_id: int) -> HttpResponse:
    """The last day of a tenure."""
    tenure = _tenure(agency, tenure_id)
    form = EndForm(request.POST or None, initial={"last": business_today()})
    if form.is_valid():
        try:
            services.end_tenure(actor=actor_in(request), tenure=tenure, **form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记：%(title)s到 %(last)s 为止。")
                             % {"title": tenure.post.title, "last": plain_day(form.cleaned_data["last"])})
            return redirect("agencies:person", agency, tenure.person_id)
    return _tenure_page(request, agency, tenure, form, _("结束任职"))


@of_unit("manage_people", access.manages_people)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, agency: str, tenure_id: int) -> HttpResponse:
    """Another post in the same unit: the old tenure ends the day before."""
    tenure = _tenure(agency, tenure_id)
    form = PostForm(request.POST or None)
    if form.is_valid():
        try:
            services.change_post(actor=actor_in(request), tenure=tenure, **form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记新职务，原来的任职到前一天为止。"))
            return redirect("agencies:person", agency, tenure.person_id)
    return _tenure_page(request, agency, tenure, form, _("变动职务"))


@of_unit("manage_people", access.manages_people)
@require_POST
def telephone(request: HttpRequest, agency: str, person_id: int) -> HttpResponse:
    found, form = _person(agency, person_id), TelephoneForm(request.POST)
    if form.is_valid():
        services.set_telephone(actor=actor_in(request), person=found, **form.cleaned_data)
        messages.success(request, _("手机号已更新。"))
    else:
        messages.error(request, " ".join(str(says) for one in form.errors.values() for says in one))
    return redirect("agencies:person", agency, found.pk)


def _appointed(request: HttpRequest, agency: str, form: AppointForm) -> bool:
    try:
        made = services.appoint(actor=actor_in(request), agency=agency, **form.cleaned_data)
    except NotPossible as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("已登记：%(name)s任%(title)s，从 %(first)s 起。")
                     % {"name": made.person.name, "title": made.post.title, "first": plain_day(made.first)})
    return True


def _tenure_page(request: HttpRequest, agency: str, tenure: Tenure, form: EndForm | PostForm,
                 title: str) -> HttpResponse:
    page = {"agency": agency, "name": agency_name(agency), "tenure": tenure, "form": form, "title": title}
    return render(request, "agencies/tenure.html", page, status=400 if form.errors else 200)


def _refused(request: HttpRequest, agency: str) -> HttpResponse:
    return refused(request, access.only_own(agency, actor_in(request)))


def _person(agency: str, person_id: int) -> Person:
    found = people.person_in(agency, person_id)
    if found is None:
        raise Http404
    return found


def _tenure(agency: str, tenure_id: int) -> Tenure:
    return get_object_or_404(Tenure.objects.select_related("post", "person"), pk=tenure_id, post__agency=agency)
