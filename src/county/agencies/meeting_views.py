"""Meetings of a body: recorded, read, corrected, and what they asked of units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused
from county.agencies import access, bodies, meetings
from county.agencies.bodies import BodyOf
from county.agencies.body_views import kinds_of
from county.agencies.doors import of_body
from county.agencies.forms import FollowUpForm, MeetingForm
from county.agencies.models import FollowUp, Meeting
from county.agencies.names import agencies, agency_name
from county.agencies.refusals import NotPossible
from county.business import business_today


@of_body("hold_meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, body: BodyOf) -> HttpResponse:
    if not access.holds_meetings(actor_in(request), body.inside):
        return _refused(request, body)
    form = MeetingForm(kinds_of(body).items(), request.POST or None, initial={"held_on": business_today()})
    if form.is_valid():
        try:
            made = meetings.record_meeting(actor=actor_in(request), body=body, said=form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("会议已登记。请在下面写上议定要办的事。"))
            return redirect("agencies:meeting", body.system.id, body.key, made.pk)
    return _form_page(request, body, form, _("登记会议"))


@of_body("hold_meetings")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, body: BodyOf, meeting_id: int) -> HttpResponse:
    meeting = _meeting(body, meeting_id)
    if not access.holds_meetings(actor_in(request), body.inside):
        return _refused(request, body)
    form = MeetingForm(kinds_of(body).items(), request.POST or None, initial=model_to_dict(meeting))
    if form.is_valid():
        try:
            meetings.correct_meeting(actor=actor_in(request), body=body, meeting=meeting, said=form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("会议已更正。"))
            return redirect("agencies:meeting", body.system.id, body.key, meeting.pk)
    return _form_page(request, body, form, _("更正会议"))


@of_body("read_people")
@require_safe
def meeting(request: HttpRequest, body: BodyOf, meeting_id: int) -> HttpResponse:
    """One meeting with what it decided; for the body's people and those who supervise."""
    found = _meeting(body, meeting_id)
    if not access.reads_meetings(actor_in(request), body.inside):
        return _refused(request, body)
    return _meeting_page(request, body, found, FollowUpForm(_choices(body)))


@of_body("hold_meetings")
@require_POST
def follow_up(request: HttpRequest, body: BodyOf, meeting_id: int) -> HttpResponse:
    """Add what a unit is asked to do."""
    found, form = _meeting(body, meeting_id), FollowUpForm(_choices(body), request.POST)
    if not access.holds_meetings(actor_in(request), body.inside):
        return _refused(request, body)
    if form.is_valid():
        try:
            meetings.add_follow_up(actor=actor_in(request), body=body, meeting=found, **form.cleaned_data)
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            return redirect("agencies:meeting", body.system.id, body.key, found.pk)
    return _meeting_page(request, body, found, form)


@of_body("hold_meetings")
@require_POST
def finish(request: HttpRequest, body: BodyOf, meeting_id: int, follow_up_id: int) -> HttpResponse:
    """What was asked is done."""
    found = FollowUp.objects.filter(pk=follow_up_id, meeting__pk=meeting_id, meeting__body=body.id).first()
    if found is None:
        raise Http404
    try:
        meetings.finish_follow_up(actor=actor_in(request), body=body, follow_up=found)
    except NotPossible as refusal:
        return refused(request, refusal.says)
    messages.success(request, _("已记为办结。"))
    return redirect("agencies:meeting", body.system.id, body.key, meeting_id)


def _meeting_page(request: HttpRequest, body: BodyOf, found: Meeting, form: FollowUpForm) -> HttpResponse:
    holds = access.holds_meetings(actor_in(request), body.inside)
    today = business_today()
    rows = [(one, agency_name(one.agency), bool(one.due and not one.done_on and one.due < today))
            for one in found.follow_ups.all()]
    page: dict[str, Any] = {"body": body, "meeting": found, "kind": kinds_of(body).get(found.kind, ""), "rows": rows,
                            "form": form, "holds": holds}
    return render(request, "agencies/meeting.html", page, status=400 if form.errors else 200)


def _form_page(request: HttpRequest, body: BodyOf, form: MeetingForm, title: str) -> HttpResponse:
    page = {"body": body, "form": form, "title": title}
    return render(request, "agencies/meeting_form.html", page, status=400 if form.errors else 200)


def _choices(body: BodyOf) -> Iterable[str]:
    """The body's own units first, then every other unit of the county."""
    return dict.fromkeys((*body.inside, *(one.id for one in agencies())))


def _meeting(body: BodyOf, meeting_id: int) -> Meeting:
    found = bodies.meeting_in(body, meeting_id)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, body: BodyOf) -> HttpResponse:
    return refused(request, meetings.not_inside(actor_in(request), body))
