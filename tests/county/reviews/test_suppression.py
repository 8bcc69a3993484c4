"""What is held back: every small count, and whatever would give it away."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.reviews.statistics.derivations import derivable
from county.reviews.statistics.suppression import ALL, Cell, Frame, suppress
from county.reviews.statistics.withdrawing import withdrawn

K = 5


def shown(frame: Frame, held: frozenset[Cell]) -> list[Cell]:
    return [one for one in frame.cells() if one not in held]


def value(frame: Frame, cell: Cell, base=None) -> int:
    counts = base or frame.counts
    return sum(counts[labels][frame.columns.index(column)] for labels, column in frame.base_of(cell))


def check(frame: Frame, held, k: int = K) -> None:
    """No small count is shown; nothing held back follows from sums; each could be values that lie k apart."""
    for cell in shown(frame, held.cells):
        assert not 0 < value(frame, cell) < k, cell
    bases = {cell: frame.base_of(cell) for cell in frame.cells()}
    assert not derivable([bases[one] for one in shown(frame, held.cells)], [bases[one] for one in held.cells])
    assert set(held.proofs) == set(held.cells)
    for cell, (low, high) in held.proofs.items():
        assert value(frame, cell, high) - value(frame, cell, low) >= k, cell
        for base in (low, high):
            assert min(min(numbers) for numbers in base.values()) >= 0
            assert all(value(frame, one, base) == value(frame, one) for one in shown(frame, held.cells)), cell


@st.composite
def frames(draw):
    """Small tables: units with matters and service units of their own, two or three columns, perhaps one apart."""
    columns = ("1", "2", "3")[: draw(st.integers(2, 3))]
    apart = draw(st.booleans())
    count = st.one_of(st.integers(0, 9), st.integers(0, 60))
    counts = {}
    for labels in draw(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from("pq")),
                                min_size=1, max_size=7, unique=True)):
        counts[labels[0], f"{labels[0]}{labels[1]}", labels[2]] = (*(draw(count) for _one in columns), *([0] * apart))
    if apart:
        for unit in draw(st.lists(st.sampled_from("AB"), max_size=2, unique=True)):
            counts[unit, f"{unit}x", "none"] = (*([0] * len(columns)), draw(st.integers(1, 40)))
    filled = {labels: numbers for labels, numbers in counts.items() if sum(numbers)}
    return Frame(("unit", "matter", "channel"), (*columns, *(["silent"] if apart else [])), filled, (20, 1, 20),
                 frozenset({"silent"} if apart else ()))


class TestHeldBack:
    @settings(max_examples=80, deadline=None)
    @given(frames())
    def test_nothing_that_is_held_back_can_be_worked_out(self, frame):
        check(frame, suppress(frame, K))

    @settings(max_examples=20, deadline=None)
    @given(frames())
    def test_the_same_counts_give_the_same_cells_in_whatever_order(self, frame):
        turned = Frame(frame.tables, frame.columns, dict(reversed(frame.counts.items())), frame.importance, frame.apart)
        assert suppress(frame, K).cells == suppress(turned, K).cells

    def test_where_nothing_is_small_nothing_is_held_back(self):
        frame = Frame(("unit",), ("1", "2"), {("A",): (5, 9), ("B",): (0, 30)})
        assert not suppress(frame, K).cells

    def test_no_ratings_hold_nothing_back(self):
        assert not suppress(Frame(("unit",), ("1",), {}), K).cells

    @pytest.mark.parametrize(("count", "is_held"), [(0, False), (1, True), (4, True), (5, False)])
    def test_the_bounds_of_small(self, count, is_held):
        frame = Frame(("unit",), ("1", "2"), {("A",): (50, count), ("B",): (60, 40), ("C",): (70, 60)})
        assert (("unit", "A", "2") in suppress(frame, K).cells) is is_held

    def test_a_single_small_cell_takes_others_of_its_row_and_column_along(self):
        frame = Frame(("unit",), ("1", "2"), {("A",): (50, 1), ("B",): (60, 40), ("C",): (70, 60)})
        held = suppress(frame, K)
        assert {("unit", "A", "1"), ("unit", "A", "2")} < held.cells
        assert len(held.cells) == 4
        assert not any(table == ALL for table, _row, _column in held.cells)

    def test_zeros_of_a_row_with_few_ratings_are_held_back_too(self):
        frame = Frame(("unit",), ("1", "2"), {("A",): (0, 3), ("B",): (60, 40), ("C",): (70, 60)})
        assert ("unit", "A", "1") in suppress(frame, K).cells

    def test_the_same_ratings_under_two_names_are_held_back_under_both(self):
        frame = Frame(("unit", "hall"), ("1", "2"), {("A", "a"): (50, 2), ("B", "b"): (60, 40), ("C", "b"): (70, 60)})
        held = suppress(frame, K).cells
        assert {("unit", "A", "2"), ("hall", "a", "2")} <= held

    def test_a_county_of_many_units_is_done_in_a_moment_and_keeps_its_totals(self):
        frame = county()
        held = suppress(frame, K)
        check(frame, held)
        assert (ALL, ALL, ALL) not in held.cells


    def test_a_whole_county_is_audited_cell_by_cell(self):
        """Thousands of base rows, two and a half ratings in each: every proof is laid out and compared."""
        frame = large_county()
        held = suppress(frame, K)
        sums = Counter(changes(frame, {labels: (0,) * len(frame.columns) for labels in frame.counts}))
        public = set(frame.cells()) - held.cells
        assert all(sums[cell] == 0 or -sums[cell] >= K for cell in public)
        assert len(held.cells) > 250
        for cell, (low, high) in held.proofs.items():
            below, above = changes(frame, low), changes(frame, high)
            assert above[cell] - below[cell] >= K, cell
            assert not public & {one for found in (below, above) for one, change in found.items() if change}, cell
            assert all(min(numbers) >= 0 for base in (low, high) for numbers in base.values())
        assert not any(table in (ALL, "unit") and column == ALL for table, _row, column in held.cells)

    def test_a_large_county_is_held_back_alike_in_whatever_order(self):
        frame = large_county()
        turned = Frame(frame.tables, frame.columns, dict(reversed(frame.counts.items())), frame.importance, frame.apart)
        assert suppress(frame, K).cells == suppress(turned, K).cells

    def test_proofs_are_the_same_each_time_they_are_asked_for(self):
        held = suppress(county(), K)
        cell = min(held.cells)
        assert held.proofs[cell] == held.proofs[cell]
        assert len(held.proofs) == len(held.cells)
        assert ("unit", "nobody", "1") not in held.proofs


def changes(frame: Frame, base) -> Counter[Cell]:
    """How far each published cell is from its true value."""
    found: Counter[Cell] = Counter()
    for labels, numbers in base.items():
        for column, number, true in zip(frame.columns, numbers, frame.counts[labels], strict=True):
            if number != true:
                for table, row in ((ALL, ALL), *zip(frame.tables, labels, strict=True)):
                    for one in (column, ALL):
                        found[table, row, one] += number - true
    return found


def large_county() -> Frame:
    """Made up, like a month of a county with twelve thousand ratings of sixty matters."""
    chance, counts = random.Random(1), {}  # noqa: S311  (made up, the same each time)
    channels = ("screen", "code", "app", "mini", "web", "paper")
    for _number in range(12_000):
        matter, silent = int(60 * chance.random() ** 2), chance.random() < 0.12
        channel = "none" if silent else channels[int(6 * chance.random() ** 2)]
        labels = f"u{matter % 20}", f"h{chance.randrange(12)}", f"m{matter}", channel
        grade = chance.random()
        column = 5 if silent else 0 if grade < 0.7 else 1 if grade < 0.9 else 2 if grade < 0.96 else 3 + (grade > 0.98)
        counts.setdefault(labels, [0] * 6)[column] += 1
    return Frame(("unit", "hall", "matter", "channel"), ("1", "2", "3", "4", "5", "d"), counts, (20, 10, 1, 20),
                 frozenset({"d"}))


def county() -> Frame:
    """Made up, like a month of a county: most matters have few ratings, bad ones are rare."""
    counts: dict[tuple[str, ...], list[int]] = {}
    for number in range(60):
        unit, hall = f"u{number % 9}", f"h{number % 4}"
        for at, channel in enumerate(("screen", "code", "app")[: 1 + number % 3]):
            most = 40 // (1 + number % 13) + at
            bad = int((number + at) % 5 == 0), int(number % 17 == 0)
            counts[unit, hall, f"m{number}", channel] = [most, most // 3, most // 7, *bad, 0]
        counts[unit, hall, f"m{number}", "none"] = [0, 0, 0, 0, 0, 7 + number % 6]
    return Frame(("unit", "hall", "matter", "channel"), ("1", "2", "3", "4", "5", "d"), counts, (20, 10, 1, 20),
                 frozenset({"d"}))


def few_defaults() -> Frame:
    """The same with one to three defaults of each matter."""
    counts = {labels: [*numbers[:5], numbers[5] % 3 + 1] if numbers[5] else numbers
              for labels, numbers in county().counts.items()}
    frame = county()
    return Frame(frame.tables, frame.columns, counts, frame.importance, frame.apart)


class TestCorrections:
    """Versions of a month: base cells are those that stayed, and those that left with each correction."""

    def versions(self, frame: Frame, left: list[tuple[tuple[str, ...], str]]) -> list[frozenset[Cell]]:
        held = [suppress(frame, K).cells]
        for changed in left:
            held.append(withdrawn(frame, held[-1], [changed], K))
        return held

    def published(self, frame: Frame, held: list[frozenset[Cell]]) -> list[tuple[int, Cell, frozenset]]:
        """(version, cell, its base cells): version v lacks the ratings that left in the corrections up to it."""
        return [(version, cell, frozenset((*base, stage) for base in frame.base_of(cell)
                                          for stage in range(version, len(held))))
                for version, cells in enumerate(held) for cell in shown(frame, cells)]

    def bad_ones(self, frame: Frame) -> list[tuple[tuple[str, ...], str]]:
        return [(labels, "4") for labels, numbers in sorted(frame.counts.items()) if numbers[3]][:3]

    def late_ones(self, frame: Frame) -> list[tuple[tuple[str, ...], str]]:
        return [(labels, "d") for labels, numbers in sorted(frame.counts.items()) if numbers[5]][:3]

    def left(self, frame: Frame, kinds: str) -> list[tuple[tuple[str, ...], str]]:
        every = {"4": self.bad_ones(frame), "d": self.late_ones(frame)}
        return [every[kind].pop(0) for kind in kinds]

    def test_what_was_held_back_stays_and_what_changed_goes(self):
        frame = county()
        first, second = self.versions(frame, self.bad_ones(frame)[:1])
        labels, column = self.bad_ones(frame)[0]
        assert first < second
        rows = [(ALL, ALL), *zip(frame.tables, labels, strict=True)]
        assert {(table, row, one) for table, row in rows for one in (column, ALL)} <= second

    def test_every_number_withdrawn_may_have_lost_as_many_as_are_small(self):
        frame = county()
        first, second = self.versions(frame, self.bad_ones(frame)[:1])
        for cell in second - first:
            room = 0
            for labels, column in frame.base_of(cell):
                rows = [(ALL, ALL), *zip(frame.tables, labels, strict=True)]
                if all((table, row, one) in second for table, row in rows for one in (column, ALL)):
                    room += frame.counts[labels][frame.columns.index(column)]
            assert room >= K, cell

    @pytest.mark.parametrize("kinds", ["44", "dd", "4d", "d4"])
    def test_all_versions_together_give_nothing_away(self, kinds):
        """Ratings that were set aside (4) and defaults that were replaced (d), in whatever order."""
        frame = few_defaults()
        held = self.versions(frame, self.left(frame, kinds))
        public = self.published(frame, held)
        wanted = [frozenset((*base, stage) for base in frame.base_of(cell) for stage in range(version, len(held)))
                  for version, cells in enumerate(held) for cell in cells]
        lost = [frozenset((*base, stage) for base in frame.base_of(cell))
                for stage in range(len(held) - 1) for cell in held[stage + 1] - held[stage]]
        assert not derivable([one for _version, _cell, one in public], [*wanted, *lost])

    @pytest.mark.parametrize("few", [1, 3])
    def test_a_number_from_which_defaults_went_may_have_lost_as_many_defaults_as_are_small(self, few):
        """Ratings that somebody gave do not hide a default: the reader is told that defaults were replaced."""
        frame = few_defaults()
        first = suppress(frame, K).cells
        second = withdrawn(frame, first, self.late_ones(frame)[:few], K)
        assert first < second
        for cell in second - first:
            room = closed = 0
            for labels, column in frame.base_of(cell):
                rows, count = [(ALL, ALL), *zip(frame.tables, labels, strict=True)], frame.counts[labels][-1]
                if column == "d" and all((table, row, one) in second for table, row in rows for one in ("d", ALL)):
                    room += count
                elif column == "d":
                    closed += count
            assert room >= K or not closed, cell

    @pytest.mark.parametrize("kinds", ["444", "ddd", "4d4", "d4d"])
    def test_no_two_published_numbers_differ_by_a_small_count_of_the_same_people(self, kinds):
        """An attacker subtracts any table of any version from any other: wherever one sum lies within the other."""
        frame = few_defaults()
        left = self.left(frame, kinds)
        held = self.versions(frame, left)
        public = self.published(frame, held)
        counts = {(labels, column, stage): 0 for labels in frame.counts for column in frame.columns
                  for stage in range(len(held))}
        for labels, numbers in frame.counts.items():
            for column, number in zip(frame.columns, numbers, strict=True):
                counts[labels, column, len(held) - 1] = number
        for stage, (labels, column) in enumerate(left):
            counts[labels, column, stage] += 1
            counts[labels, column, len(held) - 1] -= 1
        sums = [(bases, sum(counts[base] for base in bases)) for _version, _cell, bases in public]
        for (bases, number), (others, another) in combinations(sums, 2):
            if bases < others or others < bases:
                assert not 0 < abs(number - another) < K
