"""The nodes of a document in the order of the text, and the passages cut from them."""

from __future__ import annotations

import pytest

from county.gazette.order import in_order, joined
from county.gazette.passages import agencies_in, passages_of, row_text


def test_nodes_of_every_kind_stand_in_the_order_of_the_text(letter):
    content = letter(
        sections=lambda w: [w.section("一", "一、机构", "一、", "机构")],
        rosters=lambda w: [w.member("一 第1人", "组长", "甲某", "县长")],
        tables=lambda w: [w.table("一 表1", ["镇"], [["河口镇"]])],
        footnotes=lambda w: [w.piece("一 注1", "注：按月。")],
    )
    assert [node.at for node in in_order(content)] == ["标题", "文号", "一", "一 第1人", "一 表1", "一 注1"]


def test_children_stand_below_their_section_with_their_depth(letter):
    below = ("一（一）", "（一）乙", "（一）", "乙")
    content = letter(sections=lambda w: [w.section("一", "一、甲", "一、", "甲", [below])])
    assert [(n.at, n.depth) for n in in_order(content) if n.kind == "section"] == [("一", 0), ("一（一）", 1)]


@pytest.mark.parametrize(("printed", "wanted"), [
    ("关于河道\n保洁", "关于河道保洁"),
    ("各镇\n  要清理", "各镇要清理"),
    ("use Word\nfiles", "use Word files"),
    ("一行\n\n\n二行", "一行二行"),
    ("  两边  ", "两边"),
])
def test_printed_line_breaks_are_taken_out(printed, wanted):
    assert joined(printed) == wanted


def test_every_own_text_is_one_passage_and_every_row_one(letter):
    rows = [["河口镇", "3"], ["山前镇", ""]]
    content = letter(texts=("甲\n乙。",), tables=lambda w: [w.table("表1", ["镇", "数"], rows)])
    assert [(p.at, p.kind, p.text) for p in passages_of(content)] == [
        ("标题", "title", "清禾县人民政府关于河道保洁的通知"),
        ("文号", "piece", "清政字〔2031〕4号"),
        ("段1", "text", "甲乙。"),
        ("表1", "row", "镇 数"),
        ("表1 第1行", "row", "河口镇 3"),
        ("表1 第2行", "row", "山前镇"),
    ]


def test_a_joint_row_says_its_shared_cells_once():
    part = {"cells": ["1", "节水", "一半"], "sub": []}
    other = {**part, "cells": ["1", "节水", "全部"]}
    assert row_text({"cells": ["1", "节水", ""], "sub": [part, other]}) == "1 节水 一半 全部"


class Known:
    forms = {"财政局": "县财政局", "县财政局": "县财政局", "河口镇": "河口镇"}  # noqa: RUF012

    def canonical(self, name):
        return self.forms.get(name)

    def names(self):
        return self.forms


def test_agencies_of_a_passage_are_official_names():
    assert agencies_in("由财政局和河 口镇办理", Known()) == {"县财政局", "河口镇"}


def test_a_longer_name_hides_the_shorter_one_inside_it():
    class Two(Known):
        forms = {"县政府": "县政府", "县政府办公室": "县政府办公室"}  # noqa: RUF012

    assert agencies_in("报县政府办公室", Two()) == {"县政府办公室"}
