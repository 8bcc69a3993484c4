"""Scorecard 评分表: points line by line, a veto, a bonus, a gate; an open way of deducting is a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from gongbao.rules.context import Context, judged, read_as, reason
from gongbao.rules.entry import ReadingId
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Reason, decimal_text
from gongbao.rules.rule import Problem, Rule, given_twice, source_of, wrong
from gongbao.rules.score_lines import Gate, Line, Mark

PRO_RATA = "pro_rata"
NO_BONUS = "without_bonus"
NOTHING = Fraction(0)


class Scorecard(Rule):
    """`steps_reading`: the reading on whole steps or pro rata. `total` is the table's own sum, with the bonus."""

    kind: Literal["scorecard"]
    lines: tuple[Line, ...]
    total: Mark
    gate: Gate | None = None
    steps_reading: ReadingId | None = None

    def open_points(self) -> Iterator[str]:
        yield from filter(None, (self.steps_reading, *super().open_points()))

    def questions(self) -> dict[str, Input]:
        own: dict[str, Input] = {}
        for line in self.lines:
            own[line.item] = _question(line)
            if line.veto:
                own[line.veto.input] = Input(
                    type="percent", title=line.veto.title, unit="%", none="无", maximum=Decimal(100), optional=True
                )
            if line.sample:
                own[line.sample.input] = Input(type="integer", title=line.sample.title, optional=True)
        return {**own, **self.inputs}

    def revised(self, context: Context) -> Scorecard:
        """The table with the thresholds that settings put in the place of the printed ones."""
        if not any(line.threshold and line.threshold.setting in context.settings for line in self.lines):
            return self
        lines = tuple(line.revised(context) for line in self.lines)
        return self.model_copy(update={"lines": lines})

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        return self.revised(context).scored(given, context)

    def scored(self, given: Mapping[str, Any], context: Context) -> Judgement:
        """The judgement by the thresholds as they stand."""
        pro_rata = self.pro_rata(context)
        points = {line.item: self.points(line, given, pro_rata) for line in self.lines}
        missing = [name for line in self.lines for name in self.lacking(line, given)]
        value, other = self._value(points, context), None
        if not missing and self.steps_reading:
            stepped = {line.item: self.points(line, given, not pro_rata) for line in self.lines if line.form == "steps"}
            other = self._value(points | stepped, context)
        reasons = [
            *(
                self._line_reason(line, points[line.item], given, context)
                for line in self.lines
                if points[line.item] is not None
            ),
            read_as(context, self.steps_reading) if self.steps_reading else None,
            self._beside(other, context, pro_rata),
            *(read_as(context, one) for one in self._notes()),
            *(reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere),
            self._gate_reason(value, context),
        ]
        return judged("cannot_say" if missing else "decided", value, *reasons, needs=missing)

    def _notes(self) -> list[str]:
        """The readings of the table and of its lines, each once, without the one that stands first."""
        found = dict.fromkeys((*self.readings, *(one for line in self.lines for one in line.readings)))
        return [one for one in found if one != self.steps_reading]

    def pro_rata(self, context: Context) -> bool:
        return bool(self.steps_reading) and context.option(self.steps_reading or "") == PRO_RATA

    @staticmethod
    def lacking(line: Line, given: Mapping[str, Any]) -> list[str]:
        """Inputs without which the line has no points; too small a sample counts as none."""
        names = [line.item] if line.item not in given or given[line.item] is None else []
        if line.veto and line.veto.input not in given:
            names.append(line.veto.input)
        if line.sample and (given.get(line.sample.input) or 0) < line.sample.least:
            names.append(line.sample.input)
        return names

    def points(self, line: Line, given: Mapping[str, Any], pro_rata: bool) -> Fraction | None:
        """Exact points of a line; None while an answer is missing."""
        if self.lacking(line, given):
            return None
        (full, deduct, step, _), value = line.exact, given[line.item]
        if line.veto and given[line.veto.input] is not None and given[line.veto.input] < line.veto.least:
            return NOTHING
        if line.form == "yes_no":
            return full if value else NOTHING
        if line.form == "share":
            return full * Fraction(value) / 100
        if line.form == "cases":
            return max(NOTHING, full - deduct * Fraction(value))
        short = self._short(line, Fraction(value))
        if line.form == "reach":
            return NOTHING if short > 0 else full
        if not short:
            return full
        steps = short / step
        return max(NOTHING, full - deduct * (steps if pro_rata else steps // 1))

    @staticmethod
    def _short(line: Line, value: Fraction) -> Fraction:
        edge = line.exact.edge
        return max(NOTHING, edge - value if line.loses == "below" else value - edge)

    def _value(self, points: Mapping[str, Fraction | None], context: Context) -> dict[str, Any]:
        known = all(one is not None for one in points.values())
        bonus_items = {line.item for line in self.lines if line.bonus}
        base = sum((p or NOTHING for item, p in points.items() if item not in bonus_items), NOTHING)
        bonus = sum((p or NOTHING for item, p in points.items() if item in bonus_items), NOTHING)
        value: dict[str, Any] = {
            "total": base + bonus if known else None,
            "base": base if known else None,
            "bonus": bonus if known else None,
            "lines": dict(points),
        }
        if self.gate:
            on_total, on_base = base + bonus >= self.gate.value, base >= self.gate.value
            by = self.gate.bonus_counts
            passes = on_base if by and context.option(by) == NO_BONUS else on_total
            value["gate"] = {
                "passes": passes if known else None,
                "on_total": on_total if known else None,
                "on_base": on_base if known else None,
            }
        return value

    def _line_reason(self, line: Line, points: Fraction | None, given: Mapping[str, Any], context: Context) -> Reason:
        code = f"line_{line.form}"
        if line.veto and given.get(line.veto.input) is not None and given[line.veto.input] < line.veto.least:
            code = "line_veto"
        return reason(
            context,
            code,
            source_of(line, self),
            item=line.item,
            title=line.title,
            points=decimal_text(points or NOTHING),
            full=line.full.value,
            value=given[line.item],
            threshold=line.threshold.value if line.threshold else None,
            step=line.step,
            deduct=line.deduct,
            loses=line.loses,
        )

    def _beside(self, other: dict[str, Any] | None, context: Context, pro_rata: bool) -> Reason | None:
        """What the other way of deducting gives, so that both stand side by side."""
        if other is None:
            return None
        return reason(
            context,
            "other_reading",
            total=decimal_text(other["total"]),
            pro_rata=not pro_rata,
            passes=other.get("gate", {}).get("passes"),
        )

    def _gate_reason(self, value: Mapping[str, Any], context: Context) -> Reason | None:
        if not self.gate or value["total"] is None:
            return None
        gate = value["gate"]
        code = (
            "gate_on_bonus" if gate["on_total"] != gate["on_base"] else "gate_open" if gate["passes"] else "gate_shut"
        )
        reading = self.gate.bonus_counts
        found = reason(
            context,
            code,
            source_of(self.gate, self),
            gate=self.gate.value,
            total=decimal_text(value["total"]),
            base=decimal_text(value["base"]),
        )
        return found._replace(reading=reading or found.reading)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for line in self.lines:
            if line.threshold:
                yield line.item, line.threshold.value
                sign = -1 if line.loses == "below" else 1
                for k in range(1, int(line.full.value / line.deduct) + 1 if line.deduct else 0):
                    yield line.item, line.threshold.value + sign * k * (line.step or 0)
            elif line.form == "cases":
                yield line.item, 0

    def proofs(self) -> Iterator[Problem]:
        added = sum(line.full.value for line in self.lines)
        if added != self.total.value:
            yield wrong(
                "total",
                f"各行满分相加是 {added}，不是合计 {self.total.value}",
                f"the lines add up to {added}, not to the total {self.total.value}",
            )
        yield from given_twice("lines", [line.item for line in self.lines])
        for line in self.lines:
            if line.step is not None and line.step <= 0:
                yield wrong(f"lines.{line.item}", "step 要大于零", "the step must be more than zero")
            if (line.form in {"steps", "reach"}) != (line.threshold is not None):
                yield wrong(
                    f"lines.{line.item}",
                    "steps 和 reach 要写 threshold，其他不写",
                    "steps and reach need a threshold, others have none",
                )
            if (line.form in {"steps", "cases"}) != (line.deduct is not None) or (line.form == "steps") != (
                line.step is not None
            ):
                yield wrong(f"lines.{line.item}", "step、deduct 与写法不相配", "step or deduct do not fit the form")

    def facts_count(self) -> int:
        return len(self.lines)


def _question(line: Line) -> Input:
    if line.form == "yes_no":
        return Input(type="yes_no", title=line.title, optional=True)
    if line.form == "cases":
        return Input(type="integer", title=line.title, unit="例", optional=True)
    return Input(type="percent", title=line.title, unit="%", maximum=Decimal(100), optional=True)
