"""Indicator 指标: met, not met or no data, with the distance to the target and the progress from the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from gongbao.rules.conditions import COMPARE, Comparator
from gongbao.rules.context import Context, cannot_say, decided, judged, read_as, reason
from gongbao.rules.entry import PrintedKind, Source, Stated, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Reason, decimal_text
from gongbao.rules.rule import Problem, Rule, gap, given_twice, source_of
from gongbao.rules.tables import TableRef

Form = Literal["level", "achieve", "below_base", "yearly_drop", "falling", "words"]


class Target(Stated):
    """`year` 0: standing, for any year. `words`: what is printed where no number is (明显改善, 实现)."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number", "comparator": "comparator", "words": "text"}

    year: int = 0
    comparator: Comparator = ">="
    value: Decimal | None = None
    words: str = ""
    strength: Literal["must", "aim", "reach"] = "must"

    def printed_values(self) -> Iterator[tuple[str, PrintedKind, Any]]:
        """Without a number nothing is compared."""
        for name, kind, value in super().printed_values():
            if name != "comparator" or self.value is not None:
                yield name, kind, value


class Base(Stated):
    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal
    year: int | None = None


class IndicatorRow(Stated):
    """level: compared with the target; achieve: yes or no; below_base: lower than the base; yearly_drop: falls by at
    least the target each year; falling: lower than the year before; words: no number printed. `task`: the number of
    the plan's task in which the target is stated."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {}

    no: str
    name: Words
    unit: str = ""
    group: str = ""
    task: str = ""
    form: Form = "level"
    base: Base | None = None
    targets: tuple[Target, ...] = ()
    elsewhere: str = ""
    signed: bool = False


class Indicator(Rule):
    """Rows by number; `year` of the target asked about (`default_year` where none is said)."""

    kind: Literal["indicator"]
    rows: tuple[IndicatorRow, ...]
    default_year: int = 0
    table: TableRef | None = None

    def questions(self) -> dict[str, Input]:
        choices = {row.no: row.name for row in self.rows}
        years = sorted({target.year for row in self.rows for target in row.targets if target.year})
        own = {
            "no": Input(type="choice", title="指标", choices=choices),
            "value": Input(type="text", title="实际值（是否类填是或否）", optional=True),
        }
        if years:
            default = str(self.default_year or years[0])
            own["year"] = Input(
                type="choice", title="目标年", choices={str(y): f"{y}年" for y in years}, default=default, optional=True
            )
        if any(row.form in {"yearly_drop", "falling"} for row in self.rows):
            own["previous"] = Input(type="number", title="上一年的值", optional=True, signed=True)
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        row = self.row(given["no"])
        target = self.target(row, int(given.get("year", 0)))
        if target is None and row.form not in {"achieve", "below_base", "falling", "words"}:
            return cannot_say(
                context,
                [],
                reason(context, "no_target", source_of(row, self), name=row.name, year=given.get("year", "")),
            )
        stated = target.source if target and target.source else row.source or self.place(row)
        stands = reason(
            context,
            f"indicator_{row.form}",
            stated,
            name=row.name,
            unit=row.unit,
            comparator=target.comparator if target else "",
            value=target.value if target else None,
            words=target.words if target else "",
            base=row.base.value if row.base else None,
        )
        more = [read_as(context, one) for one in dict.fromkeys((*row.readings, *(target.readings if target else ())))]
        if row.elsewhere:
            more.append(reason(context, "elsewhere", self.elsewhere_of(row), says=row.elsewhere))
        if row.form == "words" or (target and target.value is None and row.form == "level"):
            return judged("person_decides", None, stands, *more, needs=("value",))
        if "value" not in given or (row.form in {"yearly_drop", "falling"} and "previous" not in given):
            lack = "value" if "value" not in given else "previous"
            return judged("decided", "no_data", stands, *more, needs=(lack,))
        value = self.read(row, given["value"])
        met = self.met(row, target, value, given.get("previous"))
        return decided("met" if met else "not_met", stands, *more, *self._measured(row, target, value, context))

    def place(self, row: IndicatorRow) -> tuple[Source, ...]:
        """Where a row without a source of its own is printed: its row of the table, else where the rule stands."""
        return (Source(at=f"{self.table.at} 第{self.rows.index(row) + 1}行"),) if self.table else self.source

    def row(self, no: str) -> IndicatorRow:
        return next(row for row in self.rows if row.no == no)

    def elsewhere_of(self, row: IndicatorRow) -> Stated:
        """The place that says it differently, where the rule lists one with the row's words."""
        return next((one for one in self.elsewhere if one.says == row.elsewhere), row)

    @staticmethod
    def target(row: IndicatorRow, year: int) -> Target | None:
        return next((one for one in row.targets if one.year in (year, 0)), None)

    def read(self, row: IndicatorRow, said: str) -> Any:
        """The value in the row's own form: yes or no, or a number that may be negative."""
        if row.form == "achieve":
            return Input(type="yes_no", title=row.name).read("value", said)
        share = row.unit == "%" and not row.signed
        form = Input(type="percent" if share else "number", title=row.name, signed=row.signed,
                     maximum=Decimal(100) if share else None)
        return form.read("value", said.removesuffix("%"))

    @staticmethod
    def met(row: IndicatorRow, target: Target | None, value: Any, previous: Decimal | None = None) -> bool:
        if row.form == "achieve":
            return bool(value)
        if row.form == "below_base":
            return row.base is not None and value < row.base.value
        if row.form == "falling":
            return previous is not None and value < previous
        if target is None or target.value is None:
            return False
        if row.form == "yearly_drop":
            return previous is not None and COMPARE[target.comparator](previous - value, target.value)
        return COMPARE[target.comparator](value, target.value)

    def _measured(self, row: IndicatorRow, target: Target | None, value: Any, context: Context) -> Iterator[Reason]:
        """Distance and progress, and whether the base already met the target or was better than the value."""
        if row.form != "level" or target is None or target.value is None:
            return
        up = target.comparator in {">=", ">"}
        distance = (target.value - value) if up else (value - target.value)
        yield reason(context, "distance", distance=max(distance, Decimal(0)), unit=row.unit)
        if row.base is None:
            return
        base = row.base.value
        if base != target.value:
            share = Fraction(value - base) / Fraction(target.value - base)
            yield reason(context, "progress", base=base, share=decimal_text(share))
        if COMPARE[target.comparator](base, target.value):
            yield reason(context, "met_at_base", base=base, year=row.base.year or "")
        if (value < base) if up else (value > base):
            yield reason(context, "regressed", base=base)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for row in self.rows:
            for target in row.targets:
                if target.value is not None:
                    yield "value", target.value

    def proofs(self) -> Iterator[Problem]:
        yield from given_twice("rows", [row.no for row in self.rows])
        for row in self.rows:
            for target in row.targets:
                if (
                    row.base
                    and target.value is not None
                    and row.form == "level"
                    and COMPARE[target.comparator](row.base.value, target.value)
                ):
                    yield gap(
                        f"rows.{row.no}",
                        f"{row.name}的基期{row.base.value}已经达到目标{target.value}",
                        f"the base {row.base.value} of {row.no} already meets the target {target.value}",
                    )

    def facts_count(self) -> int:
        return len(self.rows)
