"""No character of the gazette is lost, none is owned twice, and every node says what stands where it points."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from gongbao.text.source import Source

from . import nodes, oracle, partition


def test_every_character_is_owned_once_or_set_aside(payload: dict[str, Any], source: Source) -> None:
    assert partition.faults(payload, source.text) == []


def test_only_page_headers_and_bookmarks_are_set_aside(payload: dict[str, Any], source: Source) -> None:
    kinds = {aside["kind"] for aside in payload["set_aside"]}
    assert kinds <= {"page_header", "page_number", "bookmark"}
    set_aside = sum(aside["span"][1] - aside["span"][0] for aside in payload["set_aside"])
    assert set_aside < len(source.text) / 200


@pytest.mark.parametrize("line", [1955, 1963, 1964, 1987])
def test_page_headers_inside_the_text_are_set_aside(payload: dict[str, Any], source: Source, line: int) -> None:
    start = sum(len(text) + 1 for text in oracle.lines()[: line - 1])
    inside = [s["kind"] for s in payload["set_aside"] if s["span"][0] <= start + 4 < s["span"][1]]
    assert inside == ["page_header"]


def test_bookmarks_are_set_aside(payload: dict[str, Any], source: Source) -> None:
    marks = [source.text[slice(*s["span"])] for s in payload["set_aside"] if s["kind"] == "bookmark"]
    assert len(marks) == source.text.count("[bookmark:")
    assert all(mark.startswith("[bookmark:") and mark.strip().endswith("]") for mark in marks)


@pytest.mark.parametrize("number", range(1, 16))
def test_a_nodes_text_is_its_slice_of_the_source(of_spec: Any, source: Source, number: int) -> None:
    document = of_spec(number)
    noticed = [finding["span"] for finding in document["findings"]]
    wrong = []
    for at, text, spans in nodes.owned(document):
        printed = oracle.bare("".join(source.text[slice(*span)] for span in spans))
        explained = any(low < span[1] and span[0] < high for span in spans for low, high in noticed)
        if text and printed and oracle.bare(text) != printed and not explained:
            wrong.append(f"{at}: {text[:20]!r} is not {printed[:20]!r}")
    assert wrong == []


@pytest.mark.parametrize("number", range(1, 16))
def test_a_text_without_characters_of_its_own_is_only_a_carried_cell(of_spec: Any, number: int) -> None:
    document = of_spec(number)
    in_tables = {row["at"] for table in document["tables"] for row in nodes.rows(table)}
    empty = {at for at, text, spans in nodes.owned(document) if text and all(s[0] == s[1] for s in spans)}
    assert empty <= in_tables


@pytest.mark.parametrize("number", range(1, 16))
def test_spans_of_one_node_are_in_order_and_apart(of_spec: Any, number: int) -> None:
    for at, _, spans in nodes.owned(of_spec(number)):
        flat = [edge for span in spans for edge in span]
        assert flat == sorted(flat), at


@pytest.mark.parametrize("number", range(1, 16))
def test_sections_follow_each_other_as_in_the_text(of_spec: Any, number: int) -> None:
    starts = [section["span"][0] for section in nodes.sections(of_spec(number))]
    assert starts == sorted(starts)


@pytest.mark.parametrize("number", range(1, 16))
def test_every_locator_names_one_node(of_spec: Any, number: int) -> None:
    twice = {at: count for at, count in Counter(nodes.locators(of_spec(number))).items() if count > 1}
    assert twice == {}


@pytest.mark.parametrize("number", range(1, 16))
def test_what_points_at_a_place_points_at_a_node(of_spec: Any, number: int) -> None:
    document = of_spec(number)
    known = set(nodes.locators(document))
    pointing = [*document["cites"], *document["repeals"], *document["attachments"]]
    for kind in ("tasks", "deadlines", "targets"):
        pointing += document["obligations"][kind]
    astray = {node["at"] for node in pointing if node["at"].split(" 列")[0] not in known}
    assert astray == set()


@pytest.mark.parametrize("number", range(1, 16))
def test_what_points_at_a_place_has_a_span_inside_it(of_spec: Any, source: Source, number: int) -> None:
    document = of_spec(number)
    pointing = [*document["cites"], *document["obligations"]["deadlines"], *document["obligations"]["targets"]]
    for node in pointing:
        low, high = node["span"]
        assert document["span"][0] <= low < high <= document["span"][1], node["at"]
    for node in document["obligations"]["deadlines"] + document["obligations"]["targets"]:
        printed = oracle.bare(source.text[slice(*node["span"])])
        assert oracle.bare(node["phrase"]) == printed, node["at"]


def test_documents_lie_one_after_the_other(payload: dict[str, Any]) -> None:
    edges = [edge for document in payload["documents"] for edge in document["span"]]
    assert edges == sorted(edges)
