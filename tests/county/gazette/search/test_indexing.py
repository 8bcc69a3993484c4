"""The index follows the rows: within the transaction, on forgetting, on deleting, on indexing anew."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction

from county.gazette.models import Document, IndexedPassage
from county.gazette.search import forget_document, index_document, order, postgresql, reindex, requirements, search
from county.gazette.search.tokens import Wanted

pytestmark = pytest.mark.database


def held_by_the_index(query: str) -> int:
    """How many keys the index itself gives, whether or not a passage stands behind them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO gazette_search(gazette_search, rank) VALUES ('integrity-check', 1)")
    return search(query, size=0).total


def test_what_is_rolled_back_leaves_nothing_in_the_index(add) -> None:
    add("甲", "按月巡查")
    with transaction.atomic():
        add("乙", "按季巡查", "按年巡查")
        assert held_by_the_index("巡查") == 3
        transaction.set_rollback(True)
    assert held_by_the_index("巡查") == 1
    assert IndexedPassage.objects.count() == 1


def test_a_rolled_back_forgetting_forgets_nothing(add) -> None:
    document = add("甲", "按月巡查")
    with transaction.atomic():
        forget_document(document)
        assert held_by_the_index("巡查") == 0
        transaction.set_rollback(True)
    assert held_by_the_index("巡查") == 1


def test_a_forgotten_document_is_not_found_and_the_others_are(add) -> None:
    gone, _ = add("甲", "按月巡查", title="巡查办法"), add("乙", "按季巡查")
    forget_document(gone)
    forget_document(gone)
    assert [hit.address for hit in search("巡查").hits] == ["乙"]
    assert held_by_the_index("巡") == held_by_the_index("月") + 1 == 1


def test_deleting_a_document_takes_it_out_of_the_index(add) -> None:
    add("甲", "按月巡查")
    Document.objects.filter(address="甲").delete()
    assert held_by_the_index("巡查") == 0


def test_changing_a_row_changes_the_index(add) -> None:
    add("甲", "按月巡查")
    IndexedPassage.objects.update(singles="河 道", pairs="河道")
    assert (held_by_the_index("巡查"), held_by_the_index("河道")) == (0, 1)


def test_a_corrected_date_moves_the_document(add) -> None:
    first, _ = add("甲", "甲文巡查", issued=date(2030, 1, 1)), add("乙", "乙文巡查", issued=date(2031, 1, 1))
    forget_document(first)
    first.issued = date(2032, 1, 1)
    first.save()
    index_document(first)
    assert [hit.address for hit in search("巡查").hits] == ["甲", "乙"]


def test_indexing_twice_is_refused_and_changes_nothing(add) -> None:
    document = add("甲", "按月巡查")
    with pytest.raises(IntegrityError), transaction.atomic():
        index_document(document)
    assert held_by_the_index("巡查") == 1


def test_indexing_anew_gives_the_same_index(add) -> None:
    for name in "甲乙丙":
        add(name, "按月巡查", ("林业局负责", ["林业局"]))
    before = list(IndexedPassage.objects.values_list())
    IndexedPassage.objects.filter(passage__document__address="乙").delete()
    assert reindex() == 3
    assert list(IndexedPassage.objects.values_list()) == before
    assert held_by_the_index("巡查") == 3


def test_a_passage_of_blanks_is_not_indexed(add) -> None:
    add("甲", " \u3000", "按月巡查")
    assert IndexedPassage.objects.count() == 1


def test_a_document_without_room_is_refused_before_anything_is_written(add, monkeypatch) -> None:
    monkeypatch.setattr(order, "POSITION", 1)
    with pytest.raises(order.CannotIndex), transaction.atomic():
        add("甲", "一", "二", "三")
    assert not Document.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plan of PostgreSQL")
@pytest.mark.parametrize("query", ["巡", "巡查", "按月巡查"])
def test_postgresql_looks_rare_words_up_in_the_index(add, query: str) -> None:
    add("甲", *(f"第{n}条" for n in range(3000)), "按月巡查")
    sql, values = postgresql.look_up(Wanted(query, "林业局"), None, 1001)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE gazette_indexedpassage")
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(line for (line,) in cursor)
    assert "gazette_indexedpassage_words" in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two ways on PostgreSQL")
def test_postgresql_gives_the_same_answer_whether_it_walks_or_looks_up(add, monkeypatch) -> None:
    add("甲", "林@业", ("按月巡查", ["林业局"]), "一@二@三", ("@", ["甲局"]), title="林业巡查")
    for query in ("林", "@", "业", "巡", "巡查", "@二", "甲", "无"):
        answers = []
        for frequent in (0, postgresql.SAMPLE + 1):
            monkeypatch.setattr(postgresql, "FREQUENT", frequent)
            answers.append(search(query))
        assert answers[0] == answers[1], query


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a module of SQLite")
def test_a_sqlite_without_full_text_search_is_named_in_one_sentence(db, monkeypatch) -> None:
    requirements.require_index()
    monkeypatch.setattr(requirements, "MODULE", "fts0")
    with pytest.raises(ImproperlyConfigured, match="没有 fts0 模块"):
        requirements.require_index()
