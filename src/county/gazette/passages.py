"""A document cut into passages: what search finds and what two editions are compared by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from county.gazette.order import Node, in_order, joined
from gongbao.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class PassageText:
    """`kind` is one of `Passage.Kind`."""

    at: str
    kind: str
    text: str


def passages_of(content: dict[str, Any]) -> list[PassageText]:
    """The passages of a document in the order of the text; a node without own text has none."""
    return [passage for node in in_order(content) for passage in _of_node(node) if passage.text]


def _of_node(node: Node) -> Iterator[PassageText]:
    if node.kind == "table":
        yield PassageText(node.at, "row", cells_joined(node.data["header"]))
        for row in node.data["rows"]:
            yield PassageText(row["at"], "row", row_text(row))
    elif node.kind == "roster":
        parts = (node.data["role"], node.data["name"], node.data["post"])
        yield PassageText(node.at, "roster", " ".join(joined(part) for part in parts if part))
    elif node.kind == "footnote":
        yield PassageText(node.at, "footnote", joined(node.data["text"]))
    elif node.kind == "piece":
        kind = "title" if node.at.startswith("标题") else "piece"
        yield PassageText(node.at, kind, joined(node.data["text"]))
    else:
        yield PassageText(node.at, "text", joined(node.data["text"]))


def cells_joined(cells: list[str]) -> str:
    return " ".join(joined(cell) for cell in cells if cell.strip())


def row_text(row: dict[str, Any]) -> str:
    """The cells of a row; of a joint row the shared cells once, then what each part adds."""
    shared = cells_joined(row["cells"])
    own = (
        [cell for cell in part["cells"] if cell not in row["cells"]]
        for part in row["sub"]
    )
    return " ".join(filter(None, (shared, *map(cells_joined, own))))


def agencies_in(text: str, lexicon: Lexicon) -> set[str]:
    """Official names of the agencies that a text names; a longer name hides the shorter ones inside it."""
    bare = "".join(text.split())
    present = sorted((name for name in lexicon.names() if name in bare), key=len, reverse=True)
    found = set()
    for name in present:
        if name in bare:
            bare = bare.replace(name, "\n")
            found.add(lexicon.canonical(name) or name)
    return found
