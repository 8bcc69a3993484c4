"""A bar of lamps: every case has its share, however few there are beside however many."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.charts.lamp_bar import NARROWEST, BarWords, LampPart, draw_lamp_bar, widths
from county.charts.lamps import MARKS

SVG = "{http://www.w3.org/2000/svg}"
ALL = [LampPart(kind, f"灯{kind}", 20) for kind in MARKS]


def drawn(parts, **more):
    return ET.fromstring(draw_lamp_bar(parts, title="任务", **more))  # noqa: S314 our own markup


def faces(root):
    return [one for one in root.iter(f"{SVG}rect") if one.get("class") == "lamp-face"]


def labels(root):
    return [one.text for one in root.iter(f"{SVG}text")]


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=9), st.floats(40, 2000))
def test_widths_fill_the_bar_stand_in_the_order_of_the_counts_and_can_all_be_seen(counts, width):
    found = widths(counts, width)
    assert sum(found) == pytest.approx(width)
    assert min(found) >= NARROWEST - 1e-9
    by_count = [one for _count, one in sorted(zip(counts, found, strict=True))]
    assert by_count == pytest.approx(sorted(found))


@given(st.lists(st.integers(0, 5000), max_size=7))
def test_a_segment_stands_where_the_one_before_it_ends_and_the_last_ends_with_the_bar(counts):
    root = drawn([LampPart(kind, kind, count) for kind, count in zip(MARKS, counts, strict=False)])
    at = 0.0
    for one in faces(root):
        assert float(one.get("x")) == pytest.approx(at)
        at += float(one.get("width"))
    assert at == pytest.approx(240 if any(counts) else 0)


def test_counts_that_leave_room_for_all_are_drawn_in_proportion():
    assert widths([1, 2, 5], 240) == pytest.approx([30, 60, 150])


def test_one_late_case_among_thousands_is_seen():
    assert widths([1, 9999], 240) == pytest.approx([3, 237])


def test_more_parts_than_the_bar_has_room_for_share_it_evenly():
    assert widths([1, 100, 1, 1], 8) == pytest.approx([2, 2, 2, 2])


def test_no_two_lamps_look_the_same_without_colour():
    root = drawn(ALL, width=900)
    looks = set()
    for part in root.iter(f"{SVG}g"):
        face, hatch = part.find(f"{SVG}rect"), part.find(f"{SVG}path")
        number = part.find(f"{SVG}text")
        looks.add((face.get("fill"), face.get("stroke-dasharray"), hatch is not None and "v" in hatch.get("d"),
                   hatch is not None, number.get("fill")))
    assert len(looks) == len(MARKS)
    assert labels(root) == [f"{mark} 20" for mark in MARKS.values()]


def test_a_narrow_segment_drops_its_mark_then_its_number_and_keeps_its_words():
    root = drawn([LampPart("late", "逾期", 1), LampPart("near", "临期", 1), LampPart("good", "正常", 8)], width=160)
    assert labels(root) == ["1", "1", "● 8"]
    root = drawn([LampPart("late", "逾期", 1), LampPart("good", "正常", 99)])
    assert labels(root) == ["● 99"]
    assert root.findtext(f"{SVG}g/{SVG}title") == "逾期 1 件"


def test_a_hatch_does_not_leave_its_segment():
    root = drawn([LampPart("late", "逾期", 10), LampPart("near", "临期", 3), LampPart("stopped", "中止", 3)])
    segments = [(float(one.get("x")), float(one.get("x")) + float(one.get("width"))) for one in faces(root)][1:]
    hatches = [one.get("d") for one in root.iter(f"{SVG}path")]
    for (left, right), hatch in zip(segments, hatches, strict=True):
        places = [float(one) for one in re.findall(r"[ML]([\d.]+)", hatch)]
        assert left - 0.01 <= min(places) <= max(places) <= right + 0.01


def test_a_segment_with_an_address_is_a_link_that_says_what_it_counts():
    root = drawn([LampPart("late", "逾期", 3, "/督查/?a=1&b=2"), LampPart("good", "正常", 0, "/无/")])
    (link,) = root.findall(f"{SVG}a")
    assert link.get("href") == "/督查/?a=1&b=2"
    assert link.get("class") == "lamp-part lamp-late"
    assert link.findtext(f"{SVG}title") == link.get("aria-label") == "逾期 3 件"
    assert root.get("role") == "group"
    assert drawn([LampPart("late", "逾期", 3)]).get("role") == "img"


@pytest.mark.parametrize("parts", [[], [LampPart("late", "逾期", 0), LampPart("good", "正常", 0)]])
def test_a_bar_that_counts_nothing_is_an_empty_outline_and_says_so(parts):
    root = drawn(parts)
    assert faces(root) == []
    assert [one.get("class") for one in root.iter(f"{SVG}rect")] == ["lamp-empty"]
    assert root.findtext(f"{SVG}desc") == "一件也没有"


def test_another_language_has_its_own_words():
    root = drawn([LampPart("late", "Late", 3), LampPart("done", "Done", 1)],
                 words=BarWords("{word}: {count}", "none", ", "))
    assert root.findtext(f"{SVG}desc") == "Late: 3, Done: 1"


def test_the_markup_holds_no_style_no_script_no_id_and_no_tag_of_a_word():
    parts = [LampPart("late", "<script>&\"'{}\x00", 3, '"><script>&')]
    page = draw_lamp_bar(parts, title="<b>&\"'")
    assert ET.fromstring(page).find(f"{SVG}a").get("href") == '"><script>&'  # noqa: S314 our own markup
    assert not re.search(r"<script|<b>| style=| id=| on\w+=", page)
    assert page == draw_lamp_bar(parts, title="<b>&\"'")


@pytest.mark.parametrize(("count", "width"), [(-1, 240), (1, 0), (1, -5)])
def test_what_cannot_be_drawn_is_refused(count, width):
    with pytest.raises(ValueError, match="bar"):
        drawn([LampPart("late", "逾期", count)], width=width)
