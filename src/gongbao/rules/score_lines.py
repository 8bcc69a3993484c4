"""The lines of a scorecard: marks, thresholds, vetoes, samples, the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from gongbao.rules.context import Context
from gongbao.rules.entry import PrintedKind, ReadingId, Stated, Title
from gongbao.rules.inputs import Input

_PERCENT = Input(type="percent", maximum=Decimal(100))


class Mark(Stated):
    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal


class Threshold(Stated):
    """Where the full mark ends. `setting`: the reading whose number stands instead, where a revision is allowed."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal
    setting: ReadingId | None = None

    def revised(self, context: Context) -> Threshold:
        said = context.settings.get(self.setting or "")
        return self.model_copy(update={"value": _PERCENT.read(self.setting or "", said)}) if said else self


class Veto(Stated):
    """Below `least` in a second input the line gives nothing; where nothing falls under it, `none` is answered."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"least": "number"}

    input: str
    title: Title
    least: Decimal


class Sample(Stated):
    """So many places at least have to be looked at, else the line is not valid."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"least": "number"}

    input: str
    title: Title
    least: Decimal


class Exact(NamedTuple):
    """A line's full mark, deduction, step and threshold."""

    full: Fraction
    deduct: Fraction
    step: Fraction
    edge: Fraction


class Line(Stated):
    """steps: `deduct` for each `step` below (or above) the threshold; cases: `deduct` a case found; yes_no: all or
    nothing; reach: full from the threshold on, else nothing; share: the mark times the value in percent."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"step": "number", "deduct": "number"}

    item: str
    title: Title
    category: str = ""
    full: Mark
    form: Literal["steps", "cases", "yes_no", "reach", "share"]
    threshold: Threshold | None = None
    loses: Literal["below", "above"] = "below"
    step: Decimal | None = None
    deduct: Decimal | None = None
    veto: Veto | None = None
    sample: Sample | None = None
    bonus: bool = False

    def revised(self, context: Context) -> Line:
        """The line with the threshold that a setting gives; built anew, as `exact` holds the printed one."""
        if self.threshold is None:
            return self
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Line.model_construct(**{**fields, "threshold": self.threshold.revised(context)})

    @cached_property
    def exact(self) -> Exact:
        """The line's numbers as fractions, made once."""
        edge = self.threshold.value if self.threshold else 0
        return Exact(*map(Fraction, (self.full.value, self.deduct or 0, self.step or 1, edge)))


class Gate(Stated):
    """From this total on the next step is open. `bonus_counts`: the reading on whether bonus lines count."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal
    bonus_counts: ReadingId | None = None

    def open_points(self) -> Iterator[str]:
        yield from filter(None, (self.bonus_counts, *self.readings))
