"""The order of results as one number: titles first, then the newest document, then the place in the text.

63 bits: 1 for title or text, 22 for the day counted backwards, 20 for the document, 20 for the position. The number
depends on nothing but the passage itself, so a document between two others is added without touching them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongbao.text.unreadable import Unreadable

DAY, DOCUMENT, POSITION = 22, 20, 20
LAST_DAY = (1 << DAY) - 1
ROOM = 1 << DOCUMENT + POSITION
FIRST_TEXT = 1 << DAY + DOCUMENT + POSITION
LAST = 2 * FIRST_TEXT - 1


class CannotIndex(Unreadable):
    """A document that search has no number for; `zh` and `en` say why in one sentence."""


@dataclass(frozen=True, slots=True)
class Range:
    """Keys from `low` to `high`, both included."""

    low: int
    high: int


def key_of(document: int, issued: date | None, position: int, *, title: bool) -> int:
    """The place of a passage among all results; raises CannotIndex where a number has no room."""
    if not 0 <= document < 1 << DOCUMENT or not 0 <= position < 1 << POSITION:
        raise CannotIndex(
            f"第 {document} 号文件第 {position} 段超出检索能编排的范围（1,048,575），请把文件拆开后再导入。",
            f"Document {document}, passage {position}: search numbers no more than 1,048,575; split the file.",
        )
    return _zone(title) | _days_back(issued) << DOCUMENT + POSITION | document << POSITION | position


def of_document(document: int, issued: date | None) -> list[Range]:
    """Where the passages of one document are, in the order of results."""
    first, last = (key_of(document, issued, position, title=True) for position in (0, (1 << POSITION) - 1))
    return [Range(_zone(title) | first, _zone(title) | last) for title in (True, False)]


def of_days(first: date | None, last: date | None) -> list[Range]:
    """Where the documents of these days are, both included; a document without a date is on no day."""
    low = _days_back(last or date.max) * ROOM
    high = (_days_back(first or date.min) + 1) * ROOM - 1
    return [Range(_zone(title) | low, _zone(title) | high) for title in (True, False)] if low < high else []


def both(ranges: list[Range], others: list[Range]) -> list[Range]:
    """What lies in both."""
    met = (Range(max(one.low, two.low), min(one.high, two.high)) for one in ranges for two in others)
    return [part for part in met if part.low <= part.high]


def _zone(title: bool) -> int:
    return 0 if title else FIRST_TEXT


def _days_back(issued: date | None) -> int:
    return LAST_DAY - issued.toordinal() if issued else LAST_DAY
