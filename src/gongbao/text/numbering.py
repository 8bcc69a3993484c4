"""The numbering tree: labels find their parents by rank, paragraphs without one hang below the item before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongbao.text.flow import Flow
from gongbao.text.labels import (
    ARTICLE,
    DIGIT,
    DIGIT_PAREN,
    HAN,
    HAN_PAREN,
    Label,
    decimal_label,
    label_of,
    next_article,
)
from gongbao.text.model import Finding, Section

TITLE_LENGTH = 50
"""A first sentence of up to this many characters is the item's heading."""
_COLON_TITLE = 24
_STOP = re.compile(r"。|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff（(]|$)|[（(〔【](?=责任|牵头|配合|主办|协办)")
_INLINE = re.compile(
    r"(?<=[。；：;:，,）)])\s*"
    r"(?=[（(]\d{1,2}[）)]|[①-⑳]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?![\d\s]))"
)


@dataclass(slots=True)
class _Open:
    """An item that can still take children."""

    section: Section
    rank: float
    number: int
    paragraphs: int
    seen: dict[float, int] = field(default_factory=dict)


class Numbering:
    """Takes labelled and unlabelled paragraphs in order and gives them their place.

    `prefix` stands before every locator (`附件2 `); `root` paragraphs are 段1, 段2 … of it.
    """

    def __init__(self, prefix: str, roots: list[Section], *, decimal: bool = False) -> None:
        self.decimal = decimal
        self._path: list[int] = []
        self.prefix = prefix
        self.roots = roots
        self.findings: list[Finding] = []
        self._stack: list[_Open] = []
        self._root = _Open(Section("", prefix, "", "", ((0, 0),)), -1, 0, 0)
        self._used: dict[str, int] = {}
        self._last: dict[float, int] = {}
        self._article = 0

    @property
    def place(self) -> str:
        """The locator of the item that is open now; empty before the first."""
        return self._stack[-1].section.at if self._stack else ""

    @property
    def heading(self) -> str:
        return self._stack[-1].section.title if self._stack else ""

    def add(self, flow: Flow, *, following: Sequence[str] = ()) -> None:
        """Place one paragraph; `following` are the heads of the next lines, to tell a slipped label."""
        label = self.label(flow.text)
        if label is None:
            self._paragraph(flow)
        else:
            self._item(flow, self._true_rank(label, following))

    def add_plain(self, flow: Flow) -> Section:
        """Place a paragraph whatever label it seems to begin with."""
        parent = self._stack[-1] if self._stack else self._root
        parent.paragraphs += 1
        base = parent.section.at if self._stack else self.prefix
        section = Section("", self._unique(f"{base}段{parent.paragraphs}"), "", flow.text, flow.spans)
        self._attach(parent, section)
        return section

    def label(self, text: str) -> Label | None:
        head = text[:24]
        if self.decimal and (label := decimal_label(head, self._path)):
            return label
        return label_of(head) or next_article(head, self._article)

    def _true_rank(self, label: Label, following: Sequence[str]) -> Label:
        """（1） before （二） with no 1. above it was meant as （一）."""
        if label.rank != DIGIT_PAREN or any(o.rank in (HAN_PAREN, DIGIT) for o in self._stack):
            return label
        for head in following:
            other = label_of(head[:24])
            if other is None or other.rank > HAN_PAREN:
                continue
            if other.rank == HAN_PAREN and other.number == label.number + 1:
                return Label(label.printed, label.name, HAN_PAREN, label.number, label.length)
            return label
        return label

    def _item(self, flow: Flow, label: Label) -> None:
        self._close(label.rank)
        parent = self._stack[-1] if self._stack else self._root
        at = self._locator(parent, label)
        if self.decimal and label.printed[0].isdigit() and HAN <= label.rank < HAN_PAREN:
            self._path = [int(step) for step in label.printed.split(".")]
        parts = _inline_parts(flow.text, label)
        own = flow.cut(0, parts[0] if parts else len(flow.text))
        section = self._section(label.printed, at, own, label)
        self._attach(parent, section)
        self._check_order(parent, label, section)
        has_body = own.text[label.length :].strip() not in (
            "",
            section.title,
            section.title + "：",
            section.title + ":",
            section.title + "。",
        )
        self._stack.append(_Open(section, label.rank, label.number, 1 if has_body else 0))
        if label.rank == ARTICLE:
            self._article = label.number
        for start, end in zip(parts, [*parts[1:], len(flow.text)], strict=False):
            self._inline(flow.cut(start, end))

    def _inline(self, flow: Flow) -> None:
        label = label_of(flow.text[:24])
        if label is None:
            self._paragraph(flow)
        else:
            self._item(flow, label)

    def _paragraph(self, flow: Flow) -> None:
        parts = _inline_parts(flow.text, None)
        section = self.add_plain(flow.cut(0, parts[0] if parts else len(flow.text)))
        if not parts:
            return
        first = label_of(flow.text[parts[0] : parts[0] + 24])
        self._stack.append(_Open(section, first.rank - 1 if first else DIGIT, 0, 1))
        for start, end in zip(parts, [*parts[1:], len(flow.text)], strict=False):
            self._inline(flow.cut(start, end))
        while self._stack and self._stack[-1].section is not section:
            self._stack.pop()
        self._stack.pop()

    def _attach(self, parent: _Open, section: Section) -> None:
        (parent.section.children if parent is not self._root else self.roots).append(section)

    def _close(self, rank: float) -> None:
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _locator(self, parent: _Open, label: Label) -> str:
        if label.rank == ARTICLE or (self.decimal and "." in label.printed[:-1]):
            return self._unique(self.prefix + label.name)
        base = parent.section.at if parent is not self._root else self.prefix
        return self._unique(base + label.name)

    def _unique(self, at: str) -> str:
        n = self._used[at] = self._used.get(at, 0) + 1
        return at if n == 1 else f"{at}#{n}"

    def _section(self, printed: str, at: str, own: Flow, label: Label) -> Section:
        title = "" if label.rank == ARTICLE else _title(own.text[label.length :])
        return Section(printed, at, title, own.text, own.spans)

    def _check_order(self, parent: _Open, label: Label, section: Section) -> None:
        previous = self._article if label.rank == ARTICLE else parent.seen.get(label.rank, 0)
        previous = previous or self._running(label)
        parent.seen[label.rank] = self._last[label.rank] = label.number
        if label.rank == HAN_PAREN and label.name[1:-1].isdigit():
            self._find("number_form", section, f"序号“{label.printed}”与同级序号的写法不同。")
        if label.number == previous and section.at.rpartition("#")[2].isdigit():
            self._find("duplicate", section, f"序号“{label.printed}”重复出现。")
        elif label.number not in (previous + 1, 1):
            self._find("out_of_order", section, f"序号“{label.printed}”不接上一个序号（{previous or '无'}）。")

    def _running(self, label: Label) -> int:
        """1. … 29. may run on through several （一）（二）: the last number of this rank, if this one follows it."""
        running = self._last.get(label.rank, 0)
        return running if running + 1 == label.number else 0

    def _find(self, code: str, section: Section, says: str) -> None:
        self.findings.append(Finding(code, section.at, section.span, says))


def _inline_parts(text: str, label: Label | None) -> list[int]:
    """Where items listed inside one paragraph begin: a series from 1 on with two members or more."""
    starts: list[int] = []
    rank: float = 0
    number = 0
    begin = label.length if label else 1
    for match in _INLINE.finditer(text, begin):
        inner = label_of(text[match.end() : match.end() + 24])
        if inner is None or (label is not None and inner.rank <= label.rank):
            continue
        if not starts and inner.number == 1:
            starts, rank, number = [match.end()], inner.rank, 1
        elif starts and inner.rank == rank and inner.number == number + 1:
            starts.append(match.end())
            number += 1
    return starts if len(starts) > 1 else []


def _title(body: str) -> str:
    """The run-in heading: what stands before the first 。, or before a colon early on; a whole short line without 。"""
    body = body.strip()
    stop = _STOP.search(body)
    head = body[: stop.start()] if stop else body
    colon = re.search(r"[：:]", head)
    if colon and colon.start() <= _COLON_TITLE and "，" not in head[: colon.start()]:
        return _clean(head[: colon.start()])
    if len(head) > TITLE_LENGTH or re.search(r"[；;：:]", head):
        return ""
    return _clean(head)


def _clean(title: str) -> str:
    return (
        re.sub(r"\s*\n\s*", "", title.strip())
        if title.isascii()
        else re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s*\n\s*", "", title.strip())
    )
