"""A letter as it is printed, whatever it is printed on: the words of Word file, page and preview are the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from county.letters.kinds import KINDS, Head
from county.letters.models import Letter
from county.letters.wording import ROOM, written_day

DEMO = "演示数据"
VOID = "已作废"
# the red name on top fills the width of the text: up to so many characters in this size (points)
MASTHEAD_SIZES = ((9, 48), (12, 36), (16, 27))
SMALLEST = 22


@dataclass(frozen=True, slots=True)
class Sheet:
    """`marks` stand above every page; `by_hand` is who signs beside the seal, empty where the seal is enough. `copies`,
    `printed_by` and `printed_on` are the foot of the last page (版记)."""

    masthead: str
    number: str
    title: str
    to: str
    paragraphs: tuple[str, ...]
    signed: str
    dated: str
    by_hand: tuple[str, ...] = ()
    head: Head = Head.PLAIN
    marks: tuple[str, ...] = ()
    copies: str = ""
    printed_by: str = ""
    printed_on: str = ""

    @property
    def room(self) -> str:
        """The paragraph that is a ruled line."""
        return ROOM

    @property
    def masthead_size(self) -> int:
        """In points."""
        return next((size for longest, size in MASTHEAD_SIZES if len(self.masthead) <= longest), SMALLEST)


def sheet_of(letter: Letter) -> Sheet:
    """What is printed of a letter; in the demo it is marked as such."""
    kind = KINDS[letter.kind]
    marks = [words for words, holds in ((DEMO, settings.DEMO), (VOID, letter.is_voided)) if holds]
    record = kind.head == Head.RECORD
    day, document = written_day(letter.dated), kind.head == Head.DOCUMENT
    return Sheet(
        masthead=letter.issuer_words + ("文件" if document else ""), number=letter.shown_number, title=letter.title,
        to="" if record else f"{letter.to_words}：", paragraphs=tuple(letter.paragraphs),
        signed="" if record else letter.signed_words, dated="" if record else day,
        by_hand=tuple(f"{one.format(post=letter.signatory_post)}：" for one in kind.by_hand),
        head=kind.head, marks=tuple(marks), copies=f"{letter.copy_words}。" if letter.copy_words else "",
        printed_by=letter.issuer_words if document else "", printed_on=f"{day}印发" if document else "",
    )
