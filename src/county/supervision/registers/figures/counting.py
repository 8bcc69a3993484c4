"""Units' figures counted together, and what the rule says of them. Exact throughout: only what is shown is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from county.supervision.registers.asking import asked, choices_of
from county.supervision.registers.rules import Held
from gongbao.rules.indicator import Indicator, IndicatorRow, Target
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, half_up
from gongbao.rules.rate import EMPTY, Rate

PART, WHOLE, VALUE, PREVIOUS = "part", "whole", "value", "previous"
MET, NOT_MET, NO_DATA, PERSON, NONE, TWICE = "met", "not_met", "no_data", "person", "none", "twice"
FINEST = 9
"""As many decimals as a rule reads."""
SUMMED = frozenset({"integer", "number", "money"})
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
COMPARED_TO_YEAR_BEFORE = frozenset({"yearly_drop", "falling"})

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """`verdict`: met, not_met, no_data, person (somebody has to decide), none (the rule gives no verdict), twice (two
    units reported a value that only one may). `actual` and `distance` are as shown, empty where there is none."""

    verdict: str
    actual: str = ""
    distance: str = ""


def of_row(rule: Held, row: IndicatorRow, target: Target | None, figures: Iterable[Given]) -> Result:
    """What the rule says of a row's figures together. CannotDo: the rule cannot read them."""
    each = list(figures)
    if not each:
        return Result(NO_DATA)
    if any(WHOLE in one for one in each):
        return _of_parts(rule, row, target, each)
    if len(each) > 1:
        return Result(TWICE)
    judgement = _ask(rule, row, target, each[0])
    said = each[0].get(VALUE, "")
    return _result(judgement, value_words(row, each[0]), row.unit, MET if said else NO_DATA)


def _of_parts(rule: Held, row: IndicatorRow, target: Target | None, each: list[Given]) -> Result:
    parts, wholes = (sum((Fraction(one.get(name, "0")) for one in each), Fraction(0)) for name in (PART, WHOLE))
    if any(WHOLE not in one for one in each):
        return Result(TWICE)
    if not wholes:
        return Result(NO_DATA)
    share = parts / wholes * 100
    judgement = _ask(rule, row, target, {VALUE: readable_text(share, target)})
    aim = Fraction(target.value) if target and target.value is not None else None
    return _result(judgement, f"{shown(share, aim)}{row.unit}", row.unit, MET)


def readable_text(value: Fraction, target: Target | None) -> str:
    """A value with as many decimals as a rule reads, on the same side of the target as the exact one.

    Cut off, ≥ and < stay true for a target with no more decimals; rounded up, ≤ and > do.
    """
    return f"{_cut(value, up=target is not None and target.comparator in {'<=', '>'}):f}"


def _cut(value: Fraction, *, up: bool) -> Decimal:
    """The next number below, or above, with as many decimals as a rule reads."""
    scaled = value * 10**FINEST
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return Decimal(whole).scaleb(-FINEST)


def shown(value: Fraction, against: Fraction | None) -> str:
    """With two decimals, or as many as it takes to show on which side of the target it lies."""
    for digits in range(2, FINEST + 1):
        rounded = half_up(value, digits)
        if against is None or _side(Fraction(rounded), against) == _side(value, against):
            break
    else:
        rounded = _cut(value, up=against is not None and value > against)
    said = f"{rounded:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def _side(value: Fraction, against: Fraction) -> int:
    return (value > against) - (value < against)


def _ask(rule: Held, row: IndicatorRow, target: Target | None, said: Given) -> Judgement:
    given = {"no": row.no, **{name: said[name] for name in (VALUE, PREVIOUS) if said.get(name)}}
    if target is not None and target.year and "year" in rule.rule.asked:
        given["year"] = str(target.year)
    return asked(rule.id, rule.rule, given)


def _result(judgement: Judgement, actual: str, unit: str, otherwise: str) -> Result:
    if judgement.outcome == "person_decides":
        return Result(PERSON if otherwise == MET else NO_DATA, actual)
    if judgement.outcome != "decided":
        return Result(NONE, actual)
    found = next((one.params["distance"] for one in judgement.reasons if one.code == "distance"), None)
    distance = f"{shown(Fraction(found), Fraction(0))}{unit}" if found else ""
    return Result(str(judgement.value), actual, distance)


def value_words(row: IndicatorRow, said: Given) -> str:
    value = said.get(VALUE, "")
    if row.form == "achieve":
        return str(choices_of(Input(type="yes_no")).get(value, value))
    if row.form == "words":
        return value
    bare = f"{value.removesuffix('%')}{row.unit}"
    return f"{said[PREVIOUS]} → {bare}" if said.get(PREVIOUS) else bare


def of_rate(rule: Held, figures: Iterable[Given]) -> Result:
    """What the rule says of the amounts of all units together. CannotDo: the rule cannot read them."""
    each, rate = list(figures), rule.rate
    if not each:
        return Result(NO_DATA)
    if len(each) > 1 and any(one.type not in SUMMED for one in rate.asked.values()):
        return Result(TWICE)
    said = each[0] if len(each) == 1 else together(each, rate)
    judgement = asked(rule.id, rate, said)
    value = judgement.value
    if not isinstance(value, dict) or value.get("rate") in (None, EMPTY):
        return Result(NONE)
    met = value.get("met")
    unit = "" if rate.form == "ratio" else "%"
    return Result(NONE if met is None else MET if met else NOT_MET, f"{value['rate']}{unit}",
                  _distance(rate, said, unit) if met is False else "")


def together(figures: Iterable[Given], rate: Rate) -> dict[str, str]:
    """Each amount summed over the units."""
    each = list(figures)
    return {name: f"{sum((Decimal(one[name]) for one in each if one.get(name)), Decimal(0)):f}"
            for name in rate.asked if any(one.get(name) for one in each)}


def _distance(rate: Rate, said: Given, unit: str) -> str:
    exact = rate.rate({name: Decimal(one) for name, one in said.items()})
    if exact is None or rate.target is None or rate.target.value is None:
        return ""
    return f"{shown(abs(Fraction(rate.target.value) - exact), Fraction(0))}{unit}"


def target_for(row: IndicatorRow, year: int) -> Target | None:
    """The target that a year's figure is measured by: a standing one, else the next one ahead, else the last."""
    dated = sorted((one for one in row.targets if one.year), key=lambda one: one.year)
    standing = next((one for one in row.targets if not one.year), None)
    return standing or next((one for one in dated if one.year >= year), dated[-1] if dated else None)


def target_words(target: Target | None, unit: str, form: str = "") -> str:
    """≥31%, 持续减缓; empty where the row names none, or nothing that could be compared."""
    if target is None:
        return ""
    if target.value is None or form == "words":
        return target.words
    return f"{SIGNS.get(target.comparator, target.comparator)}{target.value:f}{unit}"


def years_of(rule: Held) -> tuple[int, int]:
    """First and last year for which figures of a rule are asked."""
    rows = rule.rule.rows if isinstance(rule.rule, Indicator) else ()
    return rule.year, max([rule.year, *(one.year for row in rows for one in row.targets)])


def takes_parts(row: IndicatorRow) -> bool:
    """Whether a row may be counted from part and whole."""
    return row.unit == "%" and row.form == "level" and not row.signed
