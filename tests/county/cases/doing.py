"""Short words for what the tests of cases do: a moment, a case, a step by somebody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from county.accounts.actor import Actor
from county.business import ZONE
from county.cases import services
from county.cases.models import Case, Step
from county.cases.procedures import running
from county.files import Kept
from gongbao.rules.judgement import Judgement

from .walking import actor_with

TICKET, UNIT_TASK, MATTER = "service_reviews/ticket", "insolvency/unit_task", "efficiency_drive/matter"
RECTIFY, FEEDBACK, TREND = "service_reviews/rectify", "efficiency_drive/feedback", "earthquake/trend_opinion"
PAPER = Kept("材料.pdf", "application/pdf", 10, "0" * 64)
UNIT = "housing"
HANDLER, HEAD = actor_with(UNIT, "经办", "handler"), actor_with(UNIT, "局长", "head")
SUPERVISOR = actor_with("supervision-office", "督查室主任", "supervisor")
TICK = timedelta(microseconds=1)
MONDAY = date(2020, 12, 14)


def at(day: date | str = MONDAY, clock: str = "10:00") -> datetime:
    """A moment of business."""
    whole = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(whole, time.fromisoformat(clock), ZONE)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, ZONE)


def opened(procedure: str = TICKET, agency: str = UNIT, *, on: datetime | None = None, title: str = "修路灯",
           **more: Any) -> Case:
    return services.open_case(actor=HEAD, procedure=procedure, title=title, agency=agency, at=on or at(), **more).case


def did(case: Case, step: str, actor: Actor = HANDLER, *, on: datetime | None = None, **given: str) -> Step:
    """The step, by somebody; returns it, with the case read anew."""
    made = services.take(actor=actor, case=case.pk, step=step, given=given, at=on or at())
    case.refresh_from_db()
    return made


def rectifying(on: datetime | None = None) -> Case:
    """A ticket whose rectification runs since a moment."""
    case = opened(on=on or at())
    did(case, "complicated", on=on or at(), finding="复杂")
    return case


def says(case: Case, rule: str, **given: Any) -> Judgement:
    """What a rule of the case's pack decides."""
    return running(case).book.ask(rule, {name: str(one) for name, one in given.items()}).judgement


def clock_of(case: Case, name: str) -> dict[str, Any]:
    case.refresh_from_db()
    found: dict[str, Any] = case.clocks["running"][name]
    return found


def limit_of(case: Case, rule: str) -> Any:
    return running(case).book.find(rule)[1]
