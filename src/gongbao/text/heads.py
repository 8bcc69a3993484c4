"""Where each document of a gazette begins, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongbao.text.labels import label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Piece
from gongbao.text.numerals import DATE, NUMBER, date_of, half_width, normal_number
from gongbao.text.titles import SENTENCE, TITLE_END, is_organ, may_be_title, organs_in, text_before

_NUMBER_LINE = re.compile(rf"(?P<number>{NUMBER.pattern})(?P<rest>.*)")
_ORDER_NUMBER = re.compile(
    r"[（(]?(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?第\s*(?P<no>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*号[）)]?"
)
_MARK_LINE = re.compile(r".{2,40}(?:文\s*件|令|公告|通告)|文\s*件")
_SIGNER = re.compile(r"\s*签发人[:：].*")
_ONE_LINE = re.compile(
    r"(?P<title>.{0,40}关于[^。；]{2,80}?(?:通知|通告|公告|通报|意见|决定|批复|函|报告|办法|方案))"
    r"(?P<number>\s*[\u4e00-\u9fff]{2,8}\s*[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*\d{1,5}\s*号)"
)
_PERIODICAL = re.compile(
    r"[（(]?(?:[〔\[（(]?(?P<year>(?:19|20)\d\d)[〕\]）)]?年?)?\s*"
    r"第\s*(?P<no>\d{1,4})\s*(?:期|次|号)(?:[（(]总第?\s*\d+\s*期[）)])?[）)]?"
)
_LED_BY_ORGAN = re.compile(r"(.{3,30}?(?:人民政府|办公室|办公厅|委员会|局|厅|院))(关于.+|公告|通告|公示)")
_OF_ORGAN = re.compile(r"(.{3,20}?(?:人民政府|委员会|办公室))(?:第?[^，。]{0,8}会议纪要|[^，。]{0,10}任免)")
_BLANK_NUMBER = re.compile(r"(?P<prefix>[\u4e00-\u9fff]{2,8})\s*[〔\[【(（](?P<year>(?:19|20)\d\d)[〕\]】)）]\s*号")
_ABOUT = re.compile(r"关于.{2,80}(?:通知|通告|公告|通报|意见|决定|批复|函|报告|公示|说明)(?:[（(].{1,10}[）)])?$")
_APPOINTMENTS = re.compile(
    r".{2,20}(?:人民政府|委员会|委)(?:(?:19|20)\d\d年)?(?:\d{1,2}月份?)?(?:人事)?任免(?:名单|事项|通知)?"
)
_BARE_TITLE = re.compile(r".{0,40}(?:公告|通告|公示|命令)")
_HINT = re.compile("[号期次]")
_ADDRESSEES = re.compile(r"[^。；]{2,400}[：:]$")
_TITLE_LINES = 6


@dataclass(slots=True)
class Head:
    """Line numbers [start, stop) of a document's head, and what stands in it."""

    start: int
    stop: int
    number: str = ""
    issued: date | None = None
    issuers: tuple[str, ...] = ()
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    order: bool = False


def heads_of(lines: Sequence[Line]) -> list[Head]:
    """Every head in order; none overlap."""
    heads: list[Head] = []
    i = 0
    while i < len(lines):
        head = _numbered(lines, i, heads[-1].stop if heads else 0) or _unnumbered(lines, i, bool(heads))
        if head is not None:
            heads.append(head)
            i = max(head.stop, i + 1)
        else:
            i += 1
    return heads


def _in_one_line(lines: Sequence[Line], i: int) -> Head | None:
    """关于…的通知某政办〔2021〕33号: a title and its number on one line."""
    line = lines[i]
    if len(line.body) > 140 or line.is_cell:
        return None
    match = _ONE_LINE.fullmatch(half_width(line.body))
    number = NUMBER.fullmatch(match["number"].strip()) if match else None
    if not match or not number:
        return None
    head = Head(i, i + 1, normal_number(number))
    _take_title(head, [Line(line.begin, line.begin + match.end("title"), line.body[: match.end("title")])])
    text = match["number"].strip()
    start = line.begin + line.body.index(text, match.end("title"))
    head.pieces.append(Piece("文号", text, ((start, start + len(text)),)))
    _date_below(head, lines)
    return head


def _minutes(lines: Sequence[Line], i: int, floor: int) -> Head | None:
    """〔2021〕第8期 below a line that ends in 纪要, 简报 or 通报."""
    match = _PERIODICAL.fullmatch(half_width(lines[i].body)) if len(lines[i].body) < 40 else None
    above = text_before(lines, i, floor)
    if not match or above is None or not re.search(r"(?:纪要|简报|通报|专报|动态)$", flat(lines[above].body)):
        return None
    head = Head(
        above, i + 1, f"〔{match['year']}〕第{int(match['no'])}期" if match["year"] else f"第{int(match['no'])}期"
    )
    _take_title(head, [lines[above]])
    head.pieces.append(Piece("文号", lines[i].body, ((lines[i].begin, lines[i].stop),)))
    _date_below(head, lines)
    return head


def number_in(line: Line) -> tuple[str, str, int] | None:
    """(number, what stands behind it, its length) when the line is a document number and perhaps a date."""
    if len(line.text) > 160 or not line.body or line.is_cell or line.body[-1] in "。：:；":
        return None
    text = half_width(line.body)
    match = _NUMBER_LINE.fullmatch(text)
    if match and re.fullmatch(r"\s*", _SIGNER.sub("", DATE.sub("", match["rest"], count=1))):
        return normal_number(match), match["rest"], match.end("number")
    unnumbered = _BLANK_NUMBER.fullmatch(text)
    if unnumbered:
        return f"{unnumbered['prefix']}〔{unnumbered['year']}〕号", "", len(text)
    return None


def _numbered(lines: Sequence[Line], i: int, floor: int) -> Head | None:
    if not _HINT.search(lines[i].body):
        return None
    found = number_in(lines[i])
    if found is None:
        return _ordered(lines, i, floor) or _in_one_line(lines, i) or _minutes(lines, i, floor)
    number, _rest, length = found
    above = _title_above(lines, i, floor)
    head = Head(above[0] if above else i, i + 1, number)
    line = lines[i]
    dated = DATE.search(half_width(line.body), length)
    number_piece = Piece(
        "文号", line.body[:length].rstrip(), ((line.begin, line.begin + len(line.body[:length].rstrip())),)
    )
    if above:
        _take_title(head, [lines[k] for k in above])
        issuers = head.issuers
        _take_mark(head, lines, head.start, floor, "文件")
        head.issuers = issuers or head.issuers
        head.pieces.append(number_piece)
    else:
        _take_mark(head, lines, i, floor)
        head.pieces.append(number_piece)
        _signer(head, line, length, dated)
        _title_below(head, lines, i + 1)
    if dated:
        head.issued = date_of(dated)
        head.pieces.append(Piece("日期", dated[0], ((line.begin + dated.start(), line.begin + dated.end()),)))
    _date_below(head, lines)
    return head


def _signer(head: Head, line: Line, length: int, dated: re.Match[str] | None) -> None:
    match = _SIGNER.search(line.body, length)
    if match and not dated:
        text = match[0].strip()
        start = line.begin + line.body.index(text, length)
        head.pieces.append(Piece("签发人", text, ((start, start + len(text)),)))


def _ordered(lines: Sequence[Line], i: int, floor: int) -> Head | None:
    """第12号 below a line that ends in 令, 公告 or 通告; or both on one line."""
    line = lines[i]
    match = _ORDER_NUMBER.fullmatch(line.body)
    above = text_before(lines, i, floor)
    if (
        not match
        or above is None
        or not re.search(r"(?:令|公告|通告)$", lines[above].body)
        or len(lines[above].body) > 40
    ):
        return None
    mark = lines[above]
    head = Head(above, i + 1, half_width(re.sub(r"[\s（()）]", "", match[0])))
    head.issuers = (re.sub(r"(?:令|公告|通告)$", "", flat(mark.body)),)
    head.pieces = [
        Piece("标志", mark.body, ((mark.begin, mark.stop),)),
        Piece("文号", line.body, ((line.begin, line.stop),)),
    ]
    _title_below(head, lines, i + 1)
    if not head.title:
        head.title, head.order = flat(mark.body), True
    return head


def _title_above(lines: Sequence[Line], i: int, floor: int) -> list[int]:
    """Line numbers of the title group over a number: organ lines and 关于… lines, nothing that ends a sentence."""
    k = i - 1
    while k >= floor and lines[k].blank and i - k < 5:
        k -= 1
    group: list[int] = []
    while k >= floor and len(group) < _TITLE_LINES and may_be_title(lines[k]):
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


def _take_title(head: Head, group: Sequence[Line]) -> None:
    organs = 0
    while (
        organs < len(group) - 1
        and is_organ(group[organs].body)
        and any("关于" in line.body for line in group[organs + 1 :])
    ):
        organs += 1
    issuers = [name for line in group[:organs] for name in organs_in(line.body)]
    title = "".join(flat(line.body) for line in group[organs:])
    leading = group[organs].body.partition("关于")
    several = organs_in(leading[0])
    if not issuers and leading[1] and len(several) > 1:
        issuers, title = several, title[title.index("关于") :]
    inner = re.match(
        r"(.{3,30}?(?:人民政府|办公室|办公厅|委员会|局|厅|院))(关于.+|公告|通告|公示)",
        title,
    )
    if not issuers and inner and is_organ(inner[1]):
        issuers, title = [inner[1]], inner[2]
    meeting = _OF_ORGAN.match(title)
    if not issuers and meeting and is_organ(meeting[1]):
        issuers = [meeting[1]]
    head.issuers = tuple(issuers) or head.issuers
    head.title = title
    spans = tuple((line.begin, line.stop) for line in group)
    head.pieces.append(Piece("标题", "\n".join(line.body for line in group), spans))


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


def _title_below(head: Head, lines: Sequence[Line], i: int) -> None:
    """The title group under a number, up to a blank line, the addressees or a sentence."""
    k = i
    while k < len(lines) and lines[k].blank and k - i < 6:
        k += 1
    group: list[Line] = []
    while (
        k < len(lines)
        and len(group) < _TITLE_LINES
        and may_be_title(lines[k])
        and not label_of(lines[k].body[:24])
        and number_in(lines[k]) is None
    ):
        group.append(lines[k])
        k += 1
        if group and TITLE_END.search(flat(group[-1].body)) and k < len(lines) and not may_be_title(lines[k]):
            break
    organs_only = bool(group) and all(is_organ(line.body) for line in group)
    if organs_only:
        m = k
        while m < len(lines) and lines[m].blank and m - k < 3:
            m += 1
        more: list[Line] = []
        while (
            m < len(lines) and len(more) < _TITLE_LINES and may_be_title(lines[m]) and not label_of(lines[m].body[:24])
        ):
            more.append(lines[m])
            m += 1
        if more and "关于" in more[0].body:
            group, k = group + more, m
    if group:
        _take_title(head, group)
        head.stop = k


def _date_below(head: Head, lines: Sequence[Line]) -> None:
    """A date alone on the line under the number or the title, perhaps in brackets."""
    k = head.stop
    while k < len(lines) and lines[k].blank and k - head.stop < 3:
        k += 1
    if head.issued is None and k < len(lines):
        match = re.fullmatch(rf"[（(]?{DATE.pattern}[）)]?", half_width(lines[k].body))
        if match:
            head.issued = date_of(match)
            head.pieces.append(Piece("日期", lines[k].body, ((lines[k].begin, lines[k].stop),)))
            head.stop = k + 1


def _unnumbered(lines: Sequence[Line], i: int, later: bool) -> Head | None:
    """A head without a number: organ and 关于… title, then addressees, at the beginning or behind a closing."""
    if not may_be_title(lines[i]) or (i and not lines[i - 1].blank):
        return None
    group: list[Line] = []
    k = i
    while k < len(lines) and len(group) < _TITLE_LINES and may_be_title(lines[k]) and not label_of(lines[k].body[:24]):
        group.append(lines[k])
        k += 1
    text = "".join(flat(line.body) for line in group)
    if _APPOINTMENTS.fullmatch(text) and (not i or lines[i - 1].blank):
        head = Head(i, k)
        _take_title(head, group)
        return head
    first = not later and all(line.blank for line in lines[:i])
    if first and TITLE_END.search(text) and 5 <= len(text) <= 60 and "公报" not in text and not number_near(lines, k):
        head = Head(i, k)
        _take_title(head, group)
        _date_below(head, lines)
        return head
    bare = _BARE_TITLE.fullmatch(text) and (is_organ(group[0].body) or i == 0) and _begins_document(lines, i, later)
    if not bare and not _ABOUT.search(text):
        return None
    organ = bool(bare) or is_organ(group[0].body)
    organ = organ or bool(re.match(r".{3,30}?(?:人民政府|办公室|委员会|局|厅|院)关于", text))
    if number_near(lines, k) or not (organ or _begins_document(lines, i, later)):
        return None
    head = Head(i, k)
    _take_title(head, group)
    _date_below(head, lines)
    addressed = k < len(lines) and bool(_ADDRESSEES.fullmatch(lines[k].body))
    if later and not _begins_document(lines, i, later) and not (is_organ(group[0].body) and (head.issued or addressed)):
        return None
    return head


def number_near(lines: Sequence[Line], k: int) -> bool:
    """A number stands on one of the next lines: the head is that number's."""
    texts = 0
    for line in lines[k : k + 8]:
        if line.blank:
            continue
        if number_in(line) or _ORDER_NUMBER.fullmatch(line.body):
            return True
        texts += 1
        if texts > 1:
            return False
    return False


def _begins_document(lines: Sequence[Line], i: int, later: bool) -> bool:
    """Nothing but blank lines before, or a closing date, or a printed rule."""
    k = text_before(lines, i, 0) if i else None
    if k is None:
        return not later or i - 5 > 0
    before = half_width(lines[k].body)
    return (bool(re.search(rf"(?:{DATE.pattern})[）)]?$", before)) and len(before) < 40) or before.startswith(
        ("（此件", "(此件", "抄送")
    )
