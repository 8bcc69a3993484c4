"""The pages of one unit and of one matter, gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import WATCHES
from county.agencies.stand_for import acting_for
from county.cases.may import sees
from county.cases.models import Case
from county.cases.procedures import running
from county.cases.shown import clocks_of
from county.charts.rate_columns import Column
from county.packs import county_rulebook
from county.supervision import drawings
from county.supervision.matters import ledger, selectors
from county.supervision.matters.chasing import DISPUTE
from county.supervision.matters.ledger import Wanted
from county.supervision.matters.opening import may_chase
from county.supervision.matters.rates import on_time, quarter_of
from county.supervision.matters.rows import Row, row_of, rows_of
from county.supervision.matters.units import carried_by, is_party, parts_of, progress_of
from county.supervision.models import Matter, Urging
from county.supervision.plans import Plan, plan_of, plans
from county.supervision.slots import slot
from gongbao.packs.model import Agency
from gongbao.rules.checklist import Checklist
from gongbao.rules.conditions import all_hold

FIRST = 12


def unit_page(agency: Agency, actor: Actor) -> dict[str, Any]:
    """A unit's part of the ledger. What lies with it is counted as on the board."""
    wanted, own = Wanted(lead=agency.id), bool(agency.id in actor.agencies or actor.roles & WATCHES)
    found = selectors.found_for(actor, wanted)
    counts = ledger.lamp_counts(found)
    joined = selectors.found_for(actor, Wanted(joins=agency.id))
    return {
        "agency": agency, "own": own, "counts": counts, "wanted": wanted, "total": sum(counts.values()),
        "bar": drawings.lamp_bar(counts, agency.name, _href(wanted), 360),
        "rows": rows_of(ledger.ordered(found.filter(is_open=True))[:FIRST]),
        "joined": ledger.lamp_counts(joined), "joins": Wanted(joins=agency.id),
        "joined_rows": rows_of(ledger.ordered(joined.filter(is_open=True))[:FIRST]),
        "carries": carried_by(acting_for([agency.id])), "rates": _rates(agency.id),
        "strip": _strip(agency.id),
        "urgings": list(Urging.objects.filter(agency=agency.id).select_related("case").order_by("-business_at")[:FIRST])
        if own else [],
    }


def _rates(agency: str) -> Any:
    """The last four quarters, this one included."""
    year, quarter = quarter_of(business.business_today())
    spans = [((year * 4 + quarter - 1 - back) // 4, (year * 4 + quarter - 1 - back) % 4 + 1) for back in (3, 2, 1, 0)]
    columns = []
    for span in spans:
        rate = on_time(*span).get(agency, selectors.NO_RATE)
        said = f"{rate.said}%" if rate.value is not None else _("没有到期的事")
        columns.append(Column(f"{span[0]}-{span[1]}", rate.value, said))
    return drawings.rate_columns(columns, _("按时反馈率"))


def _strip(agency: str) -> Any:
    from county.supervision.ranking.selectors import strip_of

    return strip_of(agency) if slot("ladder") else ""


@dataclass(frozen=True, slots=True)
class Pace:
    """A slogan's day (不过夜 …), beside the limit and never instead of it."""

    title: str
    last: date


@dataclass(frozen=True, slots=True)
class MatterPage:
    """Everything on the ledger's page of one case."""

    case: Case
    row: Row
    plan: Plan | None
    matter: Matter | None
    clocks: Sequence[Any]
    parts: Sequence[Any]
    progress: Sequence[Any]
    targets: Sequence[Any]
    urgings: Sequence[Urging]
    disputes: Sequence[tuple[Row, str]]
    pace: Sequence[Pace]
    seen: bool
    chases: bool
    party: bool
    carries: str
    kind: str
    special: Sequence[str]

    @property
    def rule_href(self) -> str:
        rule = self.plan.rule if self.plan else self.case.procedure
        return reverse("rulebook:rule", args=tuple(rule.split("/")))


def matter_page(case: Case, actor: Actor) -> MatterPage:
    run, plan = running(case), plan_of(case.source.partition("#")[0])
    matter, row = Matter.objects.filter(pk=case.pk).first(), row_of(case)
    progress = progress_of(case)
    carries = next((unit for unit, _latest in progress if actor.acts_for([unit])), "")
    return MatterPage(
        case=case, row=row, plan=plan, matter=matter, clocks=clocks_of(case, run.book), parts=parts_of(case),
        progress=progress, targets=_targets(plan, row), disputes=_disputes(case),
        urgings=list(case.urgings.order_by("-business_at")), pace=_pace(matter),
        seen=sees(actor, case, [one.who for one in case.concerns.all()], run), chases=may_chase(actor),
        party=is_party(case, actor), carries=carries, kind=_kind_words(matter),
        special=_special(matter))


def _targets(plan: Plan | None, row: Row) -> Sequence[Any]:
    from county.supervision.registers.selectors import targets_of

    first = next((one for one in plans() if plan and one.system == plan.system), None)
    return targets_of(plan.system, row.task.no) if plan and plan is first and row.task else ()


def _disputes(case: Case) -> list[tuple[Row, str]]:
    """Disputes about a case, each with what the county decided on it: that binds the ledger."""
    found = []
    for one in case.children.filter(topic=DISPUTE).order_by("opened_at"):
        said = [step.data.get("resolution", "") for step in one.steps.order_by("seq")]
        found.append((row_of(one), next((words for words in reversed(said) if words), "")))
    return found


def _pace(matter: Matter | None) -> list[Pace]:
    """The slogan days of a matter with a kind, asked of the county's rule."""
    book, rule = county_rulebook(), slot("pace")
    if matter is None or not matter.kind or book is None or not rule:
        return []
    choices = book.find(rule)[1].questions()["kind"].choices
    found = []
    for name in choices:
        judgement = book.ask(rule, {"kind": name, "received": matter.received.isoformat()}).judgement
        value = judgement.value.get("due") if isinstance(judgement.value, dict) else judgement.value
        if isinstance(value, date):
            found.append(Pace(choices[name], value))
    return found


def _special(matter: Matter | None) -> list[str]:
    """What the county's checklist asks for of a very important matter alone."""
    book, rule_id = county_rulebook(), slot("study")
    rule = book.find(rule_id)[1] if book and rule_id else None
    if matter is None or not matter.special or not isinstance(rule, Checklist):
        return []
    given = {name: one.read(name, "yes") for name, one in rule.inputs.items() if one.type == "yes_no"}
    return [one.topic for one in rule.items if one.when and all_hold(one.when, given)]


def _kind_words(matter: Matter | None) -> str:
    from county.supervision.matters.opening import kinds

    return dict(kinds()).get(matter.kind, "") if matter else ""


def _href(wanted: Wanted) -> Any:
    return lambda name: f"{reverse('supervision:matters')}?{wanted.with_(lamp=name).query}"


