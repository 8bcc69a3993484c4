"""Where each document of a gazette begins, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongbao.text.head import SIGNER, TITLE_LINES, Head, date_below, number_in, take_title, title_below
from gongbao.text.head_forms import minutes, order, title_and_number, without_number
from gongbao.text.lines import Line, flat
from gongbao.text.model import Piece
from gongbao.text.numerals import DATE, date_of, half_width
from gongbao.text.titles import SENTENCE, TITLE_END, is_organ, may_be_title, organs_in, text_before

_MARK_LINE = re.compile(r".{2,40}(?:文\s*件|令|公告|通告)|文\s*件")
_HINT = re.compile("[号期次]")


def heads_of(lines: Sequence[Line]) -> list[Head]:
    """Every head in order; none overlap."""
    heads: list[Head] = []
    i = 0
    while i < len(lines):
        head = _numbered(lines, i, heads[-1].stop if heads else 0) or without_number(lines, i, bool(heads))
        if head is not None:
            heads.append(head)
            i = max(head.stop, i + 1)
        else:
            i += 1
    return heads


def _numbered(lines: Sequence[Line], i: int, floor: int) -> Head | None:
    if not _HINT.search(lines[i].body):
        return None
    found = number_in(lines[i])
    if found is None:
        return order(lines, i, floor) or title_and_number(lines, i) or minutes(lines, i, floor)
    number, length = found
    above = _title_above(lines, i, floor)
    head = Head(above[0] if above else i, i + 1, number)
    line = lines[i]
    dated = DATE.search(half_width(line.body), length)
    number_piece = Piece(
        "文号", line.body[:length].rstrip(), ((line.begin, line.begin + len(line.body[:length].rstrip())),)
    )
    if above:
        take_title(head, [lines[k] for k in above])
        issuers = head.issuers
        _take_mark(head, lines, head.start, floor, "文件")
        head.issuers = issuers or head.issuers
        head.pieces.append(number_piece)
    else:
        _take_mark(head, lines, i, floor)
        head.pieces.append(number_piece)
        _signer(head, line, length, dated)
        title_below(head, lines, i + 1)
    if dated:
        head.issued = date_of(dated)
        head.pieces.append(Piece("日期", dated[0], ((line.begin + dated.start(), line.begin + dated.end()),)))
    date_below(head, lines)
    return head


def _signer(head: Head, line: Line, length: int, dated: re.Match[str] | None) -> None:
    match = SIGNER.search(line.body, length)
    if match and not dated:
        text = match[0].strip()
        start = line.begin + line.body.index(text, length)
        head.pieces.append(Piece("签发人", text, ((start, start + len(text)),)))


def _title_above(lines: Sequence[Line], i: int, floor: int) -> list[int]:
    """Line numbers of the title group over a number: organ lines and 关于… lines, nothing that ends a sentence."""
    k = i - 1
    while k >= floor and lines[k].blank and i - k < 5:
        k -= 1
    group: list[int] = []
    while k >= floor and len(group) < TITLE_LINES and may_be_title(lines[k]):
        group.insert(0, k)
        k -= 1
    titled = "".join(flat(lines[n].body) for n in group)
    if not group or not (TITLE_END.search(titled) or "关于" in titled):
        return []
    return _with_organs(lines, group, floor)


def _with_organs(lines: Sequence[Line], group: list[int], floor: int) -> list[int]:
    """Begin at the organ: lines before it are not the title; an organ set off by a blank line belongs to it."""
    about = next((n for n in group if flat(lines[n].body).startswith("关于") or "关于" in lines[n].body), None)
    if about is None:
        return group
    first = about
    while first - 1 in group and is_organ(lines[first - 1].body):
        first -= 1
    if first == group[0] == about:
        k = text_before(lines, about, floor)
        while k is not None and is_organ(lines[k].body) and about - k < 6:
            group.insert(0, k)
            first = k
            k = text_before(lines, k, floor)
    return [n for n in group if n >= first]


def _take_mark(head: Head, lines: Sequence[Line], i: int, floor: int, end: str = "") -> None:
    """The red head over the number: XX市人民政府文件, or several organs, one a line; `end` is how it must end."""
    k = text_before(lines, i, floor)
    if end and (k is None or not flat(lines[k].body).endswith(end)):
        return
    marks: list[Line] = []
    while (
        k is not None
        and len(marks) < 5
        and not lines[k].is_cell
        and (_MARK_LINE.fullmatch(lines[k].body) or is_organ(lines[k].body))
        and not SENTENCE.search(lines[k].body)
    ):
        marks.insert(0, lines[k])
        head.start = k
        k = k - 1 if k > floor and not lines[k - 1].blank else None
    if marks:
        head.issuers = tuple(
            re.sub(r"文件$", "", name)
            for line in marks
            for name in organs_in(re.sub(r"\s*文\s*件$", "", line.body))
            if name not in ("文件", "")
        )
        head.pieces.append(
            Piece("标志", "\n".join(line.body for line in marks), tuple((line.begin, line.stop) for line in marks))
        )
