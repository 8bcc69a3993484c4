"""The distribution of ratings over columns: the counts of a plain loop, whatever the table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.batch import BatchError
from gongbao.batch.distribution import distribution
from gongbao.rules.judgement import half_up

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # ibis calls it
Row = dict[str, Any]


def table(rows: Sequence[Row]) -> Any:
    return ibis.memtable(pa.Table.from_pylist(list(rows)))


def row(grade: int = 1, *, agency: str = "a", month: str = "2031-07", default: bool = False, counted: bool = True
        ) -> Row:
    return {"agency": agency, "month": month, "grade": grade, "is_default": default, "is_counted": counted}


def run(rows: Sequence[Row], by: Sequence[str] = ("agency", "month"), **more: Any) -> dict[tuple[Any, ...], Row]:
    backend = ibis.duckdb.connect()
    found = backend.to_pyarrow(distribution(table(rows), by, **more)).to_pylist()
    return {tuple(one[name] for name in by): one for one in found}


def plain(rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The same by hand."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for one in rows:
        groups.setdefault((one["agency"], one["month"]), []).append(one)
    return {key: _counted(some) for key, some in groups.items()}


def _counted(rows: list[Row]) -> Row:
    given_ = [one["grade"] for one in rows if one["is_counted"] and not one["is_default"]]
    defaults = sum(one["is_counted"] and one["is_default"] for one in rows)
    bad, whole = sum(one > 3 for one in given_), len(given_) + defaults
    return {**{f"grade_{place}": given_.count(place) for place in range(1, 6)}, "defaults": defaults, "bad": bad,
            "actual": len(given_), "counted": whole,
            "set_aside": sum(not one["is_counted"] and not one["is_default"] for one in rows),
            "bad_share": _share(bad, whole), "default_share": _share(defaults, whole)}


def _share(part: int, whole: int) -> float | None:
    return float(half_up(Fraction(100 * part, whole), 1)) if whole else None


ROWS = st.lists(st.builds(row, st.integers(1, 5), agency=st.sampled_from("abc"), month=st.sampled_from(["7", "8"]),
                          default=st.booleans(), counted=st.booleans()), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_every_group_is_counted_as_by_hand(rows: list[Row]) -> None:
    found = run(rows)
    wanted = plain(rows)
    assert found.keys() == wanted.keys()
    for key, counts in wanted.items():
        assert {name: found[key][name] for name in counts} == counts


def test_ten_ratings_of_which_one_is_silent_and_one_set_aside() -> None:
    rows = [*[row(1)] * 4, *[row(2)] * 2, row(3), row(3, default=True), row(4), row(4, counted=False)]
    one = run(rows)["a", "2031-07"]
    assert (one["counted"], one["bad"], one["set_aside"], one["defaults"]) == (9, 1, 1, 1)
    assert (one["bad_share"], one["default_share"]) == (11.1, 11.1)


def test_a_default_that_was_replaced_counts_nowhere_and_nothing_has_no_rate() -> None:
    one = run([row(3, default=True, counted=False)])["a", "2031-07"]
    assert (one["counted"], one["set_aside"], one["bad_share"]) == (0, 0, None)


@pytest.mark.parametrize(("bad", "whole", "share"), [
    (1, 8, 12.5), (1, 16, 6.3), (1, 2000, 0.1), (1, 2001, 0.0), (3, 3, 100.0)])
def test_rates_are_rounded_half_up(bad: int, whole: int, share: float) -> None:
    one = run([*[row(5)] * bad, *[row(1)] * (whole - bad)])["a", "2031-07"]
    assert one["bad_share"] == share


def test_other_groups_other_grades_and_the_whole() -> None:
    rows = [row(1), row(2, agency="b"), row(3, agency="b")]
    assert run(rows, ["agency"], grades=3, bad=[3])["b",]["bad"] == 1
    assert run(rows, [])[()]["counted"] == 3


def test_what_is_missing_or_no_grade_is_said() -> None:
    with pytest.raises(BatchError, match="month"):
        distribution(table([row()]).drop("month"))
    with pytest.raises(BatchError, match="1 到 3"):
        distribution(table([row()]), grades=3)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_it_compiles_for_every_engine(dialect: str) -> None:
    unbound = ibis.table({"agency": "string", "month": "string", "grade": "int16", "is_default": "boolean",
                          "is_counted": "boolean"}, name="ratings")
    assert "GROUP BY" in ibis.to_sql(distribution(unbound), dialect=dialect)
