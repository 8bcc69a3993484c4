"""One line of a list: what, of which document, who, by when, how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name
from county.cases.models import Case, Concern
from county.cases.procedures import running
from county.cases.shown import Lamp, lamp_of, when
from county.supervision.matters import ledger
from county.supervision.plans import PlanTask, document_of, task_of


@dataclass(frozen=True, slots=True)
class Row:
    """`document`: its number, or 交办事项 for a matter of its own. `kept`: how a closed one was kept, in words."""

    case: Case
    lamp: Lamp
    when: str
    state: str
    lead: str
    no: str
    document: str
    topic: str
    task: PlanTask | None
    printed_early: bool
    kept: str


def rows_of(cases: Iterable[Case], now: datetime | None = None) -> list[Row]:
    """A line for each; one query beside the cases."""
    each, moment = list(cases), now or business.now()
    past = ledger.past_packs(moment.astimezone(business.ZONE).date())
    acting = set(Concern.objects.filter(case__in=each, acts=True, who__in={one.agency for one in each})
                 .values_list("case_id", "who"))
    return [_row(one, moment, past, acts=(one.pk, one.agency) in acting) for one in each]


def row_of(case: Case, now: datetime | None = None) -> Row:
    return rows_of([case], now)[0]


def _row(case: Case, now: datetime, past: frozenset[str], *, acts: bool) -> Row:
    run, task = running(case), task_of(case.source) if case.source else None
    document, topic = document_of(case.source) if case.source else ("", "")
    return Row(case, _lamp(case, now, past, acts=acts), when(case, run.book, now), run.procedure.title_of(case.state),
               agency_name(case.agency), case.source.partition("#")[2], document or _("交办事项"), topic, task,
               bool(task and any(day.before_issue for day in task.days)), kept_words(case))


def _lamp(case: Case, now: datetime, past: frozenset[str], *, acts: bool) -> Lamp:
    """As `ledger.lamps` tells them apart."""
    if case.is_open and case.source and case.pack in past:
        return Lamp(ledger.PAST)
    lamp = lamp_of(case, now)
    return Lamp(ledger.WAITING) if lamp.kind == ledger.NONE and not acts else lamp


@dataclass(frozen=True, slots=True)
class Kept:
    """A limit that ended: by how many days it was late, 0 for on time; `soft`: the document says 原则上."""

    days_late: int
    soft: bool


def kept_of(case: Case) -> Sequence[Kept]:
    """The limits of a case that a step ended; one that only ended with the case says nothing."""
    return [Kept(_late(one), bool(one["soft"])) for one in case.clocks.get("ended", ())
            if one["due"] and not one["by_close"]]


def kept_words(case: Case) -> str:
    """按时 or 迟 n 天, for the worst of the limits that were kept."""
    ended = kept_of(case)
    if not ended:
        return ""
    worst = max(ended, key=lambda one: one.days_late)
    if not worst.days_late:
        return _("按时")
    return (_("迟 %(n)s 天，文件写“原则上”") if worst.soft else _("迟 %(n)s 天")) % {"n": worst.days_late}


def _late(clock: dict[str, str]) -> int:
    due, ended = (datetime.fromisoformat(clock[name]).astimezone(business.ZONE) for name in ("due", "ended"))
    return 0 if ended <= due else max(1, (ended.date() - due.date()).days)
