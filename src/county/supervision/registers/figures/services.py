"""Units report their figures; a later one takes the place of the earlier, which stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases.says import CannotDo
from county.supervision.models import Figure
from county.supervision.registers.asking import answers, readable
from county.supervision.registers.figures import counting
from county.supervision.registers.figures.counting import PART, PREVIOUS, VALUE, WHOLE
from county.supervision.registers.figures.selectors import FigureRow, row_of
from county.supervision.registers.rules import Held
from county.supervision.registers.units import keepers_of, keepers_of_task, reporting_unit
from gongbao.rules.indicator import Indicator, IndicatorRow
from gongbao.rules.inputs import BadInput, Input


def reporters(row: FigureRow) -> tuple[str, ...]:
    """Who reports for a row: the units of its task; of a rate those of the task where it stands."""
    if row.row is not None:
        return keepers_of_task(row.rule.system.id, row.task)
    return keepers_of(row.rule.system.id, row.rule.rule)


def report(*, actor: Actor, rule: Held, no: str = "", said: Mapping[str, str], agency: str = "", note: str = "",
           key: UUID | None = None, at: datetime | None = None) -> Figure:
    """A unit's figure for a target (`no` its row) or a rate. `said`: part and whole, or a value; a rate's own inputs.

    CannotDo: it is another unit's, the rule cannot read it, or somebody else reported the county's one value.
    """
    row, moment = row_of(rule, no), at or business.now()
    if row is None:
        raise CannotDo(_("没有这一项指标，请回到指标页重新选。"))
    unit = reporting_unit(actor, reporters(row), agency)
    before = Figure.objects.filter(key=key).first() if key else None
    if before is not None:
        return before
    given = _given(row, said)
    _require_fitting(row, unit, given)
    made = Figure(rule=rule.id, row=no, year=row.year, agency=unit, given=given, note=note.strip()[:500],
                  by_id=actor.user_id, shown_as=actor.shown_as[:200], business_at=moment, key=key)
    return _keep(actor, made)


def _keep(actor: Actor, made: Figure) -> Figure:
    try:
        with transaction.atomic():
            Figure.objects.filter(rule=made.rule, row=made.row, year=made.year, agency=made.agency,
                                  is_current=True).update(is_current=False)
            made.save(force_insert=True)
            record(actor=actor, verb="supervision.figure", thing_kind="figure", thing_id=str(made.pk),
                   business_at=made.business_at, content={"rule": made.rule, "row": made.row, "year": made.year,
                                                          "agency": made.agency, "given": made.given})
    except IntegrityError as error:
        raise CannotDo(_("这个单位刚刚报过这一项，请刷新后再看。")) from error
    return made


def _given(row: FigureRow, said: Mapping[str, str]) -> dict[str, str]:
    """What was typed, proven to be readable."""
    if row.row is None:
        found = answers(row.rule.rule, said)
        lacking = next((name for name in row.rule.rule.needed if name not in found), "")
        if lacking:
            raise CannotDo(_("请填“%(what)s”。") % {"what": row.rule.rule.asked[lacking].title}, lacking)
        return found
    part, whole, value = (said.get(name, "").strip() for name in (PART, WHOLE, VALUE))
    if not (part or whole):
        return _value(row.rule.indicator, row.row, value, said.get(PREVIOUS, "").strip())
    if not counting.takes_parts(row.row):
        raise CannotDo(_("这一项不能用部分和总数来算，请填实际值。"), PART)
    if value:
        raise CannotDo(_("部分和总数、实际值只能填一种，请删去一种。"), VALUE)
    return _parts(part, whole)


def _parts(part: str, whole: str) -> dict[str, str]:
    given = {}
    for name, title, typed in ((PART, _("其中达到的"), part), (WHOLE, _("总数"), whole)):
        if not typed:
            raise CannotDo(_("请填“%(what)s”。") % {"what": title}, name)
        given[name] = str(_read(Input(type="number", title=title), name, typed))
    if Fraction(given[PART]) > Fraction(given[WHOLE]):
        raise CannotDo(_("其中达到的不能大于总数，请核对。"), PART)
    return given


def _value(rule: Indicator, row: IndicatorRow, value: str, previous: str) -> dict[str, str]:
    if not value:
        raise CannotDo(_("请填实际值。"), VALUE)
    if row.form == "words":
        return {VALUE: value[:200]}
    try:
        rule.read(row, value)
    except BadInput as error:
        raise CannotDo(readable(error, {}).says, VALUE) from error
    if row.form not in counting.COMPARED_TO_YEAR_BEFORE:
        return {VALUE: value}
    if not previous:
        raise CannotDo(_("请填上一年的值。"), PREVIOUS)
    return {VALUE: value, PREVIOUS: str(_read(rule.asked[PREVIOUS], PREVIOUS, previous))}


def _read(question: Input, name: str, said: str) -> object:
    try:
        found = question.read(name, said)
    except BadInput as error:
        raise readable(error, {name: question}) from error
    return f"{found:f}"


def _require_fitting(row: FigureRow, unit: str, given: Mapping[str, str]) -> None:
    """CannotDo: another unit's figure is of another sort, or all of them together cannot be read."""
    others = [one for one in row.figures if one.agency != unit]
    together = [*(one.given for one in others), given]
    if row.row is None:
        result = counting.of_rate(row.rule, together)
    else:
        result = counting.of_row(row.rule, row.row, counting.target_for(row.row, row.year), together)
    if result.verdict == counting.TWICE:
        raise CannotDo(_("%(unit)s已经报了这一项；全县只能有一个实际值，几个单位要一起算，就都填部分和总数。") % {
            "unit": agency_name(others[0].agency)}, VALUE)
