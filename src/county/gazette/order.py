"""The nodes of a document in the order of the text: sections, tables, rosters, footnotes and header lines by spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

NodeKind = Literal["piece", "section", "table", "roster", "footnote"]
_BREAK = re.compile(r"[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Node:
    """`data` is the object of docs/json.md; `depth` is 0 for a top-level section and for all that is no section."""

    kind: NodeKind
    at: str
    start: int
    data: dict[str, Any]
    depth: int = 0


def in_order(content: dict[str, Any]) -> list[Node]:
    """Every node of a document, header lines first where they are printed first."""
    nodes = [
        *_plain("piece", content["pieces"]),
        *_sections(content["sections"], 0),
        *(Node("table", table["at"], _table_start(table), table) for table in content["tables"]),
        *_plain("roster", content["rosters"]),
        *_plain("footnote", content["footnotes"]),
    ]
    return sorted(nodes, key=lambda node: node.start)


def joined(text: str) -> str:
    """Text without its printed line breaks; a blank stays only between two words of Latin letters or digits."""
    return _BREAK.sub(lambda gap: " " if _words_meet(text, gap) else "", text.strip())


def _words_meet(text: str, gap: re.Match[str]) -> bool:
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    return all(side.isascii() and side.isalnum() for side in (before, after))


def _plain(kind: NodeKind, items: list[dict[str, Any]]) -> Iterator[Node]:
    return (Node(kind, item["at"], item["spans"][0][0] if item["spans"] else 0, item) for item in items)


def _sections(sections: list[dict[str, Any]], depth: int) -> Iterator[Node]:
    for section in sections:
        yield Node("section", section["at"], section["span"][0], section, depth)
        yield from _sections(section["children"], depth + 1)


def _table_start(table: dict[str, Any]) -> int:
    own = [*table["header_spans"], *(span for row in table["rows"] for span in row["spans"])]
    return min((start for start, end in own if end > start), default=0)
