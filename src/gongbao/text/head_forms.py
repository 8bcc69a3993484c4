"""Heads in other forms: orders, minutes, title and number on one line, and documents without a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongbao.text.head import TITLE_LINES, Head, date_below, number_in, take_title, title_below
from gongbao.text.labels import label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Piece
from gongbao.text.numerals import DATE, NUMBER, half_width, normal_number
from gongbao.text.titles import TITLE_END, is_organ, may_be_title, text_before

_ORDER_NUMBER = re.compile(
    r"[（(]?(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?第\s*(?P<no>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*号[）)]?"
)
_ONE_LINE = re.compile(
    r"(?P<title>.{0,40}关于[^。；]{2,80}?(?:通知|通告|公告|通报|意见|决定|批复|函|报告|办法|方案))"
    r"(?P<number>\s*[\u4e00-\u9fff]{2,8}\s*[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*\d{1,5}\s*号)"
)
_PERIODICAL = re.compile(
    r"[（(]?(?:[〔\[（(]?(?P<year>(?:19|20)\d\d)[〕\]）)]?年?)?\s*"
    r"第\s*(?P<no>\d{1,4})\s*(?:期|次|号)(?:[（(]总第?\s*\d+\s*期[）)])?[）)]?"
)
_ABOUT = re.compile(r"关于.{2,80}(?:通知|通告|公告|通报|意见|决定|批复|函|报告|公示|说明)(?:[（(].{1,10}[）)])?$")
_APPOINTMENTS = re.compile(
    r".{2,20}(?:人民政府|委员会|委)(?:(?:19|20)\d\d年)?(?:\d{1,2}月份?)?(?:人事)?任免(?:名单|事项|通知)?"
)
_BARE_TITLE = re.compile(r".{0,40}(?:公告|通告|公示|命令)")
_ADDRESSEES = re.compile(r"[^。；]{2,400}[：:]$")


def title_and_number(lines: Sequence[Line], i: int) -> Head | None:
    """关于…的通知某政办〔2021〕33号: a title and its number on one line."""
    line = lines[i]
    if len(line.body) > 140 or line.is_cell:
        return None
    match = _ONE_LINE.fullmatch(half_width(line.body))
    number = NUMBER.fullmatch(match["number"].strip()) if match else None
    if not match or not number:
        return None
    head = Head(i, i + 1, normal_number(number))
    take_title(head, [Line(line.begin, line.begin + match.end("title"), line.body[: match.end("title")])])
    text = match["number"].strip()
    start = line.begin + line.body.index(text, match.end("title"))
    head.pieces.append(Piece("文号", text, ((start, start + len(text)),)))
    date_below(head, lines)
    return head


def minutes(lines: Sequence[Line], i: int, floor: int) -> Head | None:
    """〔2021〕第8期 below a line that ends in 纪要, 简报 or 通报."""
    match = _PERIODICAL.fullmatch(half_width(lines[i].body)) if len(lines[i].body) < 40 else None
    above = text_before(lines, i, floor)
    if not match or above is None or not re.search(r"(?:纪要|简报|通报|专报|动态)$", flat(lines[above].body)):
        return None
    head = Head(
        above, i + 1, f"〔{match['year']}〕第{int(match['no'])}期" if match["year"] else f"第{int(match['no'])}期"
    )
    take_title(head, [lines[above]])
    head.pieces.append(Piece("文号", lines[i].body, ((lines[i].begin, lines[i].stop),)))
    date_below(head, lines)
    return head


def order(lines: Sequence[Line], i: int, floor: int) -> Head | None:
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
    title_below(head, lines, i + 1)
    if not head.title:
        head.title, head.order = flat(mark.body), True
    return head


def without_number(lines: Sequence[Line], i: int, later: bool) -> Head | None:
    """A head without a number: organ and 关于… title, then addressees, at the beginning or behind a closing."""
    if not may_be_title(lines[i]) or (i and not lines[i - 1].blank):
        return None
    group: list[Line] = []
    k = i
    while k < len(lines) and len(group) < TITLE_LINES and may_be_title(lines[k]) and not label_of(lines[k].body[:24]):
        group.append(lines[k])
        k += 1
    text = "".join(flat(line.body) for line in group)
    if _APPOINTMENTS.fullmatch(text) and (not i or lines[i - 1].blank):
        head = Head(i, k)
        take_title(head, group)
        return head
    first = not later and all(line.blank for line in lines[:i])
    if first and TITLE_END.search(text) and 5 <= len(text) <= 60 and "公报" not in text and not number_near(lines, k):
        head = Head(i, k)
        take_title(head, group)
        date_below(head, lines)
        return head
    bare = _BARE_TITLE.fullmatch(text) and (is_organ(group[0].body) or i == 0) and _begins_document(lines, i)
    if not bare and not _ABOUT.search(text):
        return None
    organ = bool(bare) or is_organ(group[0].body)
    organ = organ or bool(re.match(r".{3,30}?(?:人民政府|办公室|委员会|局|厅|院)关于", text))
    if number_near(lines, k) or not (organ or _begins_document(lines, i)):
        return None
    head = Head(i, k)
    take_title(head, group)
    date_below(head, lines)
    addressed = k < len(lines) and bool(_ADDRESSEES.fullmatch(lines[k].body))
    if later and not _begins_document(lines, i) and not (is_organ(group[0].body) and (head.issued or addressed)):
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


def _begins_document(lines: Sequence[Line], i: int) -> bool:
    """Nothing but blank lines near before, or a closing date, or a note of the print office."""
    k = text_before(lines, i, 0)
    if k is None:
        return True
    before = half_width(lines[k].body)
    dated = len(before) < 40 and re.search(rf"(?:{DATE.pattern})[）)]?$", before)
    return bool(dated) or before.startswith(("（此件", "(此件", "抄送"))
