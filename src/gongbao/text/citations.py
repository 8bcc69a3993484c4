"""Which documents a text names: 《title》, number, or both joined; and which it repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongbao.text.claims import Claims
from gongbao.text.model import Cite, Repeal
from gongbao.text.numerals import DATE, NUMBER, date_of, half_width, normal_number
from gongbao.text.passages import Passage

_OPEN, _CLOSE = "《", "》"
_DECREE = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,40}?)(?:(?P<y1>(?:19|20)\d\d)年)?令?(?:[〔\[(（](?P<y2>(?:19|20)\d\d)[〕\])）]|(?P<y3>(?:19|20)\d\d)年)?第?(?P<no>\d{1,4})号令?(?=[）)、，。；和及《\d]|$)"
)
_STANDARD = re.compile(
    r"(?:GB|DB\d{0,2}|HJ|JGJ|CJJ|NY|SL|WS|AQ|GA|TSG|LY|JTG)[A-Z]{0,2}(?:/[A-Z]{1,2})?\d{1,6}(?:\.\d{1,3})?[-—–]\d{2,4}"
)
_YEARED = re.compile(r"[〔\[【(（﹝［]\s*(?:19|20)\d\d")
_PARTICLE = re.compile(
    r".*(?:的|据|照|按|和|与|及|以|对|将|由|在|日|向|为|执行|落实|贯彻|印发|根据|文件|号|等|并|把|同|至|从|《|》)(?=[\u4e00-\u9fffA-Za-z]+$)"
)
_LONGEST_TITLE = 160
_REPEALED = re.compile(r"废止|停止执行|不再执行|失效")
_LISTED = re.compile(r"(?:废止|停止执行|宣布失效)(?:下列|以下|如下)|(?:下列|以下)[^。]{0,40}(?:废止|失效|停止执行)")
_DATED = re.compile(rf"(?P<day>{DATE.pattern})[^，。；《》,;.年]{{0,20}}?(?:印发|发布|公布|施行|下发|发文|起施行)?的?$")
_BEHIND_TITLE = re.compile(r"(?:的?(?:通知|意见|决定|函|批复|公告))?(?:[（(](?:以下简称[^（）()]*[，；])?)?")
_CONDITION = re.compile(r"或废止|修订或|可以废止|予以废止的|废止的[，、]|及时废止|清理|建议废止")


@dataclass(frozen=True, slots=True)
class _Found:
    number: str
    title: str
    start: int
    end: int


def cites_of(passage: Passage) -> Iterator[Cite]:
    """Every document that the passage names, in order."""
    for found in _found(passage.text):
        if not found.number and passage.text[max(0, found.start - 2) : found.start] == "简称":
            continue
        yield Cite(found.number, found.title, passage.at, passage.span(found.start, found.end))


def repeals_of(passage: Passage) -> Iterator[Repeal]:
    """Documents that the passage says are repealed: those named in the sentence before 废止."""
    if not _REPEALED.search(passage.text):
        return
    for start, end in _sentences(passage.text):
        sentence = passage.text[start:end]
        match = _REPEALED.search(sentence)
        if match is None or _CONDITION.search(sentence):
            continue
        found = [
            f
            for f in _found(sentence)
            if f.end <= match.start() or sentence[match.end() : match.end() + 1] in ("《", "原", "：")
        ]
        for f in found:
            yield Repeal(f.number, f.title, _day_of(sentence, f), passage.at)


def announces_repeal(text: str) -> bool:
    """废止下列文件：, 下列文件自…废止: what follows in the list is repealed."""
    return bool(_LISTED.search(text))


def listed_repeal(passage: Passage) -> Iterator[Repeal]:
    """The document that an item of such a list names first."""
    for found in _found(passage.text)[:1]:
        yield Repeal(found.number, found.title, _day_of(passage.text, found), passage.at)


def _day_of(sentence: str, found: _Found) -> date | None:
    match = _DATED.search(half_width(sentence[max(0, found.start - 60) : found.start]))
    return date_of(match) if match else None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[。；]", text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _found(text: str) -> list[_Found]:
    if "《" not in text and "号" not in text and not _STANDARD.search(text):
        return []
    plain = half_width(text)
    titles = list(_titles(text))
    numbers = list(_numbers(plain))
    beginning = {a: n for n, (_, a, _) in enumerate(numbers)}
    ending = {b: n for n, (_, _, b) in enumerate(numbers)}
    out, used = [], set[int]()
    for title, start, end in titles:
        partner = _joined(plain, start, end, beginning, ending)
        if partner is None or partner in used:
            out.append(_Found("", title, start, end))
        else:
            used.add(partner)
            number, a, b = numbers[partner]
            out.append(_Found(number, title, min(start, a), max(end, b)))
    inside = Claims(len(text))
    for _, start, end in titles:
        inside.take(start, end)
    free = [n for n, (_, a, b) in enumerate(numbers) if n not in used and inside.take(a, b)]
    out.extend(_Found(numbers[n][0], "", *numbers[n][1:]) for n in free)
    return sorted(out, key=lambda f: f.start)


def _titles(text: str) -> Iterator[tuple[str, int, int]]:
    """《…》 with nesting: an inner pair of the same marks belongs to the outer title."""
    i = text.find(_OPEN)
    while i >= 0:
        end = _close(text, i)
        if end < 0:
            i = text.find(_OPEN, i + 1)
            continue
        yield text[i + 1 : end], i, end + 1
        i = text.find(_OPEN, end)


def _close(text: str, start: int) -> int:
    depth = 0
    for k in range(start, min(len(text), start + _LONGEST_TITLE)):
        if text[k] == _OPEN:
            depth += 1
        elif text[k] == _CLOSE:
            depth -= 1
            if not depth:
                return k
        elif text[k] in "。；" and depth == 1:
            return -1
    return -1


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    taken = Claims(len(text))
    for match in NUMBER.finditer(text) if _YEARED.search(text) else ():
        prefix = match["prefix"]
        cut = _PARTICLE.match(prefix)
        lead = cut.end() if cut else 0
        if len(prefix) - lead < 1 or prefix.endswith("令"):
            continue
        taken.take(*match.span())
        yield normal_number(match).removeprefix(prefix[:lead]), match.start() + lead, match.end()
    for pattern in (_DECREE, _STANDARD) if "令" in text else (_STANDARD,):
        for match in pattern.finditer(text):
            found = _decree(match) if pattern is _DECREE else (match[0], match.start(), match.end())
            if found and taken.take(*match.span()):
                yield found


def _decree(match: re.Match[str]) -> tuple[str, int, int] | None:
    """国务院令第493号 and its kin: an organ, the word 令, a number; kept as printed."""
    if "令" not in match[0]:
        return None
    organ = match["organ"]
    cut = _PARTICLE.match(organ)
    lead = cut.end() if cut else 0
    start = match.start() + lead
    return (match[0][lead:], start, match.end()) if len(organ) - lead >= 2 else None


def _joined(text: str, start: int, end: int, beginning: dict[int, int], ending: dict[int, int]) -> int | None:
    """The number in brackets behind the title, or printed right before it."""
    behind = _BEHIND_TITLE.match(text, end)
    if behind and behind.end() in beginning:
        return beginning[behind.end()]
    before = start - 1 if text[start - 1 : start] in ("）", ")") and start else start
    return ending.get(before, ending.get(start))
