"""The document page: what is held, what a pack lists, what others only name."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from county.gazette import selectors
from county.gazette.models import Document
from county.gazette.page.blocks import page_of
from gongbao.text.schema import reading_schema

pytestmark = pytest.mark.database
ADDRESS = "/文件/清政字〔2031〕4号/"


def text_of(response):
    return response.content.decode()


def test_a_stranger_reads_a_document(client, hold, letter):
    hold(letter())
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "各镇要按月清理河道。" in text_of(response)
    assert '<h1 class="sheet-title" id="标题">清禾县人民政府关于河道保洁的通知</h1>' in text_of(response)


@pytest.mark.parametrize("rows", [1, 3])
def test_document_page_query_count(client, hold, letter, django_assert_num_queries, rows):
    cite = {"texts": ("见清政字〔2031〕4号。",), "cites": [("清政字〔2031〕4号", "", "段1")]}
    others = [letter(number=f"清政字〔2031〕{n}号", **cite) for n in range(10, 10 + rows)]
    hold(letter(texts=("甲。",) * rows), *others)
    with django_assert_num_queries(5):
        client.get(ADDRESS)


def test_a_citation_of_a_held_document_is_a_link_in_the_text(client, hold, letter):
    first = letter(number="清政字〔2031〕5号", title="集市的通知")
    hold(first, letter(texts=("依据清政字〔2031〕5号办。",), cites=[("清政字〔2031〕5号", "", "段1")]))
    assert "依据<a href=\"/%E6%96%87" in text_of(client.get(ADDRESS))


def test_a_plan_is_found_by_the_title_that_its_notice_issues(client, hold, letter):
    issuing = letter(number="清政字〔2031〕6号", title="清禾县人民政府关于印发《防汛预案》的通知")
    hold(issuing, letter(texts=("按《防汛预案》执行。",), cites=[("", "防汛预案", "段1")]))
    assert "按《<a href=" in text_of(client.get(ADDRESS))


def test_a_document_nobody_holds_says_so_and_who_names_it(client, hold, letter):
    hold(letter(texts=("依据国发〔2019〕13号办。",), cites=[("国发〔2019〕13号", "", "段1")]))
    response = client.get("/文件/国发〔2019〕13号/")
    assert response.status_code == 200
    assert "本系统未收录" in text_of(response)
    assert "清政字〔2031〕4号 段1" in text_of(response)


@pytest.mark.parametrize("name", ["没有这个文件", "..%3F", "a%23b", "甲乙" * 400, "<script>alert(1)</script>", "%00"])
def test_an_unknown_name_is_not_found_and_never_an_error(client, db, name):
    response = client.get(f"/文件/{name}/")
    assert response.status_code == 404
    assert "<script>alert" not in text_of(response)


def test_the_address_of_a_place_leads_to_its_anchor(client, hold, letter):
    hold(letter(tables=lambda w: [w.table("表1", ["镇"], [["河口镇"]])]))
    response = client.get(f"{ADDRESS}表1 第1行/")
    assert response.status_code == 302
    anchor = unquote(response.url.split("#")[1])
    assert f'id="{anchor}"' in text_of(client.get(ADDRESS))


def test_every_passage_has_an_anchor_of_its_own(client, hold, letter):
    from county.gazette.models import Passage
    from county.gazette.names import anchor_of

    hold(letter(
        sections=lambda w: [w.section("一", "一、机构", "一、", "机构", [("一（一）", "（一）乙。", "（一）", "乙")])],
        rosters=lambda w: [w.member("一 第1人", "组长", "甲某", "县长"), w.member("一 第2人", "成员", "乙某", "局长")],
        tables=lambda w: [w.table("一 表1", ["镇"], [["河口镇"], ["山前镇"]])],
        footnotes=lambda w: [w.piece("一 注1", "注：按月。")],
    ))
    page = text_of(client.get(ADDRESS))
    assert [at for at in Passage.objects.values_list("at", flat=True) if page.count(f'id="{anchor_of(at)}"') != 1] == []


def test_a_place_that_is_not_there_says_where_to_look(client, hold, letter):
    hold(letter())
    response = client.get(f"{ADDRESS}第九十九条/")
    assert response.status_code == 404
    assert "第九十九条" in text_of(response)


def test_the_json_download_has_the_shape_of_the_command_line(client, hold, letter):
    hold(letter())
    whole = json.loads(client.get(f"{ADDRESS}下载.json").content)
    assert [error.message for error in Draft202012Validator(reading_schema()).iter_errors(whole)] == []
    assert whole["source"]["name"] == "公报.txt"
    assert whole["documents"][0]["number"] == "清政字〔2031〕4号"


def test_the_markdown_download_is_a_file(client, hold, letter):
    hold(letter())
    response = client.get(f"{ADDRESS}下载.md")
    assert response.content.decode() == "# 文件"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("number", "title", "saved"), [
    ("清政字〔2031〕4号", "通知", "清政字〔2031〕4号.json"),
    ("", '甲"; filename="x.exe\\: <b>?', "2031-05-06 甲_; filename=_x.exe__ _b__.json"),
])
def test_a_download_is_saved_under_its_document_s_name(client, hold, letter, number, title, saved):
    hold(letter(number=number, title=title))
    response = client.get(f"{selectors.href_of(Document.objects.get().address)}%E4%B8%8B%E8%BD%BD.json")
    assert unquote(response["Content-Disposition"]) == f"attachment; filename*=utf-8''{saved}"


def test_an_earlier_edition_stays_readable_and_says_that_it_is_old(client, hold, letter):
    hold(letter(texts=("五日内办。",)))
    hold(letter(texts=("三日内办。",)))
    old = text_of(client.get(f"{ADDRESS}版本/1/"))
    assert "五日内办。" in old
    assert "旧版本" in old
    assert "下载" not in old
    assert client.get(f"{ADDRESS}版本/9/").status_code == 404


def test_markup_in_the_text_is_shown_as_text(client, hold, letter):
    hold(letter(title="<b>粗</b>", texts=("<script>alert(1)</script>",)))
    page = text_of(client.get(ADDRESS))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>粗" not in page


def test_a_number_typed_with_other_brackets_leads_to_the_document(client, hold, letter):
    hold(letter())
    assert client.get("/文件/清政字[2031]4号/").status_code == 302


def test_a_bad_day_gets_a_sentence(client, hold, letter):
    hold(letter())
    assert "日期要写成" in text_of(client.get(f"{ADDRESS}?on=2020-13-45"))


def test_a_cell_carried_down_is_one_tall_cell(letter):
    table = {"at": "表1", "title": "", "header": ["类", "项"], "header_spans": [[0, 1], [2, 3]], "rows": [
        {"at": "表1 第1行", "cells": ["甲", "一"], "spans": [[4, 5], [6, 7]], "sub": []},
        {"at": "表1 第2行", "cells": ["甲", "二"], "spans": [[7, 7], [8, 9]], "sub": []},
    ]}
    page = page_of(letter(tables=[table]), {})
    (grid,) = [block.grid for block in page.blocks if block.grid]
    lines = [[(cell.text, cell.rows) for cell in line.cells] for line in grid.lines]
    assert lines == [[("甲", 2), ("一", 1)], [("二", 1)]]


def test_a_joint_row_and_each_of_its_parts_have_an_anchor(client, hold, letter):
    part = {"at": "表1 第1行 第1项", "cells": ["甲", "一"], "spans": [[4, 5], [6, 7]], "sub": []}
    other = {"at": "表1 第1行 第2项", "cells": ["甲", "二"], "spans": [[7, 7], [8, 9]], "sub": []}
    row = {"at": "表1 第1行", "cells": ["甲", ""], "spans": [[4, 5], [6, 6]], "sub": [part, other]}
    table = {"at": "表1", "title": "", "header": ["类", "项"], "header_spans": [[0, 1], [2, 3]], "rows": [row]}
    hold(letter(tables=[table]))
    page = text_of(client.get(ADDRESS))
    assert [page.count(f'id="表1_第1行{end}"') for end in ("", "_第1项", "_第2项")] == [1, 1, 1]


def test_a_cited_number_with_a_slash_has_a_page(client, hold, letter):
    hold(letter(texts=("见DB13/T1161-2016。",), cites=[("DB13/T1161-2016", "", "段1")]))
    assert "DB13/T1161-2016" in text_of(client.get("/文件/DB13／T1161-2016/"))


def test_a_note_on_a_cell_stands_with_its_row(letter):
    finding = {"code": "artefact", "at": "表1 第1行 列1", "span": [0, 1], "says": "空格"}
    page = page_of(letter(tables=lambda w: [w.table("表1", ["镇"], [["河口镇"]])], findings=[finding]), {})
    (block,) = [block for block in page.blocks if block.kind == "table"]
    assert [(at, len(notes.findings)) for at, notes in block.row_notes] == [("表1 第1行", 1)]


def test_a_note_that_belongs_to_no_place_is_about_the_whole(letter):
    finding = {"code": "date_before_issue", "at": "别处", "span": [0, 1], "says": "早于成文日期"}
    assert len(page_of(letter(findings=[finding]), {}).general.findings) == 1
