"""Walking the printed JSON of a reading: nodes, their locators, and the characters they own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
Owned = tuple[str, str, list[list[int]]]
"""A locator, the text that is said to stand there, and the spans it is said to stand in."""


def sections(document: Node) -> Iterator[Node]:
    stack = list(reversed(document["sections"]))
    while stack:
        section = stack.pop()
        yield section
        stack.extend(reversed(section["children"]))


def rows(table: Node) -> Iterator[Node]:
    """Rows and, after each joint row, its parts."""
    stack = list(reversed(table["rows"]))
    while stack:
        row = stack.pop()
        yield row
        stack.extend(reversed(row.get("sub", [])))


def section(document: Node, at: str) -> Node:
    found = [node for node in sections(document) if node["at"] == at]
    assert len(found) == 1, f"{document['number']} has {len(found)} sections at {at}"
    return found[0]


def spans_of(node: Node) -> list[list[int]]:
    if node.get("spans"):
        return list(node["spans"])
    return [node["span"]]


def owned(document: Node) -> Iterator[Owned]:
    """Everything that owns characters: pieces, sections, header and body cells, members, footnotes."""
    for piece in document["pieces"]:
        yield piece["at"], piece["text"], piece["spans"]
    for node in sections(document):
        yield node["at"], node["text"], spans_of(node)
    for table in document["tables"]:
        for text, span in zip(table["header"], table["header_spans"], strict=True):
            yield f"{table['at']} header", text, [span]
        for row in rows(table):
            for text, span in zip(row["cells"], row["spans"], strict=True):
                yield row["at"], text, [span]
    for member in document["rosters"]:
        yield member["at"], "", member["spans"]
    for note in document["footnotes"]:
        yield note["at"], note["text"], note["spans"]


def locators(document: Node) -> Iterator[str]:
    """The locator of every node, once per node; cells are addressed through their row."""
    yield from (piece["at"] for piece in document["pieces"])
    yield from (node["at"] for node in sections(document))
    for table in document["tables"]:
        yield table["at"]
        yield from (row["at"] for row in rows(table))
    yield from (member["at"] for member in document["rosters"])
    yield from (note["at"] for note in document["footnotes"])


def within(at: str, place: str) -> bool:
    """Whether locator `at` is `place` or lies below it; 三1 does not hold 三11, nor 三 三十."""
    if not at.startswith(place):
        return False
    rest = at[len(place) :]
    if not rest:
        return True
    if place[-1].isdigit():
        return not rest[0].isdigit()
    return not (place[-1] in "一二三四五六七八九十" and rest[0] in "一二三四五六七八九十")
