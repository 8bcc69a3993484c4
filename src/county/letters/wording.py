"""From what was typed to the words of a letter. What is missing is refused, never printed as a blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from county.letters.fields import Field
from county.letters.kinds import Kind
from county.letters.refusals import Refused

CODE = re.compile(r"[\u4e00-\u9fff]{2,12}")
LONGEST = 3000
# what XML cannot hold, and characters that turn the direction of a text
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
ROOM = "＿"  # a paragraph that is a ruled line, to be written on by hand
ROOM_LINES = 4
_BLANK = re.compile(r"\{\w*\}")


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    paragraphs: tuple[str, ...]


def written_day(value: date) -> str:
    """2020年12月15日, as a letter prints it."""
    return f"{value.year}年{value.month}月{value.day}日"


def filled(kind: Kind, values: Mapping[str, object], *, several: bool = False, rows: Iterable[str] = (),
           more: Iterable[str] = ()) -> Words:
    """Title and paragraphs of a kind: `rows` numbered after the first, `more` before the closing words.

    Refused: a field is missing, or the list of a kind that has one.
    """
    said = {one.id: _said(one, values.get(one.id)) for one in kind.fields}
    said["you"] = "各单位" if several else "你单位"
    first, *others = (_body(kind, pattern, said) for pattern in kind.paragraphs)
    extra = [line.strip() for line in more if line.strip()]
    body = [*first, *_numbered(kind, rows), *(text for texts in others for text in texts)]
    return Words(kind.title.format_map(said), (*body, *extra, kind.closing))


def overdue_row(title: str, due: date, days: int) -> str:
    """A row of the list of overdue matters: what, by when, how many days late."""
    return f"{title}，应于{written_day(due)}前办结，已逾期{days}天"


def _body(kind: Kind, pattern: str, said: Mapping[str, str]) -> list[str]:
    """The paragraph of a pattern; below it ruled lines where it is to be written by hand."""
    by_hand = any(f"{{{one.id}}}" in pattern and not said[one.id] for one in kind.fields)
    return [pattern.format_map(said), *([ROOM] * ROOM_LINES if by_hand else [])]


def _numbered(kind: Kind, rows: Iterable[str]) -> list[str]:
    """The rows as paragraphs 1. to the last, each closed by a stop."""
    listed = [row.strip().rstrip("。；;，,") for row in rows] if kind.listed else []
    kept = [row for row in listed if row]
    if kind.listed and not kept:
        raise Refused(_("请填“%(field)s”，没有填就不能成文。") % {"field": _(kind.listed)}, "rows")
    return [f"{at}．{row}{'。' if at == len(kept) else '；'}" for at, row in enumerate(kept, 1)]


def _said(field: Field, value: object) -> str:
    if isinstance(value, date):
        return written_day(value)
    text = re.sub(r"\s*\n\s*", "", value).strip().rstrip("。；;，,") if isinstance(value, str) else ""
    if not text and not field.by_hand:
        says = _("请填“%(field)s”，没有填就不能成文。") % {"field": _(field.label)}
        raise Refused(says, field.id)
    return f"{text}。" if text and field.by_hand else text


def require_words(title: str, paragraphs: Sequence[str], *others: str) -> None:
    """Refused: a text is missing, too long, not filled in or not printable."""
    if not title.strip() or len(title) > 200:
        raise Refused(_("请填标题，最多 200 个字。"), "title")
    if not paragraphs or not all(isinstance(one, str) and one.strip() for one in paragraphs):
        raise Refused(_("请写正文，每一段都要有内容。"), "paragraphs")
    for text in (title, *paragraphs, *others):
        _require_printable(text)


def _require_printable(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(_("一段最多 %(limit)s 个字，请分成几段。") % {"limit": LONGEST}, "paragraphs")
    if _UNPRINTABLE.search(text):
        raise Refused(_("“%(text)s”里有打印不出的字符，请重新输入。") % {"text": _UNPRINTABLE.sub("□", text)[:20]})
    blank = _BLANK.search(text)
    if blank:
        raise Refused(_("正文里还有没填的空：%(blank)s。") % {"blank": blank[0]}, "paragraphs")


def require_code(code: str) -> str:
    """The office's own code for its letters. Refused: not two to twelve Chinese characters."""
    if not CODE.fullmatch(code):
        raise Refused(_("机关代字要写成 2 到 12 个汉字，例如“清政督”。"), "code")
    return code
