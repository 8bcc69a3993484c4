"""Opening a case, and how a party outside the offices gets back to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from county.accounts.actor import Actor
from county.accounts.may import actor_in, refused, require
from county.accounts.middleware import PARTY_OF
from county.agencies.names import agencies, agency_name
from county.agencies.roles import Role
from county.cases import selectors, services
from county.cases.attempts import allowed, failed
from county.cases.forms import key_in, said_in
from county.cases.may import asked_next, keys_of, sees
from county.cases.procedures import Running, county_procedures, find_procedure
from county.cases.says import CannotDo


@require_safe
@require("open_cases")
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure that this person may begin, by document."""
    own: dict[str, list[Running]] = {}
    others: dict[str, list[Running]] = {}
    actor = actor_in(request)
    for run in county_procedures():
        if may_open(actor, run):
            named = any(actor.agencies & set(rule.agencies()) for rule in run.system.rules.values())
            (own if named else others).setdefault(run.system.document.topic, []).append(run)
    return render(request, "cases/procedures.html", {"own": list(own.items()), "others": list(others.items())})


@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def open_new(request: HttpRequest, system: str, key: str) -> HttpResponse:
    """A form for a new case; a refusal keeps what was typed."""
    try:
        run = find_procedure(f"{system}/{key}")
        if not may_open(actor_in(request), run):
            return refused(request, _("这个程序不由您的单位开始；谁能开始，看程序页的第一步。"))
        if request.method == "POST":
            return _opened(request, run)
    except CannotDo as refusal:
        return _form(request, system, key, refusal)
    return _form(request, system, key)


def may_open(actor: Actor, run: Running) -> bool:
    """Whoever may take a first step with its own unit as the case's, who supervises, or the office of the procedure."""
    if Role.SUPERVISOR in actor.roles:
        return True
    homes = actor.home_agencies or ("",)
    offices = {one for step in run.procedure.steps for one in step.who.agencies if step.who.relation == "office"}
    first = {who for home in homes for several in asked_next(run, run.first, home, []).values() for who in several}
    return bool(first & keys_of(actor, run)) or bool(offices & actor.agencies)


def _opened(request: HttpRequest, run: Running) -> HttpResponse:
    opened = services.open_case(
        actor=actor_in(request), procedure=run.rule_id, title=said_in(request, "title"),
        agency=said_in(request, "agency"), applicant=said_in(request, "applicant")[:200], key=key_in(request))
    if opened.secret:
        return render(request, "cases/receipt.html", {"case": opened.case, "secret": opened.secret})
    actor, concerned = actor_in(request), [one.who for one in opened.case.concerns.all()]
    if sees(actor, opened.case, concerned, run):
        return HttpResponseRedirect(reverse("cases:case", args=(opened.case.pk,)), status=303)
    messages.success(request, _("已开办，交给%(unit)s；编号 %(number)s。") % {
        "unit": agency_name(opened.case.agency), "number": opened.case.number})
    return HttpResponseRedirect(reverse("cases:inbox"), status=303)


def _form(request: HttpRequest, system: str, key: str, refusal: CannotDo | None = None) -> HttpResponse:
    from uuid import uuid4

    try:
        run = find_procedure(f"{system}/{key}")
    except CannotDo as unknown:
        page = {"title": _("没有这个程序"), "says": unknown.says, "status": 404}
        return render(request, "site/says.html", page, status=404)
    homes = actor_in(request).home_agencies
    context: dict[str, Any] = {
        "run": run, "key": key_in(request) or uuid4(), "wrong": refusal, "typed": request.POST,
        "units": agencies(), "home": request.POST.get("agency") or (homes[0] if homes else ""),
        "outside": any(step.who.relation == "applicant" for step in run.procedure.steps)}
    return render(request, "cases/new.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def by_receipt(request: HttpRequest) -> HttpResponse:
    """A party proves itself with the number and the secret of its receipt. Wrong ones are counted and slowed."""
    number, secret, says = said_in(request, "number")[:20], said_in(request, "secret")[:40], ""
    if request.method == "POST":
        free = allowed(number)
        case = selectors.by_number(number) if free else None
        if case and case.secret_hash and check_password(secret.strip().upper(), case.secret_hash):
            request.session.cycle_key()
            request.session[PARTY_OF] = [*request.session.get(PARTY_OF, ())[-19:], str(case.pk)]
            return HttpResponseRedirect(reverse("cases:case", args=(case.pk,)), status=303)
        says = _("编号或密码不对，请照回执再填一次；连续填错五次要等一刻钟。") if free else _(
            "这个编号填错的次数太多，请等一刻钟再试。")
        if free:
            failed(number)
    return render(request, "cases/by_receipt.html", {"number": number, "says": says}, status=422 if says else 200)
