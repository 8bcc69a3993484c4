"""Bodies: all of them, one with its seats, units, groups, duties and meetings, and its liaison officers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from county.accounts.actor import Actor
from county.accounts.may import actor_in, refused, require
from county.agencies import access, bodies, meetings, people
from county.agencies.bodies import BodyOf
from county.agencies.doors import of_body
from county.agencies.forms import LiaisonForm
from county.agencies.names import agency_name
from county.agencies.often import how_often, meeting_rules
from county.agencies.refusals import NotPossible
from county.business import business_today


@require("read_people")
@require_safe
def all_bodies(request: HttpRequest) -> HttpResponse:
    """Every body of every document with how many of its seats are vacant."""
    found = bodies.all_bodies()
    vacant = bodies.vacancies(found, business_today())
    return render(request, "agencies/bodies.html", {"bodies": [(one, vacant[one.id]) for one in found]})


@of_body("read_people")
@require_safe
def body(request: HttpRequest, body: BodyOf) -> HttpResponse:
    """One body: who sits in it today, which units send whom, what it owes, whether it has met often enough."""
    actor, today = actor_in(request), business_today()
    held = bodies.meetings_of(body)
    roles = [(role, [(seat, sees_seat(actor, body, seat.agency)) for seat in seats])
             for role, seats in bodies.seats_by_role(body, today)]
    units = [(one, access.sees_people(actor, one.id), _names_liaison(actor, body, one.id))
             for one in bodies.units_of(body, today)]
    page = {"body": body, "roles": roles, "units": units, "groups": bodies.groups_of(body),
            "duties": bodies.duties_of(body), "meetings": held, "kinds": kinds_of(body),
            "often": how_often(body, held, today), "reads": access.reads_meetings(actor, body.inside),
            "holds": access.holds_meetings(actor, body.inside)}
    return render(request, "agencies/body.html", page)


@of_body("hold_meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def liaison(request: HttpRequest, body: BodyOf, agency: str) -> HttpResponse:
    """A unit's liaison officer: by the unit's head, or by the body's host."""
    if agency not in body.units:
        raise Http404
    actor = actor_in(request)
    if not _names_liaison(actor, body, agency):
        return refused(request, access.only_own(agency, actor))
    form = LiaisonForm(people.people_on(agency, business_today()), request.POST or None)
    if form.is_valid():
        try:
            meetings.name_liaison(actor=actor, body=body, agency=agency, **form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(unit)s的联络员已登记。") % {"unit": agency_name(agency)})
            return redirect("agencies:body", body.system.id, body.key)
    page = {"body": body, "agency": agency, "name": agency_name(agency), "form": form}
    return render(request, "agencies/liaison.html", page, status=400 if form.errors else 200)


def kinds_of(body: BodyOf) -> dict[str, str]:
    """The meetings that the document asks for: key and title."""
    return {key: rule.title for key, rule in meeting_rules(body)}


def sees_seat(actor: Actor, body: BodyOf, agency: str) -> bool:
    """A seat without a unit belongs to the county's leaders: the host's people know who they are."""
    return access.sees_people(actor, agency) or (not agency and bool(set(body.rule.host) & set(actor.home_agencies)))


def _names_liaison(actor: Actor, body: BodyOf, agency: str) -> bool:
    """The choice shows the unit's people, so the host's people choose only where the host may see them: its heads."""
    return access.manages_people(actor, agency) or actor.acts_for(body.rule.host, ("head",))
