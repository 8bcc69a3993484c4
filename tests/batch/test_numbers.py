"""Whatever numbers a rule has, columns and single cases agree: on thresholds, their neighbours and halves of a fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.batch.alike import assert_alike, drawn, tables
from tests.rules.made_up import COUNTY, a_rule, read_otherwise

few = settings(deadline=None, max_examples=6)
SMALL = st.decimals("0.1", "9", places=1)
PERCENT = st.decimals(0, 100, places=2)
ROWS = 250


def lines(
    fulls: list[Decimal], edges: list[Decimal], steps: list[Decimal], losses: list[Decimal]
) -> list[dict[str, Any]]:
    return [
        {
            "item": str(n),
            "title": "行",
            "full": {"value": str(full)},
            "form": "steps",
            "threshold": {"value": str(edge)},
            "step": str(step),
            "deduct": str(loss),
            "loses": "above" if n % 2 else "below",
        }
        for n, (full, edge, step, loss) in enumerate(zip(fulls, edges, steps, losses, strict=True))
    ]


@few
@given(
    fulls=st.lists(SMALL, min_size=4, max_size=4),
    edges=st.lists(PERCENT, min_size=4, max_size=4),
    steps=st.lists(SMALL, min_size=4, max_size=4),
    losses=st.lists(SMALL, min_size=4, max_size=4),
    gate=SMALL,
    way=st.sampled_from(["whole_steps", "pro_rata"]),
)
def test_marks_by_steps(
    fulls: list[Decimal], edges: list[Decimal], steps: list[Decimal], losses: list[Decimal], gate: Decimal, way: str
) -> None:
    card = a_rule(
        "scorecard",
        lines=lines(fulls, edges, steps, losses),
        total={"value": str(sum(fulls))},
        gate={"value": str(gate)},
        steps_reading="R-07",
    )
    assert_alike(card, read_otherwise(COUNTY, R_07=way), tables(card, drawn(9), ROWS))


@few
@given(
    rates=st.lists(PERCENT, min_size=3, max_size=3),
    ends=st.lists(st.decimals(1, 10**6, places=2), min_size=2, max_size=2),
    cap=st.decimals(0, 10**6, places=2),
    parts=st.lists(st.integers(1, 97), min_size=3, max_size=3),
)
def test_amounts_by_brackets_and_shares(
    rates: list[Decimal], ends: list[Decimal], cap: Decimal, parts: list[int]
) -> None:
    low, high = sorted(ends)
    spans = [{"upto": str(low)}, {"above": str(low), "upto": str(high)}, {"above": str(high)}]
    brackets = [{"rate": str(rate), **span} for rate, span in zip(rates, spans, strict=True)]
    shares = {"parts": dict(zip(("a", "b", "c"), map(str, parts), strict=True))}
    grant = a_rule(
        "benefit", base="cost", inputs={"cost": "money"}, brackets=brackets, cap={"value": str(cap)}, shares=shares
    )
    assert_alike(grant, COUNTY, tables(grant, drawn(10), ROWS))


@few
@given(edges=st.lists(st.decimals(0, 1000, places=2), min_size=9, max_size=9, unique=True))
def test_a_table_of_ten_grades(edges: list[Decimal]) -> None:
    starts = [None, *map(str, sorted(edges))]
    bands = [
        {"grade": f"{n}级", **({"from": start} if start else {}), **({"below": end} if end else {})}
        for n, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True))
    ]
    table = a_rule(
        "grading",
        grades=[f"{n}级" for n in range(9, -1, -1)],
        inputs={"size": "number"},
        plain_value="yes",
        criteria=[{"of": "size", "bands": bands}],
    )
    assert_alike(table, COUNTY, tables(table, drawn(11), 2000))


@few
@given(
    value=st.decimals(0, 200, places=3),
    digits=st.integers(0, 4),
    form=st.sampled_from(["share", "ratio", "change", "cut"]),
    comparator=st.sampled_from([">=", ">", "<=", "<", "="]),
)
def test_rates_and_their_targets(value: Decimal, digits: int, form: str, comparator: str) -> None:
    inputs = {"part": "number", "[left]": "number", "whole": {"type": "money", "signed": "yes"}}
    share = a_rule(
        "rate",
        form=form,
        inputs=inputs,
        numerator="part",
        denominator="whole",
        less=["left"],
        digits=digits,
        target={"value": str(value), "comparator": comparator},
        may_exceed="yes",
    )
    assert_alike(share, COUNTY, tables(share, drawn(12), ROWS))
