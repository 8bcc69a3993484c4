"""A letter as it is printed, whatever it is printed on: the words of Word file, page and preview are the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from county.letters.kinds import KINDS
from county.letters.models import Letter
from county.letters.wording import written_day

DEMO = "演示数据"
VOID = "已作废"
# the red name on top fills the width of the text: up to so many characters in this size (points)
MASTHEAD_SIZES = ((9, 48), (12, 36), (16, 27))
SMALLEST = 22


@dataclass(frozen=True, slots=True)
class Sheet:
    """`marks` stand above every page; `by_hand` is who signs beside the seal, empty where the seal is enough."""

    masthead: str
    number: str
    title: str
    to: str
    paragraphs: tuple[str, ...]
    signed: str
    dated: str
    by_hand: str = ""
    as_document: bool = False
    marks: tuple[str, ...] = ()

    @property
    def masthead_size(self) -> int:
        """In points."""
        return next((size for longest, size in MASTHEAD_SIZES if len(self.masthead) <= longest), SMALLEST)


def sheet_of(letter: Letter) -> Sheet:
    """What is printed of a letter; in the demo it is marked as such."""
    kind = KINDS[letter.kind]
    marks = [words for words, holds in ((DEMO, settings.DEMO), (VOID, letter.is_voided)) if holds]
    return Sheet(
        masthead=letter.issuer_words + kind.masthead, number=letter.shown_number, title=letter.title,
        to=f"{letter.to_words}：", paragraphs=tuple(letter.paragraphs), signed=letter.signed_words,
        dated=written_day(letter.dated), by_hand=f"{letter.signatory_post}：" if kind.by_hand else "",
        as_document=bool(kind.masthead), marks=tuple(marks),
    )
