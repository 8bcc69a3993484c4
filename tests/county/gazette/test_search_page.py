"""The search page: what it finds, how it says that nothing is there, and what it refuses."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.database


def page_of(client, **asked):
    response = client.get("/搜索/", asked)
    return response, response.content.decode()


def test_a_stranger_finds_a_passage_and_is_led_to_its_place(client, hold, letter):
    hold(letter())
    response, page = page_of(client, q="清理河道")
    assert response.status_code == 200
    assert "1 处有“清理河道”" in page
    assert "<mark>清理河道</mark>" in page
    (hit,) = response.context["hits"]
    assert client.get(hit.href).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_search_query_count(client, hold, letter, django_assert_num_queries, rows):
    hold(*(letter(number=f"清政字〔2031〕{n}号") for n in range(rows)))
    client.get("/搜索/", {"q": "河道"})
    with django_assert_num_queries(4):
        response, _ = page_of(client, q="按月清理")
    assert len(response.context["hits"]) == rows


@pytest.mark.parametrize(("asked", "found"), [
    ({}, 2),
    ({"document": "清政字〔2031〕5号"}, 1),
    ({"issued_from": "2031-06-01"}, 1),
    ({"issued_to": "2031-05-06"}, 1),
    ({"issued_from": "2031-05-07", "issued_to": "2031-05-31"}, 0),
    ({"agency": "水务站"}, 1),
    ({"agency": "无此机关"}, 0),
])
def test_filters_narrow_the_search(client, hold, letter, asked, found):
    task = {"at": "段1", "span": [0, 1], "title": "", "lead": ["水务站"], "participants": [], "printed": "（略）"}
    later = letter(number="清政字〔2031〕5号", issued="2031-06-01", start=500)
    hold(letter(obligations={"tasks": [task]}), later)
    response, _ = page_of(client, q="按月清理", **asked)
    assert response.context["results"].total == found


def test_the_twenty_first_hit_stands_on_the_next_page(client, hold, letter):
    hold(letter(texts=tuple(f"第{n}处有河段。" for n in range(25))))
    response, _ = page_of(client, q="河段")
    assert len(response.context["hits"]) == 20
    following = client.get("/搜索/" + response.context["after"])
    assert len(following.context["hits"]) == 5
    assert 'rel="prev"' in following.content.decode()
    assert 'rel="next"' not in following.content.decode()


@pytest.mark.parametrize("start", [25, 40, 1000])
def test_an_address_past_the_last_hit_shows_the_last_page(client, hold, letter, start):
    hold(letter(texts=tuple(f"第{n}处有河段。" for n in range(25))))
    response, page = page_of(client, q="河段", start=start)
    assert len(response.context["hits"]) == 5
    assert "第 21 至 25 处" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


def test_a_long_passage_is_cut_around_the_first_mark(client, hold, letter):
    hold(letter(texts=("甲" * 300 + "河段" + "乙" * 300,)))
    _, page = page_of(client, q="河段")
    assert f"…{'甲' * 60}<mark>河段</mark>{'乙' * 178}…" in page


def test_before_any_import_an_empty_answer_says_what_to_do(client, db):
    assert "请先在首页拖入公报文件" in page_of(client, q="河道")[1]


def test_an_empty_answer_says_why(client, hold, letter):
    hold(letter())
    assert "没有连着出现这些字" in page_of(client, q="海港")[1]
    assert "请放宽" in page_of(client, q="海港", document="清政字〔2031〕4号")[1]


def test_without_a_query_the_page_says_what_can_be_searched(client, db):
    response, page = page_of(client)
    assert response.status_code == 200
    assert "输入一个字或几个字" in page


@pytest.mark.parametrize(("asked", "says"), [
    ({"q": "长" * 201}, "最多搜索 200 个字"),
    ({"q": "河", "issued_from": "昨天"}, "开始日期要写成"),
    ({"q": "河", "issued_from": "2031-05-06", "issued_to": "2031-05-05"}, "请调换"),
    ({"q": "河", "start": "-1"}, "不能小于零"),
    ({"q": "河", "start": "x"}, "要是数字"),
    ({"q": "河", "start": "9999999999"}, "第 1000 条"),
    ({"q": "河\x00"}, "不能显示的字符"),
    ({"q": "河", "document": "\x00"}, "不能显示的字符"),
    ({"q": "河", "agency": "\x00"}, "不能显示的字符"),
    ({"q": "河", "document": "长" * 301}, "从列表里选"),
])
def test_what_cannot_be_searched_gets_a_sentence(client, db, asked, says):
    response, page = page_of(client, **asked)
    assert response.status_code == 400
    assert says in page
    assert 'class="errors"' in page


ODD = ("%", "_", "'", '"', "河 OR 道", "河*", "NEAR(", "\\", "<i>", "《", "；", "5个", "〔2031〕", "　")


@pytest.mark.parametrize("query", ODD)
def test_no_query_is_an_error_or_markup(client, hold, letter, query):
    hold(letter())
    response, page = page_of(client, q=query)
    assert response.status_code == 200
    assert "<i>" not in page
