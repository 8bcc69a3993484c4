"""A quarter is opened, its places are written down; all of it in the steps of the quarter's case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import Role
from county.audit.services import record
from county.cases import services as cases
from county.cases.models import Case
from county.cases.opening import open_case
from county.cases.procedures import Running, find_procedure, running
from county.cases.says import CannotDo
from county.supervision.models import Placing, Quarter
from county.supervision.ranking import ladder
from county.supervision.slots import DESK, slot
from gongbao.rules.procedure import Step

LONGEST = 2000


def label(year: int, quarter: int) -> str:
    return f"{year}年第{quarter}季度"


def rankers() -> tuple[str, ...]:
    """The units that rank, as the procedure's first step names them."""
    return find_procedure(slot("ranking")).procedure.steps[0].who.agencies


def may_rank(actor: Actor) -> bool:
    return Role.SUPERVISOR.value in actor.roles or actor.acts_for(rankers())


def require_ranker(actor: Actor) -> None:
    """CannotDo: the actor is not of the supervising side."""
    if not may_rank(actor):
        names = "、".join(map(agency_name, rankers()))
        says = _("季度预评由%(who)s办理；您现在是%(post)s。")
        raise CannotDo(says % {"who": names, "post": actor.shown_as})


def open_quarter(*, actor: Actor, year: int, quarter: int, at: datetime | None = None) -> Quarter:
    """The quarter, with its case; one that is open already is given back.

    CannotDo: not of the supervising side, not begun yet, before the first quarter that was entered.
    """
    require_ranker(actor)
    moment = at or business.now()
    held = Quarter.objects.filter(year=year, quarter=quarter).first()
    if held is not None:
        return held
    _require_its_time(year, quarter, moment)
    try:
        with transaction.atomic():
            case = open_case(actor=actor, procedure=slot("ranking"), desk=DESK, topic=f"ranking/{year}-{quarter}",
                             title=f"{label(year, quarter)}预评", agency=rankers()[0], at=moment).case
            made = Quarter.objects.create(case=case, year=year, quarter=quarter)
            record(actor=actor, verb="supervision.quarter", thing_kind="quarter", thing_id=str(made),
                   business_at=moment, content={"year": year, "quarter": quarter})
            return made
    except IntegrityError:
        return Quarter.objects.get(year=year, quarter=quarter)


def place(*, actor: Actor, quarter: Quarter, ranks: Mapping[str, int], seen: int | None = None,
          at: datetime | None = None) -> int:
    """The places of a quarter as a whole: what is not in `ranks` has none. How many places changed.

    CannotDo: not of the supervising side, frozen, a unit or a rank that cannot be, somebody else was first (`seen`).
    """
    require_ranker(actor)
    if wrong := wrong_ranks({unit: str(rank) for unit, rank in ranks.items()}):
        unit, says = next(iter(wrong.items()))
        raise CannotDo(says, f"rank-{unit}")
    moment = at or business.now()
    with transaction.atomic():
        held = locked(quarter)
        if held.frozen_at:
            raise CannotDo(_("这个季度的名次已经定了，不能再改。"))
        if seen is not None and held.case.seq != seen:
            raise CannotDo(_("别人刚改过这个季度的名次，这次没有保存。请看清现在的名次，再填。"))
        changed = _write(held, ranks)
        if changed:
            record(actor=actor, verb="supervision.places", thing_kind="quarter", thing_id=str(held),
                   business_at=moment, content={"ranks": dict(ranks)})
            _tell(actor, held, ranks, moment)
        return changed


def wrong_ranks(said: Mapping[str, str]) -> dict[str, str]:
    """Unit → what is wrong with what was typed for it; empty where all can be written."""
    sizes = {unit.id: len(one.units) for one in ladder.categories() for unit in one.units}
    wrong = {}
    for unit, text in said.items():
        if unit not in sizes:
            wrong[unit] = _("%(unit)s不参加季度预评。") % {"unit": agency_name(unit)}
        elif not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= sizes[unit]):
            says = _("%(unit)s的名次“%(said)s”要改成 1 到 %(most)s 的整数。")
            wrong[unit] = says % {"unit": agency_name(unit), "said": text[:20], "most": sizes[unit]}
    return wrong


def locked(quarter: Quarter) -> Quarter:
    """The quarter as it stands, with its case, for this transaction alone."""
    Case.objects.select_for_update(of=("self",)).get(pk=quarter.case_id)
    return Quarter.objects.select_related("case").get(pk=quarter.pk)


def final_step(run: Running) -> Step:
    """The step that ends the ranking: with it the places are frozen."""
    return next(one for one in run.procedure.steps if run.ends(one.to))


def _write(quarter: Quarter, ranks: Mapping[str, int]) -> int:
    categories = {unit.id: one.id for one in ladder.categories() for unit in one.units}
    held = {one.agency: one for one in quarter.placings.all()}
    gone = [one.pk for unit, one in held.items() if unit not in ranks]
    moved = [one for unit, one in held.items() if unit in ranks and one.rank != ranks[unit]]
    for one in moved:
        one.rank = ranks[one.agency]
    fresh = [Placing(quarter=quarter, agency=unit, category=categories[unit], rank=rank)
             for unit, rank in ranks.items() if unit not in held]
    Placing.objects.filter(pk__in=gone).delete()
    Placing.objects.bulk_update(moved, ["rank"])
    Placing.objects.bulk_create(fresh)
    return len(gone) + len(moved) + len(fresh)


def _tell(actor: Actor, quarter: Quarter, ranks: Mapping[str, int], moment: datetime) -> None:
    """The steps before the last are taken once there are places that count; later changes are lines of the timeline."""
    words = places_words(ranks)
    run, case = running(quarter.case), quarter.case
    last, taken = final_step(run), False
    while words and case.state not in last.origin and (ahead := run.steps_from(case.state)):
        needs = {need.id: words for need in ahead[0].needs}
        cases.take(actor=actor, case=case.pk, step=ahead[0].id, given=needs, at=moment)
        case.refresh_from_db()
        taken = True
    if not taken:
        cases.note(actor=actor, case=case.pk, title="改名次", data={"words": words}, at=moment)


def places_words(ranks: Mapping[str, int]) -> str:
    """The places that count, first to last, in one line."""
    units = [unit.id for one in ladder.categories() if one.counts for unit in one.units if unit.id in ranks]
    said = "、".join(f"{ranks[unit]} {agency_name(unit)}" for unit in sorted(units, key=lambda unit: ranks[unit]))
    return said[:LONGEST]


def _require_its_time(year: int, quarter: int, moment: datetime) -> None:
    if quarter not in (1, 2, 3, 4):
        raise CannotDo(_("季度要填 1 到 4。"), "quarter")
    today = moment.astimezone(business.ZONE).date()
    if (year, quarter) > (today.year, (today.month + 2) // 3):
        raise CannotDo(_("这个季度还没有开始，不能预评。"), "quarter")
    first = Quarter.objects.order_by("year", "quarter").first()
    if first is not None and (year, quarter) < (first.year, first.quarter):
        says = _("预评从%(first)s开始登记，不能再补登更早的季度。")
        raise CannotDo(says % {"first": label(first.year, first.quarter)}, "quarter")
