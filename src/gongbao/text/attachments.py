"""The list of attachments at the end of a notice, and the pages on which each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongbao.text.labels import label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Span
from gongbao.text.numerals import DATE, half_width
from gongbao.text.titles import is_organ, may_be_title

_WORD = r"附\s*(?:件|表|录)"
_ALONE = re.compile(rf"(?P<word>{_WORD})\s*(?P<no>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})?\s*[：:．.]?")
_TITLED = re.compile(
    rf"(?P<word>{_WORD})\s*(?P<no>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})?\s*(?:[：:．.、]|\s)\s*(?P<title>\S.*)"
)
_ITEM = re.compile(r"\s*(?:附\s*件\s*)?(?P<no>\d{1,2})\s*(?:[．.、：:]|\s)\s*(?P<title>\S.*)")


@dataclass(slots=True)
class Page:
    """An attachment's own pages: lines [start, stop); its text begins at line `first`."""

    label: str
    start: int
    first: int
    stop: int = 0
    title: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Listed:
    """The list at the end of a notice: lines [start, stop) and (label, title) of each."""

    start: int
    stop: int
    items: list[tuple[str, str]]


def find_list(lines: Sequence[Line], start: int) -> Listed | None:
    """The list of attachments in the lines of a document, if there is one."""
    for i in range(start, len(lines)):
        line = lines[i]
        if len(line.body) > 200 or not line.body.startswith("附") or line.is_cell:
            continue
        match = _TITLED.fullmatch(half_width(line.body))
        if match and _is_list(lines, i, match):
            return _listed(lines, i)
    return None


def _is_list(lines: Sequence[Line], i: int, match: re.Match[str]) -> bool:
    """附件：… is a list; 附件1：… is one when another list line, the closing or a page of its own follows."""
    if "：" not in match[0][:8] and ":" not in match[0][:8] and not match["no"]:
        return False
    if match["no"] is None:
        return True
    rest = [line.body for line in lines[i + 1 :] if not line.blank][:40]
    again = any(_ALONE.fullmatch(half_width(body)) or _same(body, match["no"]) for body in rest)
    follower = rest[0] if rest else ""
    return again or (bool(_TITLED.fullmatch(half_width(follower))) and len(follower) < 60)


def _same(body: str, number: str) -> bool:
    match = _TITLED.fullmatch(half_width(body)) if body.startswith("附") else None
    return bool(match and match["no"] == number)


def _listed(lines: Sequence[Line], start: int) -> Listed:
    items: list[tuple[str, str]] = []
    i = start
    while i < len(lines) and not lines[i].blank and not lines[i].is_cell:
        body = half_width(lines[i].body)
        if i > start and (_ALONE.fullmatch(body) or DATE.fullmatch(body) or _signs(lines, i)):
            break
        _take(items, body)
        i += 1
    if len(items) == 1 and items[0][0] == "1":
        return Listed(start, i, [("附件1", flat(items[0][1]))])
    return Listed(start, i, [(f"附件{no}", flat(title)) for no, title in items])


def _signs(lines: Sequence[Line], i: int) -> bool:
    """An organ over another organ or a date: the closing, though no blank line parts it from the list."""
    if not is_organ(lines[i].body):
        return False
    below = next((line.body for line in lines[i + 1 : i + 4] if not line.blank), "")
    return bool(DATE.fullmatch(half_width(below))) or is_organ(below)


def _take(items: list[tuple[str, str]], body: str) -> None:
    match = _TITLED.fullmatch(body) if body.startswith("附") else None
    if match:
        inner = _ITEM.fullmatch(match["title"]) if match["no"] is None else None
        items.append((inner["no"], inner["title"]) if inner else (match["no"] or "", match["title"]))
        return
    item = _ITEM.fullmatch(body)
    if item and int(item["no"]) == len(items) + 1:
        items.append((item["no"], item["title"]))
    elif items:
        items[-1] = (items[-1][0], items[-1][1] + body)


def pages_of(lines: Sequence[Line], start: int, listed: Listed | None) -> list[Page]:
    """Every attachment page behind line `start`; the list itself is not one."""
    pages: list[Page] = []
    for i in range(start, len(lines)):
        if listed and listed.start <= i < listed.stop:
            continue
        line = lines[i]
        if line.is_cell or len(line.body) > 80 or not line.body.startswith("附"):
            continue
        page = _page(lines, i, listed)
        if page:
            if pages:
                pages[-1].stop = i
            pages.append(page)
    if pages:
        pages[-1].stop = len(lines)
    return pages


def _page(lines: Sequence[Line], i: int, listed: Listed | None) -> Page | None:
    line = lines[i]
    text = half_width(line.body)
    alone = _ALONE.fullmatch(text)
    titled = None if alone else _TITLED.fullmatch(text)
    match = alone or titled
    if match is None or (i and titled and not lines[i - 1].blank and not titled["no"]):
        return None
    if titled and re.search(r"[。；，]", titled["title"]):
        return None
    page = Page(flat(match["word"]) + (match["no"] or ""), i, i + 1)
    page.spans.append((line.begin, line.stop))
    if titled:
        page.title = flat(line.body[titled.start("title") :])
    else:
        _title_lines(lines, page, listed)
    return page


def _title_lines(lines: Sequence[Line], page: Page, listed: Listed | None) -> None:
    """The title group under 附件N: short lines without a stop, up to a blank line, a cell, a label or a colon."""
    wanted = dict(listed.items).get(page.label, "") if listed else ""
    i = page.first
    while i < len(lines) and lines[i].blank:
        i += 1
    taken: list[Line] = []
    while i < len(lines) and len(taken) < 4 and may_be_title(lines[i]) and not label_of(lines[i].body[:24]):
        if _ALONE.fullmatch(half_width(lines[i].body)):
            break
        if taken and ("：" in lines[i].body or _done(taken, wanted, lines[i])):
            break
        taken.append(lines[i])
        i += 1
    if taken and not (len(taken) == 1 and "\t" in taken[0].body):
        page.title = flat("".join(line.body for line in taken))
        page.spans.extend((line.begin, line.stop) for line in taken)
        page.first = i


def _done(taken: Sequence[Line], wanted: str, line: Line) -> bool:
    """The title is as whole as it was announced, and this line is the next thing."""
    have, more = (bare("".join(line.body for line in lines)) for lines in (taken, [*taken, line]))
    return have == bare(wanted) and more != bare(wanted)


def bare(title: str) -> str:
    """A title for comparison: without blanks, brackets and quotation marks."""
    return re.sub(r"[\s《》“”（）()·]", "", title)
