"""The blocks of a document page, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from county.gazette.names import anchor_of
from county.gazette.order import Node, in_order, joined
from county.gazette.page.notes import Margin, Notes, margin_of
from county.gazette.page.runs import Cited, cited_spans, linked
from county.gazette.page.tables import Grid, Place, grid_of

SENTENCE_ENDS = ("。", "；", "，", "：")
HEAD = ("标题", "文号", "日期")
CLOSING = ("落款",)
_NEXT_ATTACHMENT = re.compile(r"(?<=[^：:\d])(?=\d{1,2}[．.、])")


@dataclass(slots=True)
class Block:
    """`kind`: attachment, plan, heading, item, paragraph, line, closing, table, roster, footnote.

    `level` of a heading is 2 to 5; `name` stands in the outline; a table `is_named_above` where the line before it
    is its title.
    """

    kind: str
    at: str
    anchor: str
    html: SafeString = field(default_factory=SafeString)
    text: str = ""
    name: str = ""
    level: int = 0
    depth: int = 0
    grid: Grid | None = None
    members: list[dict[str, Any]] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    row_notes: list[tuple[str, Notes]] = field(default_factory=list)
    is_named_above: bool = False

    @property
    def tag(self) -> str:
        return f"h{min(self.level, 5)}" if self.level else "p"


@dataclass(frozen=True)
class Page:
    blocks: list[Block]
    general: Notes

    @cached_property
    def outline(self) -> list[Block]:
        """Headings of the first two levels, run-in ones included, and tables with a title of their own."""
        return [block for block in self.blocks if block.name and block.depth <= 1 and not block.is_named_above]


def page_of(content: dict[str, Any], links: Mapping[tuple[str, str], str], own: str = "") -> Page:
    """The page of a document. `links`: from (number, title) of a cited document to its path; `own` is this one's.

    A notice names the plan that it issues itself; that is no citation.
    """
    cites = [cite for cite in content["cites"] if not own or links.get((cite["number"], cite["title"])) != own]
    content = {**content, "cites": cites}
    nodes = in_order(content)
    margin = margin_of(content, _places(nodes), links)
    left_behind = {tuple(found["span"]) for found in content["findings"] if found["code"] == "artefact"}
    writer = _Writer(cited_spans(content["cites"], links), margin, left_behind)
    blocks = [block for block in writer.blocks(nodes) if block.kind != "head"]
    for above, block in pairwise(blocks):
        block.is_named_above = block.kind == "table" and bool(block.name) and _name(block.name) == _name(above.text)
        if block.is_named_above and above.kind == "paragraph":
            above.kind = "plan"
    shown = {block.at for block in blocks} | {at for block in blocks for at, _ in block.row_notes}
    return Page(blocks, _merged([notes for at, notes in margin.items() if at not in shown]))


def _places(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.at
        if node.kind == "table":
            for row in node.data["rows"]:
                yield row["at"]
                yield from (part["at"] for part in row["sub"])


def _merged(all_notes: list[Notes]) -> Notes:
    whole = Notes()
    for notes in all_notes:
        for name in Notes.__slots__:
            getattr(whole, name).extend(getattr(notes, name))
    return whole


@dataclass
class _Writer:
    cites: list[Cited]
    margin: Margin
    artefacts: Collection[Place] = ()
    levels: list[int] = field(default_factory=list)

    def blocks(self, nodes: list[Node]) -> Iterator[Block]:
        for key, run in groupby(nodes, key=_roster_key):
            if key is None:
                yield from (self._block(node) for node in run)
            else:
                yield self._roster(list(run))

    def _block(self, node: Node) -> Block:
        block = Block("paragraph", node.at, anchor_of(node.at), depth=node.depth)
        block.notes = self.margin.get(node.at, Notes())
        getattr(self, f"_{node.kind}")(block, node.data)
        return block

    def _piece(self, block: Block, data: dict[str, Any]) -> None:
        block.html = linked(data["text"], data["spans"], self.cites)
        block.kind = "head" if block.at in HEAD else "closing" if block.at.startswith(CLOSING) else "line"
        if block.at.startswith("附件说明"):
            listed = _NEXT_ATTACHMENT.split(joined(data["text"]))
            block.html = format_html_join("", '<span class="listed">{}</span>', ((one,) for one in listed))

    def _footnote(self, block: Block, data: dict[str, Any]) -> None:
        block.kind, block.html = "footnote", linked(data["text"], data["spans"], self.cites)

    def _table(self, block: Block, data: dict[str, Any]) -> None:
        block.kind, block.grid = "table", grid_of(data, self.cites, self.artefacts)
        block.name, block.depth = joined(data["title"]), 1
        places = dict.fromkeys(place for row in data["rows"] for place in (row["at"], *(p["at"] for p in row["sub"])))
        block.row_notes = [(at, self.margin[at]) for at in places if at in self.margin]

    def _section(self, block: Block, data: dict[str, Any]) -> None:
        text, title, label = joined(data["text"]), joined(data["title"]), data["label"].strip()
        spans = data.get("spans") or [data["span"]]
        block.html = linked(data["text"], spans, self.cites)
        outer = self.levels[block.depth - 1] if 0 < block.depth <= len(self.levels) else 1
        whole = bool(title) and _name(text) == _name(label + title)
        block.text = title or text
        if block.depth == 0 and label.startswith("附件"):
            block.kind, block.level, block.name = "attachment", outer + 1, f"{label} {title}"
            block.html = format_html('<span class="attachment-label">{}</span> <span>{}</span>', label, title)
        elif block.at.startswith("正文标题"):
            block.kind, block.level, block.name = "plan", outer + 1, text
        elif whole and (data["children"] or not text.endswith(SENTENCE_ENDS)):
            block.kind, block.level, block.name = "heading", outer + 1, _name(text)
        elif label:
            block.kind = "item"
            block.name = _name(f"{label}{title}") if title and not whole else ""
            block.html = _run_in(block.html, label, "" if whole else title)
        self.levels[block.depth :] = [block.level or outer]

    def _roster(self, run: list[Node]) -> Block:
        first = run[0].data
        block = Block("roster", run[0].at, anchor_of(run[0].at), html=SafeString(escape(joined(first["body"]))))
        block.members = [{**node.data, "anchor": anchor_of(node.at)} for node in run]
        block.row_notes = [(node.at, self.margin[node.at]) for node in run if node.at in self.margin]
        return block


def _roster_key(node: Node) -> tuple[str, str] | None:
    return ("roster", node.data["body"]) if node.kind == "roster" else None


def _name(text: str) -> str:
    return "".join(text.split()).rstrip("。：:")


def _run_in(html: SafeString, label: str, title: str) -> SafeString:
    """The label and a heading that runs into its text, set off by weight."""
    for lead in (label + title, label):
        start = escape(lead)
        if lead and html.startswith(start):
            rest = mark_safe(html[len(start) :])  # noqa: S308  (a tail of escaped text)
            return format_html('<span class="run-in">{}</span>{}', lead, rest)
    return html
