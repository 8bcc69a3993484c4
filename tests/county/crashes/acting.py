"""What people do with cases, by chance and always the same for the same seed: for processes that are killed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from county.business import ZONE
from county.cases import services
from county.cases.models import Case, Step
from county.cases.procedures import Running, county_procedures, running
from county.cases.says import CannotDo
from county.files import Kept
from tests.county.cases.walking import actor_with, answer, post_for

Attempt = dict[str, Any]
FIRST = datetime(2020, 12, 15, 9, tzinfo=ZONE)
PAPER = Kept("材料.pdf", "application/pdf", 10, "0" * 64)
ACTS = ("take",) * 5 + ("limit",) * 3 + ("extend", "suspend", "resume", "join")
OPEN_AT_ONCE = 12


class Clerks:
    """Thinks of something to do, as a form that can be sent again: its `key` says that it is the same."""

    def __init__(self, seed: str, units: int = 20) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.seed, self.number = seed, 0
        self.procedures = list(county_procedures())
        departments = [one.id for one in self.procedures[0].book.pack.agencies if one.kind == "department"]
        self.units = departments[:units]

    def opening(self, at: datetime) -> Attempt:
        self.number += 1
        run, unit = self.chance.choice(self.procedures), self.chance.choice(self.units)
        return self._form("open", f"{self.seed}-{self.number:05}", at, procedure=run.rule_id, agency=unit)

    def acting(self, title: str, at: datetime) -> Attempt:
        """`pick` chooses among the steps that are there when it is carried out."""
        act, days = self.chance.choice(ACTS), self.chance.randint(1, 25)
        last = (at + timedelta(days=days)).date().isoformat()
        return self._form(act, title, at, pick=self.chance.random(), last=last)

    def anything(self, at: datetime, titles: list[str]) -> Attempt:
        if len(titles) < OPEN_AT_ONCE or self.chance.random() < 0.1:
            return self.opening(at)
        return self.acting(self.chance.choice(titles), at)

    def _form(self, act: str, title: str, at: datetime, **more: Any) -> Attempt:
        key = UUID(int=self.chance.getrandbits(128), version=4)
        return {"act": act, "title": title, "at": at.isoformat(), "key": str(key), **more}


def carry_out(form: Attempt) -> Step | None:
    """Do it, or find that it was done. None: the rules refuse it."""
    held = Step.objects.filter(key=form["key"]).first()
    if held:
        return held
    try:
        return _DONE[form["act"]](form, datetime.fromisoformat(form["at"]))
    except CannotDo:
        return None


def _open(form: Attempt, at: datetime) -> Step:
    opened = services.open_case(actor=actor_with(form["agency"], "负责人", "head"), procedure=form["procedure"],
                                title=form["title"], agency=form["agency"], key=UUID(form["key"]), at=at)
    return opened.case.steps.get(key=form["key"])


def _take(form: Attempt, at: datetime) -> Step | None:
    case = Case.objects.get(title=form["title"])
    run = running(case)
    steps = run.steps_from(case.state)
    if not steps:
        return None
    step = steps[int(form["pick"] * len(steps))]
    joined = [one.who for one in case.concerns.filter(joined=True).order_by("who")]
    actor = actor_with(*post_for(step, run, case.agency, joined[0] if joined else case.agency))
    clocks = tuple(one["rule"] for one in case.clocks["running"].values())
    given = {need.id: answer(need, step, run, clocks) for need in step.needs if need.form != "file"}
    files = {need.id: [PAPER] for need in step.needs if need.form == "file"}
    return services.take(actor=actor, case=case.pk, step=step.id, given=given, files=files, key=UUID(form["key"]),
                         at=at)


def _managing(form: Attempt) -> dict[str, Any]:
    case = Case.objects.get(title=form["title"])
    return {"actor": actor_with(case.agency, "负责人", "head"), "case": case.pk, "key": UUID(form["key"]),
            "at": datetime.fromisoformat(form["at"])}


def _limit(form: Attempt, at: datetime) -> Step:
    last = datetime.fromisoformat(form["last"]).date()
    return services.set_limit(**_managing(form), last=last, reason="按工作安排")


def _extend(form: Attempt, at: datetime) -> Step:
    last = datetime.fromisoformat(form["last"]).date() + timedelta(days=10)
    return services.extend(**_managing(form), last=last, reason="等材料")


def _join(form: Attempt, at: datetime) -> Step | None:
    case = Case.objects.get(title=form["title"])
    return services.join(**_managing(form), agency=_partner(running(case), case.agency, form["pick"]), part="提意见")


def _partner(run: Running, agency: str, pick: float) -> str:
    others = [one.id for one in run.book.pack.agencies if one.kind == "department" and one.id != agency]
    return others[int(pick * len(others))]


_DONE: dict[str, Callable[[Attempt, datetime], Step | None]] = {
    "open": _open, "take": _take, "limit": _limit, "extend": _extend, "join": _join,
    "suspend": lambda form, _at: services.suspend(**_managing(form), reason="等补正"),
    "resume": lambda form, _at: services.resume(**_managing(form), reason="已补正"),
}
