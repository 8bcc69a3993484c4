"""Days and limits by which something must be done, with the event from which a limit runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongbao.text.claims import Claims
from gongbao.text.model import Deadline
from gongbao.text.numerals import half_width
from gongbao.text.obligations.days import days, whole_day
from gongbao.text.obligations.limits import Hit, leads, limits, nth_days, whole_limit
from gongbao.text.obligations.periods import parts, phases, years
from gongbao.text.obligations.recurring import recurring
from gongbao.text.passages import Passage

_HINT = re.compile(
    r"[内前底末旬]|超过|20\d\d年|未评|次月|季度|年终|半年|完成|完工|建成|竣工|投入使用|投用|交付|迟于|晚于|最[迟晚]|缩短|压缩|时限|期限|限时|限期|阶段|月\d+日|当[日天]|截止|个工作日|；"
)
_FINDERS = (phases, recurring, nth_days, limits, leads, days, years, parts)
_TIME_COLUMN = re.compile(r"时限|期限|完成时间|办结时间|整改时间|时间(?:节点|进度|安排)|进度|截止")
_END_OF_MARK = re.compile(r"[；;，,](?P<day>[^；;，,（）()【】]{2,14})[）)】〕]")
_MARK = re.compile(r"[（(【〔][^（）()【】]{0,120}(?:负责|牵头|责任|配合|会同)[^（）()【】]{0,120}$")


def deadlines_of(passage: Passage, issued: date | None) -> Iterator[Deadline]:
    """The deadlines of a passage in order; `issued` supplies a year that is not printed."""
    timed = bool(passage.row and _TIME_COLUMN.search(passage.head))
    if not timed and not _HINT.search(passage.text):
        return
    text = half_width(passage.text)
    claims = Claims(len(text))
    hits = [hit for finder in _FINDERS for hit in finder(text, issued) if claims.take(hit.start, hit.end)]
    hits.extend(hit for hit in _in_marks(text, issued) if claims.take(hit.start, hit.end))
    if timed and not hits:
        hits.extend(hit for hit in (whole_day(text, issued), whole_limit(text)) if hit)
    for hit in sorted(hits, key=lambda h: h.start):
        span = passage.span(hit.start, hit.end)
        yield Deadline(
            passage.text[hit.start : hit.end], passage.at, span, hit.iso, hit.amount, hit.unit, hit.from_, hit.inferred
        )


def _in_marks(text: str, issued: date | None) -> Iterator[Hit]:
    """（县甲局负责；2022年12月）: the day behind the units of a mark."""
    for match in _END_OF_MARK.finditer(text):
        hit = whole_day(match["day"], issued)
        if hit and _MARK.search(text, max(0, match.start() - 160), match.start()):
            first = match.start("day")
            yield replace(hit, start=first, end=first + len(match["day"]))
