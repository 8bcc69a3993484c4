"""The .docx of a letter after GB/T 9704-2012."""

from __future__ import annotations

from county.letters.heads import head_in_text, letterhead
from county.letters.imprint import imprint
from county.letters.kinds import Head
from county.letters.sheet import Sheet
from county.letters.word_file import packed
from county.letters.word_text import (
    A_LINE,
    CHARACTER,
    HEADING,
    LINE,
    NAMES,
    SQUEEZE,
    SUBHEADING,
    TEXT,
    TEXT_WIDTH,
    paragraph,
    run,
)
from county.letters.wording import ROOM

DATE_FROM_EDGE = 4  # characters
ROOM_LINE = 24  # points
RULED = ('<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
         '<w:between w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
SEAL_LINES = 2  # free lines above the signature, for the seal


def document(sheet: Sheet) -> bytes:
    """The file; the same sheet gives the same bytes."""
    text = (_text(one) for one in _closed(sheet))
    body = "".join([head_in_text(sheet), _title(sheet), *text, _end(sheet), imprint(sheet)])
    return packed(body, sheet.marks, letterhead(sheet))


def _title(sheet: Sheet) -> str:
    free = LINE if sheet.head == Head.RECORD else 2 * LINE
    title = paragraph(run(sheet.title, NAMES, 22), side="center", before=free, line=36, style="Title")
    return title + paragraph(run(sheet.to, TEXT, CHARACTER), before=LINE if sheet.to else 0)


def _closed(sheet: Sheet) -> tuple[tuple[str, bool], ...]:
    """Paragraphs, the last one tied to the signature, so that no page holds a signature alone."""
    last = len(sheet.paragraphs) - 1
    return tuple((text, at == last) for at, text in enumerate(sheet.paragraphs))


def _text(closed: tuple[str, bool]) -> str:
    text, keep = closed
    if text == ROOM:
        return paragraph("", line=ROOM_LINE, border=RULED)
    return paragraph(run(text, _font_of(text), CHARACTER), indent=True, keep=keep)


def _font_of(text: str) -> str:
    """A short line that begins as a heading does stands in the font of its level."""
    if len(text) > 30 or text.endswith(("。", "；", "：")):
        return TEXT
    return HEADING if text[1:2] == "、" else SUBHEADING if text.startswith("（") else TEXT


def _end(sheet: Sheet) -> str:
    """Who signs, then office and date, one centred above the other, with room for the seal.

    A record has the signatures alone.
    """
    by_hand = "".join(paragraph(run(one, TEXT, CHARACTER), before=LINE, indent=True, keep=True)
                      for one in sheet.by_hand)
    if not sheet.signed:
        return by_hand
    left = _left_of_end(sheet)
    signed = paragraph(run(sheet.signed, TEXT, CHARACTER), left=left, side="center", before=SEAL_LINES * LINE,
                       keep=True)
    return by_hand + signed + paragraph(run(sheet.dated, TEXT, CHARACTER), left=left, side="center")


def _left_of_end(sheet: Sheet) -> int:
    """Where the block of office and date begins, in twips: the date ends four characters before the edge.

    Both are centred in the block, so that they stay above one another however wide a program prints digits; a very
    long name widens the block and moves the date inwards.
    """
    date_width = sum(0.5 if one.isascii() else 1.0 for one in sheet.dated)
    block = max(date_width + 2 * DATE_FROM_EDGE, min(len(sheet.signed), A_LINE))
    return max(round(TEXT_WIDTH - block * (CHARACTER * 20 + SQUEEZE)), 0)
