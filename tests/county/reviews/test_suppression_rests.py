"""What rows of one published table leave of rows of another: no cell, and yet nothing small of it can be worked out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.reviews.statistics.suppression import ALL, Cell, Frame, Held, Open, suppress

from .test_suppression import changes, check, large_county

K = 5
TABLES = ("unit", "hall", "matter", "channel")
Rows = dict[str, dict[tuple[str, ...], int]]


def rows_of(frame: Frame, held: Held, table: str, column: str) -> Rows:
    """Rows of a table of which the column is published: their base rows with what each has of it."""
    at, found = frame.tables.index(table), dict[str, dict[tuple[str, ...], int]]()
    for labels, numbers in frame.counts.items():
        value = sum(numbers) if column == ALL else numbers[frame.columns.index(column)]
        found.setdefault(labels[at], {})[labels] = value
    return {row: base for row, base in found.items() if (table, row, column) not in held.cells}


def subsets(of: Iterable[str], most: int) -> Iterator[tuple[str, ...]]:
    listed = list(of)
    return chain.from_iterable(combinations(listed, size) for size in range(1, min(most, len(listed)) + 1))


def few_left(frame: Frame, held: Held, most: int) -> list[tuple[object, ...]]:
    """Up to so many rows of one table together, less some rows of another that lie wholly inside them."""
    found = []
    for column in (*frame.columns, ALL):
        shown = {table: rows_of(frame, held, table, column) for table in frame.tables}
        for one, other in permutations(frame.tables, 2):
            for around in subsets(shown[one], most):
                base = set().union(*(shown[one][row] for row in around))
                whole = sum(sum(shown[one][row].values()) for row in around)
                inside = [row for row, labels in shown[other].items() if base.issuperset(labels)]
                found += [(around, taken, column) for taken in subsets(inside, len(inside))
                          if 0 < whole - sum(sum(shown[other][row].values()) for row in taken) < K]
    return found


def open_(frame: Frame, held: Held) -> list[Open]:
    """Small rests of which the two tables do not lie far enough apart."""
    def of(base: object, rest: Open) -> int:
        labels, column = rest
        places = range(len(frame.columns)) if column == ALL else [frame.columns.index(column)]
        return sum(base[one][at] for one in labels for at in places)  # type: ignore[index]

    return [rest for rest, (low, high) in held.rests.items() if of(high, rest) - of(low, rest) < K]


def villages() -> Frame:
    """Made up: sixty service points of a few matters each, channels that only some have."""
    chance, counts = random.Random(4), {}  # noqa: S311  (made up, the same each time)
    offers = [[chance.randrange(60) for _matter in range(chance.choice((2, 4, 20)))] for _hall in range(60)]
    for _rating in range(9_000):
        hall = int(60 * chance.random() ** 2)
        matter, silent = chance.choice(offers[hall]), chance.random() < 0.2
        channel = "none" if silent else ("screen", "code", "web", f"own{hall % 9}")[int(4 * chance.random() ** 2)]
        column = 5 if silent else min(4, int(chance.expovariate(1.2)))
        counts.setdefault((f"u{matter % 15}", f"h{hall}", f"m{matter}", channel), [0] * 6)[column] += 1
    for unit in range(6):
        counts[f"v{unit}", "h0", f"w{unit}", f"only{unit}"] = [30, 12, 9, 8, 7, 0]
        counts[f"v{unit}", f"h{unit % 3}", f"w{unit}", "code"] = [2 + unit % 3, 9, 7, 6, 0, 0]
    return Frame(TABLES, ("1", "2", "3", "4", "5", "d"), counts, (20, 10, 1, 20), frozenset({"d"}))


def nested_few(frame: Frame, held: Held) -> list[tuple[Cell, Cell]]:
    """Of one row and one that lies wholly inside it, whatever columns: those whose difference is small."""
    found = []
    for column in (*frame.columns, ALL):
        for one, other in permutations(frame.tables, 2):
            inside = rows_of(frame, held, other, column)
            at = frame.tables.index(one)
            around = {row: labels.pop() for row, base in inside.items() if len(labels := {of[at] for of in base}) == 1}
            for wide in {column, ALL}:
                shown = rows_of(frame, held, one, wide)
                found += [((one, row, wide), (other, small, column)) for small, row in around.items() if row in shown
                          and 0 < sum(shown[row].values()) - sum(inside[small].values()) < K]
    return found


@st.composite
def frames(draw):
    """Units with matters of their own, halls and channels that several have or one: four tables, defaults apart."""
    count = st.one_of(st.sampled_from((0, 0, 1, 3, 5, 9)), st.integers(0, 60))
    counts = {}
    for unit, hall, matter, channel in draw(st.lists(st.tuples(
            st.sampled_from("ABC"), st.sampled_from("pqr"), st.sampled_from("xy"), st.sampled_from("cde")),
            min_size=2, max_size=9, unique=True)):
        counts[unit, hall, f"{unit}{matter}", channel] = (draw(count), draw(count), 0)
    for unit in draw(st.lists(st.sampled_from("ABC"), max_size=2, unique=True)):
        counts[unit, draw(st.sampled_from("pqr")), f"{unit}x", "none"] = (0, 0, draw(st.integers(1, 40)))
    filled = {labels: numbers for labels, numbers in counts.items() if sum(numbers)}
    return Frame(TABLES, ("1", "2", "d"), filled, (20, 10, 1, 20), frozenset({"d"}))


def alone() -> Frame:
    """The channel `app` is used by one unit alone, and but for three ratings that unit by nobody else."""
    return Frame(("unit", "channel"), ("1", "2"), {
        ("A", "app"): (57, 30), ("A", "code"): (3, 20), ("B", "code"): (60, 40), ("C", "code"): (70, 60)})


class TestRests:
    def test_a_channel_that_one_unit_uses_alone_does_not_tell_of_its_others(self):
        held = suppress(alone(), K)
        assert {("unit", "A", "1"), ("channel", "app", "1")} & held.cells
        assert few_left(alone(), held, 1) == []
        assert {column for _labels, column in held.rests} == {"1"}

    @pytest.mark.parametrize(("left", "is_open"), [(0, False), (1, True), (4, True), (5, False)])
    def test_the_bounds_of_small(self, left, is_open):
        frame = Frame(("unit", "channel"), ("1", "2"), {**alone().counts, ("A", "code"): (left, 20)})
        assert bool(suppress(frame, K).rests) is is_open

    def test_two_units_less_the_channel_of_both_leave_no_few(self):
        frame = Frame(("unit", "channel"), ("1", "2"), {
            ("A", "app"): (30, 30), ("B", "app"): (40, 40), ("A", "code"): (1, 20), ("B", "code"): (2, 20),
            ("C", "code"): (70, 60)})
        held = suppress(frame, K)
        assert held.cells
        assert few_left(frame, held, 2) == []

    def test_a_zero_that_is_shown_counts_as_lying_inside(self):
        """Unit B uses the channel too, but the reader sees that it has none of the column."""
        frame = Frame(("unit", "channel"), ("1", "2"), {
            ("A", "app"): (50, 17), ("A", "code"): (60, 3), ("B", "app"): (40, 0), ("B", "code"): (40, 0),
            ("C", "code"): (30, 10)})
        assert {("unit", "A", "2"), ("unit", "B", "2"), ("channel", "app", "2")} & suppress(frame, K).cells

    def test_a_hall_less_a_channel_and_a_matter_that_only_it_has_leaves_no_few(self):
        frame = Frame(TABLES, ("1",), {
            ("A", "p", "Ax", "c2"): (2,), ("C", "p", "Cz", "c3"): (6,), ("C", "p", "Cx", "c1"): (60,),
            ("A", "q", "Ax", "c2"): (3,), ("C", "q", "Cy", "c2"): (60,), ("C", "q", "Cz", "c1"): (60,),
            ("C", "q", "Cy", "c1"): (60,)})
        assert {("hall", "p", "1"), ("channel", "c3", "1"), ("matter", "Cx", "1")} & suppress(frame, K).cells

    def test_what_a_row_has_besides_a_rest_is_no_few_either(self):
        """The channel less the hall is six of eight of a matter."""
        frame = Frame(TABLES, ("1",), {
            ("C", "q", "Cz", "c3"): (6,), ("C", "p", "Cz", "c3"): (2,), ("C", "p", "Cx", "c3"): (60,),
            ("A", "q", "Az", "c2"): (30,), ("C", "q", "Cx", "c2"): (30,), ("B", "q", "By", "c1"): (60,)})
        assert {("hall", "p", "1"), ("channel", "c3", "1"), ("matter", "Cz", "1")} & suppress(frame, K).cells

    def test_a_rest_in_which_all_were_discontented_is_as_open_as_a_small_one(self):
        counts = {("A", "app"): (57, 30), ("A", "code"): (0, 20), ("B", "code"): (60, 40), ("C", "code"): (70, 60)}
        told = suppress(Frame(("unit", "channel"), ("1", "2"), counts), K)
        held = suppress(Frame(("unit", "channel"), ("1", "2"), counts, telling=frozenset({"2"})), K)
        assert not told.cells
        assert {("unit", "A", "2"), ("channel", "app", "2")} & held.cells
        assert open_(Frame(("unit", "channel"), ("1", "2"), counts), held) == []

    def test_dear_rows_stay_and_cheap_ones_go(self):
        """A matter is held back before a unit or a channel, where one of them must be."""
        frame = Frame(("unit", "matter", "channel"), ("1", "2"), {
            ("A", "Ax", "app"): (60, 30), ("A", "Ax", "code"): (3, 20), ("A", "Ay", "code"): (50, 30),
            ("A", "Ay", "app2"): (40, 30), ("B", "Bx", "code"): (60, 40), ("B", "Bx", "app2"): (60, 40)}, (20, 1, 20))
        held = suppress(frame, K)
        assert ("matter", "Ax", "1") in held.cells
        assert not any(table in (ALL, "unit") for table, _row, _column in held.cells)

    @settings(max_examples=60, deadline=None)
    @given(frames())
    def test_no_rows_of_two_tables_leave_a_few(self, frame):
        held = suppress(frame, K)
        check(frame, held)
        assert few_left(frame, held, 3) == []
        assert open_(frame, held) == []

    @settings(max_examples=40, deadline=None)
    @given(frames())
    def test_tables_that_leave_a_small_rest_open_agree_on_all_that_is_published(self, frame):
        held = suppress(frame, K)
        public = set(frame.cells()) - held.cells
        for pair in held.rests.values():
            for base in pair:
                assert min(min(numbers) for numbers in base.values()) >= 0
                assert not public & {cell for cell, change in changes(frame, base).items() if change}


class TestCounties:
    """Every pair of tables of a whole month, row by row."""

    @pytest.mark.parametrize("frame", [villages(), large_county()], ids=["villages", "county"])
    def test_no_row_inside_a_row_of_another_table_leaves_a_few(self, frame):
        held = suppress(frame, K)
        assert nested_few(frame, held) == []
        assert open_(frame, held) == []

    def test_there_are_such_rows(self):
        assert nested_few(villages(), Held(frozenset(), {})) != []
        assert len(suppress(villages(), K).rests) > 20

    def test_the_same_cells_are_held_back_in_whatever_order(self):
        frame = villages()
        turned = Frame(frame.tables, frame.columns, dict(reversed(frame.counts.items())), frame.importance, frame.apart)
        assert suppress(frame, K).cells == suppress(turned, K).cells
