"""The last quarters in a row: where a unit was among the last is seen without colour."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from county.charts.quarter_strip import QuarterCell, StripWords, draw_strip

SVG = "{http://www.w3.org/2000/svg}"
FOUR = [QuarterCell("二季度", "none", "二季度：没有评分"), QuarterCell("三季度", "fine", "三季度：不在后几名"),
        QuarterCell("四季度", "bad", "四季度：后几名", "/季/?a=1&b=2", step=2),
        QuarterCell("一季度", "open", "一季度：没有结束")]


def drawn(cells, **more):
    return ET.fromstring(draw_strip(cells, title="最近四个季度", **more))  # noqa: S314 our own markup


def of(root, name):
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def signs(root):
    return ["".join(one.text for one in of(cell, "quarter-sign")) for cell in of(root, "quarter-cell")]


def test_each_result_has_a_box_of_its_own_look_in_the_order_given():
    root = drawn(FOUR)
    boxes = of(root, "quarter-box")
    looks = [(one.get("fill"), one.get("stroke-dasharray"), one.get("stroke-width")) for one in boxes]
    assert len(set(looks)) == 4
    assert [one.text for one in of(root, "quarter-label")] == ["二季度", "三季度", "四季度", "一季度"]
    assert boxes[0].get("stroke-dasharray")
    assert boxes[1].get("fill") == boxes[3].get("fill") == "#ffffff" != boxes[2].get("fill")


def test_a_bad_quarter_holds_its_step_and_without_one_the_mark_of_what_is_late():
    assert signs(drawn(FOUR)) == ["–", "", "2", "…"]
    assert signs(drawn([QuarterCell("四季度", "bad", "后几名")])) == ["▲"]


def test_a_step_stands_in_bad_quarters_alone():
    assert signs(drawn([QuarterCell("四季度", "fine", "不在后几名", step=3)])) == [""]


def test_all_results_are_told_and_one_with_an_address_is_a_link():
    root = drawn(FOUR)
    assert root.findtext(f"{SVG}desc") == "；".join(one.title for one in FOUR)
    (link,) = root.findall(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/季/?a=1&b=2", "四季度：后几名")
    assert root.get("role") == "group"


def test_no_quarter_yet_is_one_dashed_box_that_says_so():
    root = drawn([], words=StripWords("no quarter yet", "; "))
    assert len(of(root, "quarter-none")) == 1
    assert root.findtext(f"{SVG}desc") == "no quarter yet"


@given(st.lists(st.text("一二季度Q1 2031", max_size=14), min_size=1, max_size=12))
def test_boxes_are_equally_wide_and_stand_apart_within_the_drawing(labels):
    root = drawn([QuarterCell(one, "fine", "不在后几名") for one in labels])
    left, _top, width, _height = map(float, root.get("viewBox").split())
    places = [(float(one.get("x")), float(one.get("width"))) for one in of(root, "quarter-box")]
    assert len({wide for _x, wide in places}) == 1
    assert all(x + wide < after for (x, wide), (after, _wide) in pairwise(places))
    assert left <= places[0][0]
    assert sum(places[-1]) <= left + width


def test_the_markup_holds_no_style_no_script_no_id_and_no_tag_of_a_title():
    cells = [QuarterCell("<b>&", "bad", "<script>&\"'\x00", '"><script>', step=1)]
    page = draw_strip(cells, title="<b>")
    ET.fromstring(page)  # noqa: S314 our own markup
    assert not re.search(r"<script|<b>| style=| id=| on\w+=", page)
    assert page == draw_strip(cells, title="<b>")
