"""Rates as columns: the height is the rate, and what is not known is no column."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.charts.rate_columns import FULL, Column, ColumnWords, draw_columns

SVG = "{http://www.w3.org/2000/svg}"


def drawn(columns, **more):
    return ET.fromstring(draw_columns(columns, title="按时办结率", **more))  # noqa: S314 our own markup


def of(root, name):
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def heights(root):
    return [float(one.get("height")) for one in of(root, "rate-bar")]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_a_column_is_as_high_as_its_rate_and_stands_on_the_line(values):
    root = drawn([Column("季", one, f"{one}") for one in values])
    assert heights(root) == pytest.approx([FULL * one / 100 for one in values], abs=0.006)
    (axis,), (full,) = of(root, "rate-axis"), of(root, "rate-full")
    for one in of(root, "rate-bar"):
        assert float(one.get("y")) + float(one.get("height")) == pytest.approx(float(axis.get("y1")), abs=0.011)
        assert float(one.get("y")) >= float(full.get("y1"))


def test_every_column_has_its_number_above_and_its_name_below():
    root = drawn([Column("一季度", 100, "100%"), Column("二季度", 62.5, "62.5%"), Column("三季度", 0, "0%")])
    assert [one.text for one in of(root, "rate-said")] == ["100%", "62.5%", "0%"]
    assert [one.text for one in of(root, "rate-label")] == ["一季度", "二季度", "三季度"]
    assert heights(root) == [80, 50, 0]
    tops = [float(one.get("y")) for one in of(root, "rate-said")]
    assert tops == [13, 43, 93]


def test_a_rate_that_is_not_known_is_a_dash_and_no_column_unlike_nought():
    root = drawn([Column("一季度", None, "没有到期的事"), Column("二季度", 0, "0%")])
    assert [one.text for one in of(root, "rate-said")] == ["–", "0%"]
    assert heights(root) == [0]
    assert root.findtext(f"{SVG}desc") == "一季度：没有到期的事；二季度：0%"


def test_a_long_name_or_number_has_room_and_a_long_reason_takes_none():
    def width(*columns):
        return float(drawn(columns).get("width"))

    assert width(Column("季", 5, "5%")) == 36
    assert width(Column("季", None, "这个季度没有一件到期的事")) == 36
    assert width(Column("二〇三一年一季度", 5, "5%")) >= 8 * 12
    assert width(Column("季", 5, "五又二分之一成")) >= 7 * 12


def test_without_columns_the_drawing_says_so():
    root = drawn([], words=ColumnWords(nothing="nothing to compare"))
    assert of(root, "rate-column") == []
    assert root.findtext(f"{SVG}desc") == "nothing to compare"


@pytest.mark.parametrize("value", [-0.1, 100.1, float("nan"), float("inf")])
def test_what_is_no_rate_is_refused(value):
    with pytest.raises(ValueError, match="between 0 and 100"):
        drawn([Column("季", value, "")])


def test_the_markup_holds_no_style_no_script_no_id_and_no_tag_of_a_word():
    columns = [Column("<b>&", 5, "<script>&\"'\x00")]
    page = draw_columns(columns, title="<b>")
    ET.fromstring(page)  # noqa: S314 our own markup
    assert not re.search(r"<script|<b>| style=| id=| on\w+=", page)
    assert page == draw_columns(columns, title="<b>")
