"""Changes to what bodies do: meetings, their follow-ups, liaison officers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies import access
from county.agencies.bodies import BodyOf
from county.agencies.models import FollowUp, Liaison, Meeting, Person, Tenure, holding_on
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.agencies.services import DAY, write_down
from county.site.templatetags.county import plain_day


def record_meeting(*, actor: Actor, body: BodyOf, said: Mapping[str, Any]) -> Meeting:
    """`said`: the fields of a meeting. NotPossible: the actor is not of the body, or the day is still to come."""
    _require_inside(actor, body)
    _require_past(said["held_on"])
    with transaction.atomic():
        made = Meeting.objects.create(body=body.id, **said)
        write_down(actor, "record_meeting", "meeting", made.pk, {"body": body.id, **_plain(said)})
    return made


def correct_meeting(*, actor: Actor, body: BodyOf, meeting: Meeting, said: Mapping[str, Any]) -> None:
    """The audit keeps a digest of what stood before."""
    _require_inside(actor, body)
    _require_past(said["held_on"])
    with transaction.atomic():
        before = {name: getattr(meeting, name) for name in said}
        for name, value in said.items():
            setattr(meeting, name, value)
        meeting.save(update_fields=list(said))
        write_down(actor, "correct_meeting", "meeting", meeting.pk, {"before": _plain(before), "now": _plain(said)})


def add_follow_up(*, actor: Actor, body: BodyOf, meeting: Meeting, what: str, agency: str,
                  due: date | None) -> FollowUp:
    """NotPossible: the day lies before the meeting."""
    _require_inside(actor, body)
    if due is not None and due < meeting.held_on:
        raise NotPossible(_("期限早于开会的 %(day)s，请改。") % {"day": meeting.held_on}, "due")
    with transaction.atomic():
        made = FollowUp.objects.create(meeting=meeting, what=what, agency=agency, due=due)
        content = {"meeting": meeting.pk, "what": what, "agency": agency, "due": str(due)}
        write_down(actor, "add_follow_up", "follow_up", made.pk, content)
    return made


def finish_follow_up(*, actor: Actor, body: BodyOf, follow_up: FollowUp) -> None:
    """Done today, said by the body's people or by the unit that was asked. Said twice, the first day stands."""
    if not access.holds_meetings(actor, (*body.inside, follow_up.agency)):
        raise NotPossible(not_inside(actor, body))
    with transaction.atomic():
        today = business.business_today()
        if FollowUp.objects.filter(pk=follow_up.pk, done_on=None).update(done_on=today):
            write_down(actor, "finish_follow_up", "follow_up", follow_up.pk, {"done_on": str(today)})


def name_liaison(*, actor: Actor, body: BodyOf, agency: str, person: Person, first: date) -> Liaison:
    """One officer a unit at a time: the one before ends the day before. NotPossible: see the sentence."""
    if not access.manages_people(actor, agency) and not access.holds_meetings(actor, body.rule.host):
        raise NotPossible(access.only_own(agency, actor))
    if agency not in body.units:
        raise NotPossible(_("%(unit)s不是这个机构的成员单位。") % {"unit": agency_name(agency)}, "agency")
    if not Tenure.objects.filter(holding_on(first), person=person, post__agency=agency).exists():
        raise NotPossible(_("此人在 %(first)s 没有%(unit)s的任职，请先登记任职。")
                          % {"first": first, "unit": agency_name(agency)}, "person")
    with transaction.atomic():
        _end_before(body.id, agency, first)
        made = Liaison.objects.create(body=body.id, agency=agency, person=person, first=first)
        content = {"body": body.id, "agency": agency, "person": person.pk, "first": str(first)}
        write_down(actor, "name_liaison", "liaison", made.pk, content)
    return made


def _end_before(body: str, agency: str, first: date) -> None:
    held = Liaison.objects.select_for_update().filter(body=body, agency=agency).exclude(last__lt=first)
    for one in held:
        if one.first >= first:
            says = _("现在的联络员从 %(first)s 开始，新的要晚于这一天。")
            raise NotPossible(says % {"first": plain_day(one.first)}, "first")
        one.last = first - DAY
        one.save(update_fields=["last"])


def _require_inside(actor: Actor, body: BodyOf) -> None:
    if not access.holds_meetings(actor, body.inside):
        raise NotPossible(not_inside(actor, body))


def not_inside(actor: Actor, body: BodyOf) -> str:
    says = _("“%(body)s”的会议由主管单位和成员单位登记；您现在是%(post)s。")
    return says % {"body": body.rule.name, "post": actor.shown_as}


def _require_past(day: date) -> None:
    if day > business.business_today():
        raise NotPossible(_("会议的日期还没有到，请在开会以后登记。"), "held_on")


def _plain(said: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in said.items()}
