"""The marks of numbered items: what they look like, their rank, and whether they are one here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongbao.text.numerals import half_width, han_to_int

CHAPTER, PART, ARTICLE, HAN, HAN_PAREN, DIGIT, DIGIT_PAREN, CIRCLED = range(8)
"""Ranks from the outside in."""

CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = "一二三四五六七八九十百零〇"
_MARKS = (
    (CHAPTER, re.compile(rf"第([{_HAN}]{{1,5}}|\d{{1,3}})[章编](?=[\s\u3000]|$)")),
    (CHAPTER, re.compile(rf"第([{_HAN}]{{1,3}})[章编](?=[^，。；、的规和及]{{2,16}}$)")),
    (PART, re.compile(rf"第([{_HAN}]{{1,5}}|\d{{1,3}})节(?=[\s\u3000]|$)")),
    (ARTICLE, re.compile(rf"第\s?([{_HAN}]{{1,6}}|\d{{1,3}})\s?条(?:之[{_HAN}]{{1,2}})?(?=[\s\u3000：:【（(]|$)")),
    (HAN, re.compile(r"([一二三四五六七八九十]{1,4})(?:、|[．.](?!\d))")),
    (HAN_PAREN, re.compile(r"[（(]([一二三四五六七八九十]{1,4})[）)]、?")),
    (DIGIT_PAREN, re.compile(r"[（(]([0-9０-９]{1,3})[）)]、?")),
    (DIGIT_PAREN, re.compile(r"([0-9０-９]{1,2})[）)]")),
    (DIGIT, re.compile(r"([0-9０-９]{1,3})\s?(?:、|[．.](?![0-9０-９]))")),
    (CIRCLED, re.compile(f"([{CIRCLES}])、?")),
)
_DECIMAL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){0,4})(?![\d.．、,，)）%％‰—\-~～年月日号]|\s*[万亿元%个级公里米倍年月日度件次名人岁时分])\.?\s*(?=\S)"
)
_BARE_ARTICLE = re.compile(rf"第([{_HAN}]{{1,6}})条(?!规定|第|、|，|。|；|款|项|和|及|至|的|之|与|中|所|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """`printed` as it stands, `name` for the locator (without the closing mark), its rank and its number."""

    printed: str
    name: str
    rank: float
    number: int
    length: int


@lru_cache(maxsize=8192)
def label_of(head: str) -> Label | None:
    """The label that begins `head` (the beginning of a trimmed line), or None."""
    for rank, pattern in _MARKS:
        match = pattern.match(head)
        if match:
            return _label(match, rank)
    return None


def next_article(head: str, previous: int) -> Label | None:
    """第三条 with no blank after it: an article only where it continues the articles before it."""
    match = _BARE_ARTICLE.match(head)
    label = _label(match, ARTICLE) if match else None
    return label if label and label.number == previous + 1 else None


def is_decimal(bodies: Iterable[str]) -> bool:
    """Whether a text numbers its items 1, 1.1, 1.1.1: each of 1, 1.1 and a second one begins a line."""
    seen = {match[1] for body in bodies if body[:1].isdigit() and (match := _DECIMAL.match(body))}
    return {"1", "1.1"} <= seen and bool(seen & {"1.2", "2.1", "2"})


def decimal_label(head: str, path: Sequence[int]) -> Label | None:
    """1.2 where 1.1 was the last: a decimal label counts only if it is the next one. `path` is the last one's."""
    match = _DECIMAL.match(head)
    if not match:
        return None
    steps = [int(step) for step in match[1].split(".")]
    depth = len(steps)
    above, last = steps[:-1], list(path[: depth - 1])
    before = path[depth - 1] if len(path) >= depth and above == last else 0
    if above != last or steps[-1] != before + 1:
        return None
    return Label(match[1], match[1], HAN + (depth - 1) / 10, steps[-1], match.end())


def _label(match: re.Match[str], rank: int) -> Label | None:
    printed = match[0].rstrip()
    number = _number(match[1])
    return Label(printed, _name(printed), rank, number, len(match[0])) if number else None


def _number(mark: str) -> int:
    if mark in CIRCLES:
        return CIRCLES.index(mark) + 1
    return han_to_int(half_width(mark)) or 0


def _name(printed: str) -> str:
    name = re.sub(r"[、．.:：\s]", "", half_width(printed))
    return re.sub(r"^\(?(.+?)[)）]$", r"（\1）", name.replace("（", "(")) if name[-1:] in ")）" else name
