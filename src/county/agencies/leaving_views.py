"""A person leaves: the one form, and the page afterwards with what stands empty and what was handed over."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from county.accounts.may import actor_in
from county.agencies import access, bodies, leaving, people
from county.agencies.doors import of_unit
from county.agencies.forms import LeaveForm
from county.agencies.models import Person
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.business import business_today


@of_unit("manage_people", access.manages_people)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, agency: str, person_id: int) -> HttpResponse:
    person = _person(agency, person_id)
    form = LeaveForm(people.colleagues_of(person, business_today()), request.POST or None)
    if form.is_valid():
        try:
            handed = leaving.leave(actor=actor_in(request), person=person, **form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记离任，移交未办完的事 %(count)s 件。") % {"count": handed})
            return redirect("agencies:left", agency, person.pk, form.cleaned_data["last_day"].isoformat())
    page = {"agency": agency, "name": agency_name(agency), "person": person, "form": form,
            "tenures": [one for one in people.record_of(person) if one.last is None or one.last >= business_today()],
            "open_work": leaving.open_work_of(person)}
    return render(request, "agencies/leave.html", page, status=400 if form.errors else 200)


@of_unit("manage_people", access.manages_people)
@require_safe
def left(request: HttpRequest, agency: str, person_id: int, last_day: str) -> HttpResponse:
    """What the leaving left behind."""
    person = _person(agency, person_id)
    try:
        found = leaving.left(person, date.fromisoformat(last_day))
    except (ValueError, OverflowError):
        raise Http404 from None
    names = {body.id: body.rule.name for body in bodies.all_bodies()}
    page = {"agency": agency, "name": agency_name(agency), "left": found,
            "liaisons": [(names.get(one.body, one.body), agency_name(one.agency), *one.body.split("/", 1))
                         for one in found.liaisons],
            "vacant": [(agency_name(one.agency), one.title) for one in found.vacant],
            "notice": leaving.notice_href(person, found.last_day) if found.ended else ""}
    return render(request, "agencies/left.html", page)


def _person(agency: str, person_id: int) -> Person:
    found = people.person_in(agency, person_id)
    if found is None:
        raise Http404
    return found
