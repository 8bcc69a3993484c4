"""The top of the first page: the head of a document (文件), or of a letter (信函) with its two double lines."""

from __future__ import annotations

from county.letters.kinds import Head
from county.letters.sheet import Sheet
from county.letters.word_file import Letterhead
from county.letters.word_text import CHARACTER, LINE, NAMES, RED, TEXT, line_below, paragraph, run

MARKS_TO_NAME = 43  # points: from the marks, 15 mm below the edge, to a letter's name, 30 mm below it
WIDER_LEFT, WIDER_RIGHT = -454, -340  # twips: a double line is 170 mm wide and centred on the page
LINE_TO_NUMBER = 8  # points, with the room inside a line of text seven eighths of a character


def head_in_text(sheet: Sheet) -> str:
    """What of the head runs with the text."""
    number = run(sheet.number, TEXT, CHARACTER)
    if sheet.head in (Head.LETTER, Head.RECORD):
        return paragraph(number, side="right")
    name = _name(sheet, before=99 if sheet.head == Head.DOCUMENT else 0)  # 35 mm below the edge of the text
    return name + paragraph(number, side="center", before=2 * LINE, border=line_below("single", 18, 11, RED))


def letterhead(sheet: Sheet) -> Letterhead | None:
    """What of a letter's head stands outside the text; other formats have nothing there."""
    if sheet.head != Head.LETTER:
        return None
    upper = line_below("thickThinSmallGap", 24, 11, RED)
    name = _name(sheet, border=upper, left=WIDER_LEFT, right=WIDER_RIGHT)
    lower = paragraph("", line=1, border=line_below("thinThickSmallGap", 24, 1, RED), left=WIDER_LEFT,
                      right=WIDER_RIGHT)
    rise = round(sheet.masthead_size * 0.15)  # a line of type begins above its characters
    return Letterhead(MARKS_TO_NAME - rise, name + paragraph("", line=LINE_TO_NUMBER), lower)


def _name(sheet: Sheet, *, before: int = 0, border: str = "", left: int = 0, right: int = 0) -> str:
    size = sheet.masthead_size
    return paragraph(run(sheet.masthead, NAMES, size, RED), side="center", before=before, line=round(size * 1.3),
                     border=border, left=left, right=right)
