"""Inbox, unit page, one case and what can be done with it. Parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county.accounts.may import actor_in, may, refused, require
from county.agencies.names import agency_of
from county.cases import referrals, selectors, services
from county.cases.forms import day_in, files_in, key_in, said_in, seen_in, typed_in
from county.cases.lists import line_of, unit_page
from county.cases.may import sees
from county.cases.models import Case
from county.cases.page import page_of
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.offers import panels

DRAFT = "draft"
TAKEN, WRONG = 303, 422


@require_safe
@require("read_cases")
def inbox(request: HttpRequest) -> HttpResponse:
    """What is mine, what is late, what comes next, what waits for others."""
    part = request.GET.get("part", "")
    part = part if part in selectors.PARTS else ""
    found = selectors.inbox(actor_in(request), part, _asked(request, "after"),
                            only_mine=request.GET.get("who") == "me")
    return render(request, "cases/inbox.html", {**found, "who": request.GET.get("who", "")})


@require_safe
@require("supervise")
def late(request: HttpRequest) -> HttpResponse:
    """Everything in the county that is past its due moment."""
    page = selectors.page_of_late(_asked(request, "after"), _asked(request, "agency"))
    return render(request, "cases/late.html", page)


@require_safe
@require("read_unit")
def unit(request: HttpRequest, agency: str) -> HttpResponse:
    """What all documents ask of a unit, what is open, late, and due this week."""
    known = agency_of(agency)
    if known is None:
        raise Http404
    page = unit_page(known, actor_in(request), closed=request.GET.get("closed") == "1")
    return render(request, "cases/unit.html", page)


@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: where it stands, what comes next, what happened."""
    held = selectors.one(case_id)
    stop = _stranger(request, held)
    if stop is not None or held is None:
        return stop or refused(request, "")
    draft = request.session.get(DRAFT)
    mine = request.session.pop(DRAFT) if draft and draft["case"] == str(case_id) else {}
    wrong = ("", _("登录过期前填的内容还在，请再看一遍后提交；附件要重新选择。")) if mine else ("", "")
    return _shown(request, held, mine.get("typed", {}), mine.get("step", ""), wrong)


@require_POST
def take(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse:
    """Take a step. What was typed survives an expired session and a refusal."""
    stop = _signed_out(request, case_id, step) or _stranger(request, selectors.one(case_id))
    if stop is not None:
        return stop

    def act_now() -> None:
        services.take(actor=actor_in(request), case=case_id, step=step, given=typed_in(request),
                      files=files_in(request), seen=seen_in(request), key=key_in(request))

    return _done(request, case_id, act_now, step)


@require_POST
def act(request: HttpRequest, case_id: UUID, act: str) -> HttpResponse:
    """Everything that can be done with a case beside its procedure."""
    held = selectors.one(case_id)
    stop = _signed_out(request, case_id, act) or _stranger(request, held)
    if stop is not None or held is None:
        return stop or refused(request, "")
    if act not in _ACTS:
        raise Http404
    return _done(request, case_id, lambda: _ACTS[act](request, held), act)


@require_POST
@require("read_cases")
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A new receipt for a party that lost its own."""
    held = selectors.one(case_id)
    stop = _stranger(request, held)
    if stop is not None or held is None:
        return stop or refused(request, "")
    try:
        secret = services.new_secret(actor=actor_in(request), case=held.pk)
    except CannotDo as refusal:
        return _shown(request, held, {}, "receipt", ("", refusal.says), status=WRONG)
    return render(request, "cases/receipt.html", {"case": held, "secret": secret})


@require_POST
def answer_referral(request: HttpRequest, referral: int, answer: str) -> HttpResponse:
    """Take a matter on, or give it back with a reason. Who was signed out finds it in the inbox afterwards."""
    allowed = may(actor_in(request), "open_cases")
    if not allowed:
        known = actor_in(request).is_known
        return refused(request, allowed.says) if known else redirect_to_login(reverse("cases:inbox"))
    if answer not in ("accept", "decline"):
        raise Http404
    try:
        if answer == "accept":
            made = referrals.accept(actor=actor_in(request), referral=referral)
            return HttpResponseRedirect(reverse("cases:case", args=(made.led_to_id,)))
        referrals.decline(actor=actor_in(request), referral=referral, reason=said_in(request, "reason"))
        messages.success(request, _("已退回，理由已告诉转来的单位。"))
    except CannotDo as refusal:
        messages.error(request, refusal.says)
    return HttpResponseRedirect(reverse("cases:inbox"))


def _done(request: HttpRequest, case_id: UUID, act_now: Callable[[], Any], step: str) -> HttpResponse:
    """Do it and show the case; a refusal shows the form with everything that was typed."""
    try:
        act_now()
    except CannotDo as refusal:
        held = selectors.one(case_id)
        stop = _stranger(request, held)
        if stop is not None or held is None:
            return stop or refused(request, refusal.says)
        return _shown(request, held, typed_in(request), step, (refusal.field, refusal.says), status=WRONG)
    return HttpResponseRedirect(reverse("cases:case", args=(case_id,)), status=TAKEN)


def _asked(request: HttpRequest, name: str) -> str:
    """A word of the address, bounded, without NUL."""
    return request.GET.get(name, "").replace("\0", "")[:90]


def _signed_out(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse | None:
    """To sign in, with what was typed kept for the page of the case; None for who is known or a party of the case."""
    if actor_in(request).is_known or str(case_id) in actor_in(request).parties:
        return None
    request.session[DRAFT] = {"case": str(case_id), "step": step, "typed": typed_in(request)}
    return redirect_to_login(reverse("cases:case", args=(case_id,)))


def _shown(request: HttpRequest, held: Case, typed: dict[str, str], step: str, wrong: tuple[str, str],
           status: int = 200) -> HttpResponse:
    page = page_of(held, running(held), actor_in(request), typed=typed, step=step, wrong=wrong)
    context = {"page": page, "panels": panels(held, actor_in(request)), "typed": typed, "act": step, "wrong": wrong,
               "children": [line_of(one) for one in page.children]}
    return render(request, "cases/case.html", context, status=status)


def _stranger(request: HttpRequest, held: Case | None) -> HttpResponse | None:
    """None for somebody who may read the case; a copied address tells a stranger nothing, not even that it exists."""
    if held is not None:
        concerned = [one.who for one in held.concerns.all()]
        if sees(actor_in(request), held, concerned, running(held)):
            return None
    return refused(request, _("这个办件不在您的单位，您的职务不能看。请确认地址，或请承办单位加您为协办。"))


_ACTS: dict[str, Callable[[HttpRequest, Case], Any]] = {
    "limit": lambda request, held: services.set_limit(
        actor=actor_in(request), case=held.pk, last=_day(request, "last"), step=said_in(request, "step")[:60],
        reason=said_in(request, "reason"), key=key_in(request)),
    "meet": lambda request, held: services.meet(
        actor=actor_in(request), case=held.pk, clock=said_in(request, "clock")[:60], result=said_in(request, "result"),
        files=[kept for several in files_in(request).values() for kept in several], key=key_in(request)),
    "extend": lambda request, held: services.extend(
        actor=actor_in(request), case=held.pk, last=_day(request, "last"), reason=said_in(request, "reason"),
        key=key_in(request)),
    "suspend": lambda request, held: services.suspend(
        actor=actor_in(request), case=held.pk, reason=said_in(request, "reason"), key=key_in(request)),
    "resume": lambda request, held: services.resume(
        actor=actor_in(request), case=held.pk, reason=said_in(request, "reason")[:500], key=key_in(request)),
    "transfer": lambda request, held: services.transfer(
        actor=actor_in(request), case=held.pk, to=said_in(request, "to")[:80],
        reason=said_in(request, "reason"), key=key_in(request)),
    "join": lambda request, held: services.join(
        actor=actor_in(request), case=held.pk, agency=said_in(request, "agency")[:80],
        part=said_in(request, "part")[:200], key=key_in(request)),
    "leave": lambda request, held: services.leave(
        actor=actor_in(request), case=held.pk, agency=request.POST.get("agency", "")[:80],
        reason=request.POST.get("reason", ""), key=key_in(request)),
    "part": lambda request, held: services.finish_part(
        actor=actor_in(request), case=held.pk, result=said_in(request, "result"), key=key_in(request)),
    "handler": lambda request, held: services.hand_to(
        actor=actor_in(request), case=held.pk, user_id=_whole(said_in(request, "user")), key=key_in(request)),
    "comment": lambda request, held: services.comment(
        actor=actor_in(request), case=held, text=said_in(request, "text"), key=key_in(request)),
    "file": lambda request, held: [
        services.add_file(actor=actor_in(request), case=held, kept=kept)
        for several in files_in(request).values() for kept in several],
}


def _day(request: HttpRequest, name: str) -> Any:
    found = day_in(request, name)
    if found is None:
        raise CannotDo(_("请填最后一天。"), name)
    return found


def _whole(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 12 else None
