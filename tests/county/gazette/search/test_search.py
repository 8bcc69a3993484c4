"""What a search answers: order, count, marks, filters, and queries that look like syntax."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from county.gazette.search import COUNTED, LONGEST_QUERY, Results, search

pytestmark = pytest.mark.database


def texts(results: Results) -> list[str]:
    return [hit.text for hit in results.hits]


def test_a_hit_says_where_it_stands_and_what_matched(add) -> None:
    add("清政字〔2031〕4号", "各镇要按月清理河道。", issued=date(2031, 5, 6), title="关于河道保洁的通知")
    hit = search("清理").hits[0]
    assert (hit.address, hit.title, hit.number) == ("清政字〔2031〕4号", "关于河道保洁的通知", "清政字〔2031〕4号")
    assert (hit.issued, hit.at, hit.kind, hit.text) == (date(2031, 5, 6), "段1", "text", "各镇要按月清理河道。")
    assert [hit.text[start:end] for start, end in hit.marks] == ["清理"]


def test_titles_come_first_then_the_newest_document_and_undated_ones_last(add) -> None:
    add("旧", "旧文河道", issued=date(2030, 1, 1), title="河道旧题")
    add("无", "无日期河道")
    add("新", "新文河道", "新文河道之二", issued=date(2031, 1, 1), title="另一件事")
    add("间", "间文河道", issued=date(2030, 6, 1))
    assert texts(search("河道")) == ["河道旧题", "新文河道", "新文河道之二", "间文河道", "旧文河道", "无日期河道"]


def test_the_characters_must_stand_in_this_order_without_a_gap(add) -> None:
    add("甲", "按月巡查河道", "巡查河道，按月巡查", "按月，月巡，巡查，查河，河道", "按月巡查河边，查河道",
        "按月巡查 河道")
    assert texts(search("按月巡查河道")) == ["按月巡查河道", "按月巡查 河道"]
    assert texts(search("月巡查河")) == ["按月巡查河道", "按月巡查河边，查河道", "按月巡查 河道"]
    assert texts(search("巡查巡查")) == []


def test_pages_follow_each_other_without_gap_or_repeat(add) -> None:
    add("甲", *(f"第{n}次巡查" for n in range(50)))
    pages = [texts(search("巡查", start=start)) for start in (0, 20, 40, 60)]
    assert [len(page) for page in pages] == [20, 20, 10, 0]
    assert sum(pages, []) == [f"第{n}次巡查" for n in range(50)]  # noqa: RUF017


@pytest.mark.parametrize("query", ["查", "巡查"])
def test_the_count_stops_at_a_thousand_and_says_so(add, query: str) -> None:
    add("甲", *["巡查记录"] * COUNTED)
    assert (search(query).total, search(query).capped) == (COUNTED, False)
    add("乙", "又一次巡查")
    assert (search(query).total, search(query).capped) == (COUNTED, True)
    assert len(search(query, start=COUNTED - 5).hits) == 5
    assert search(query, start=COUNTED).hits == []


def test_filters_narrow_by_document_agency_and_days(add) -> None:
    add("甲", ("林业局负责巡查", ["林业局"]), "各镇巡查", issued=date(2031, 1, 1))
    add("乙", ("林业局与水利局巡查", ["林业局", "水利局"]), issued=date(2031, 2, 1))
    assert texts(search("巡查", document="甲")) == ["林业局负责巡查", "各镇巡查"]
    assert texts(search("巡查", agency="水利局")) == ["林业局与水利局巡查"]
    assert texts(search("巡查", agency="林业局", issued_to=date(2031, 1, 1))) == ["林业局负责巡查"]
    assert texts(search("巡查", issued_from=date(2031, 1, 2))) == ["林业局与水利局巡查"]
    assert texts(search("巡查", agency="林业")) == []
    assert texts(search("巡查", document="丙")) == []
    assert texts(search("巡查", issued_from=date(2031, 3, 1), issued_to=date(2031, 1, 1))) == []


def test_the_name_of_an_agency_is_no_text_of_the_passage(add) -> None:
    add("甲", ("负责巡查", ["林业局"]))
    assert [search(query).total for query in ("林", "林业", "@", "@林", "林业局", "局")] == [0] * 6


def test_an_agency_is_known_by_its_whole_name_with_or_without_blanks(add) -> None:
    add("甲", ("负责巡查", ["林业局（绿化办）"]), ("@巡查", []))
    assert texts(search("巡查", agency="林业局(绿化办)")) == ["负责巡查"]
    assert texts(search("巡查", agency=" ")) == ["负责巡查", "@巡查"]


def test_a_query_of_white_space_looks_for_nothing_and_says_why(add) -> None:
    add("甲", "巡 查")
    for query in ("", " ", "\u3000\t\n", "\u200b", "\0"):
        assert search(query) == Results(reason="empty"), repr(query)


def test_a_query_beyond_the_limit_is_not_looked_for(add) -> None:
    text = "各镇按月巡查河道" * 40
    add("甲", text)
    assert search(text[:LONGEST_QUERY]).total == 1
    assert search(text[: LONGEST_QUERY + 1]) == Results(reason="too_long")


SYNTAX = ['"', "''", "%", "_", "*", "巡*", "NEAR(巡 查)", "NOT 巡", "巡 OR 查", "singles:巡", "pairs : 巡查", "-巡",
          "^巡", "(", ")", "\\", "{}", "{巡,查}", "NULL", "a:*", "&", "|", "!", "<->", "%s", "%(x)s", "?", ":x", "$1",
          ";--", "😀", "👨‍👩‍👧", "e\u0301", "\ud800", "巡\udfff", "\U0010ffff", "\ue000", "\uffff", "ﷺ"]


@pytest.mark.parametrize("query", SYNTAX)
def test_what_looks_like_syntax_is_plain_characters(add, scan, places, query: str) -> None:
    storable = [each for each in SYNTAX if each.encode(errors="ignore").decode() == each]
    add("甲", *(f"前{each}后" for each in storable), "巡查", "查巡", "前后")
    held = scan(query)
    assert places(search(query, size=100).hits) == held
    assert (query in storable) == bool(held)


@pytest.mark.parametrize("name", ["\0", "\ud800", "'", '"', "%", "甲\0", "*"])
def test_names_that_nobody_has_give_no_hits(add, name: str) -> None:
    add("甲", ("巡查", ["林业局"]))
    assert search("巡查", document=name).total == 0
    assert search("巡查", agency=name).total == (1 if name == "\0" else 0)


LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
MIXED = st.text(st.sampled_from("巡查的aA1１%％㎡①\"'*_-. 　〔〕😀é") | LETTERS, min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MIXED, min_size=1, max_size=6), st.data())
@example(["\u0345a", "ǅ"], None)
def test_any_part_of_any_text_is_found(add, scan, passages: list[str], data) -> None:
    from county.gazette.models import Document
    from county.gazette.search.folding import fold

    Document.objects.all().delete()
    add("甲", *passages)
    text = data.draw(st.sampled_from(passages)) if data else passages[0]
    begin = data.draw(st.integers(0, len(text) - 1)) if data else 0
    end = data.draw(st.integers(begin + 1, len(text))) if data else len(text)
    wanted = fold(text[begin:end])
    held = [passage for passage in passages if wanted and wanted in fold(passage)]
    answer = search(text[begin:end])
    assert texts(answer) == held
    assert all(hit.marks for hit in answer.hits)


@pytest.mark.parametrize(("filters", "queries", "looks"), [
    ({}, 2, 1), ({"agency": "林业局"}, 2, 0), ({"issued_from": date(2031, 1, 1)}, 3, 2), ({"document": "甲"}, 4, 2),
])
def test_the_number_of_database_queries_does_not_grow(add, django_assert_num_queries, filters, queries, looks) -> None:
    for name in "甲乙丙":
        add(name, *[("巡查记录", ["林业局"])] * 40, issued=date(2031, 1, 1))
    with django_assert_num_queries(queries):
        assert len(search("巡查记", **filters).hits) == 20
    with django_assert_num_queries(queries + (looks if connection.vendor == "postgresql" else 0)):
        assert len(search("巡查", **filters).hits) == 20
    with django_assert_num_queries(1):
        assert search("无此字").hits == []
