"""Cases over JSON, for programs of a unit: a key acts as a handler of its unit, within its scopes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Field, Router, Schema, Status
from ninja.security import HttpBearer
from pydantic import StringConstraints

from county.accounts.actor import Actor
from county.accounts.keys import actor_for
from county.cases import checks, selectors, services
from county.cases.lists import line_of
from county.cases.may import Permit, may, sees
from county.cases.models import Case
from county.cases.open_views import may_open
from county.cases.procedures import find_procedure, running
from county.cases.says import CannotDo

LONGEST = 100
Name = Annotated[str, StringConstraints(max_length=60)]
Said = Annotated[str, StringConstraints(max_length=2000)]


class KeyAuth(HttpBearer):
    """`Authorization: Bearer gb_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002
        return actor_for(token)


class CaseOut(Schema):
    """A case: where it stands, when it is due, which steps this key may take."""

    id: UUID
    number: str
    title: str
    procedure: str
    agency: str
    state: str
    state_title: str
    is_open: bool
    suspended: bool
    due_at: str | None
    seq: int
    steps: list[dict[str, Any]]


class PageOut(Schema):
    """One page of a unit's open cases; `next` is the mark for the following one, empty on the last."""

    counts: dict[str, int]
    cases: list[dict[str, Any]]
    next: str


class NewCase(Schema):
    """`key`: a UUID of the caller's; the same one again gives the same case."""

    procedure: str
    title: str
    key: UUID
    applicant: str = ""


class NewStep(Schema):
    """`given`: answers by the ids of the step's needs. `seen`: the `seq` that the caller knew. `key` as above."""

    step: str
    given: dict[Name, Said] = Field(default_factory=dict, max_length=LONGEST)
    seen: int | None = None
    key: UUID


class Says(Schema):
    """Why not, in one sentence, in the language asked for (`?language=en`)."""

    says: str


Told = Status[Any]
Handler = Callable[..., Told]
router = Router(auth=KeyAuth(), tags=["cases"])


def within(scope: str) -> Callable[[Handler], Handler]:
    """A key with this scope, answered in the language asked for; what is refused is 422 with its sentence."""

    def wrap(handle: Handler) -> Handler:
        @wraps(handle)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
            with override("en" if request.GET.get("language") == "en" else "zh-hans"):
                if not actor_of(request).has_scope(scope):
                    return Status(403, {"says": _("这把钥匙没有“%(scope)s”的范围。") % {"scope": scope}})
                try:
                    return handle(request, *args, **kwargs)
                except CannotDo as refusal:
                    return Status(422, {"says": refusal.says})

        return guarded

    return wrap


@router.get("", response={200: PageOut, 403: Says})
@within("read_cases")
def page(request: HttpRequest, part: str = "later", after: str = "") -> Told:
    """One part of the unit's inbox: late, today, week, later, waiting."""
    part = part if part in selectors.PARTS else selectors.LATER
    found = selectors.inbox(actor_of(request), part, after[:90])
    cases = [_line(one) for one in found["cases"]]
    return Status(200, {"counts": found["counts"], "cases": cases, "next": found["next"]})


@router.get("{case_id}", response={200: CaseOut, 403: Says})
@within("read_cases")
def one(request: HttpRequest, case_id: UUID) -> Told:
    """One case that concerns the unit; of others not even whether they exist is told."""
    case = _seen(request, case_id)
    return Status(200, _whole(case, actor_of(request))) if case else _not_yours()


@router.post("", response={201: CaseOut, 403: Says, 422: Says})
@within("open_cases")
def open_one(request: HttpRequest, body: NewCase) -> Told:
    """Open a case of the unit; the same `key` gives the same case."""
    actor = actor_of(request)
    if not may_open(actor, find_procedure(body.procedure)):
        return Status(403, {"says": _("这个程序不由您的单位开始；谁能开始，看程序页的第一步。")})
    opened = services.open_case(actor=actor, procedure=body.procedure, title=body.title, key=body.key,
                                agency=actor.home_agencies[0], applicant=body.applicant[:200])
    return Status(201, _whole(opened.case, actor))


@router.post("{case_id}/steps", response={200: CaseOut, 403: Says, 422: Says})
@within("take_steps")
def take(request: HttpRequest, case_id: UUID, body: NewStep) -> Told:
    """Take a step; a step that needs a file is taken on the page."""
    case = _seen(request, case_id)
    if case is None:
        return _not_yours()
    services.take(actor=actor_of(request), case=case_id, step=body.step, given=body.given, seen=body.seen, key=body.key)
    case.refresh_from_db()
    return Status(200, _whole(case, actor_of(request)))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def _seen(request: HttpRequest, case_id: UUID) -> Case | None:
    case = selectors.one(case_id)
    concerned = [one.who for one in case.concerns.all()] if case else []
    return case if case and sees(actor_of(request), case, concerned, running(case)) else None


def _not_yours() -> Told:
    return Status(403, {"says": _("这个办件不在您的单位，您的职务不能看。请确认地址，或请承办单位加您为协办。")})


def _line(case: Case) -> dict[str, Any]:
    line = line_of(case)
    return {"id": str(case.pk), "number": case.number, "title": case.title, "agency": case.agency, "state": case.state,
            "state_title": line.state, "lamp": line.lamp.kind, "due_at": _iso(case.due_at)}


def _whole(case: Case, actor: Actor) -> dict[str, Any]:
    run = running(case)
    joined = [one.who for one in case.concerns.all() if one.joined]
    steps = [{"step": step.id, "title": step.title, "to": step.to,
              "needs": [{"id": need.id, "title": need.title, "form": need.form} for need in step.needs]}
             for step in run.steps_from(case.state)
             if checks.is_offered(case, step) and isinstance(may(actor, step, case, run, joined), Permit)]
    return {"id": case.pk, "number": case.number, "title": case.title, "procedure": case.procedure,
            "agency": case.agency, "state": case.state, "state_title": run.procedure.title_of(case.state),
            "is_open": case.is_open, "suspended": case.suspended, "seq": case.seq, "steps": steps,
            "due_at": _iso(case.due_at)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
