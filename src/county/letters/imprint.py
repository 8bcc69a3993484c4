"""The foot of a letter's last page (版记): who gets a copy, who printed it and when."""

from __future__ import annotations

from county.letters.sheet import Sheet
from county.letters.word_text import SMALL, TEXT, TEXT_WIDTH, paragraph, run

A_CHARACTER = SMALL * 20  # twips
LINE = 24  # points
COPY = "抄送："
LEFT_EDGE = 1587  # twips from the edge of the page: LibreOffice lets a table as wide as the text float only from there
_PLACE = (f'<w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{LEFT_EDGE}" w:tblpYSpec="bottom"/>'
          '<w:tblOverlap w:val="never"/>')


def imprint(sheet: Sheet) -> str:
    """A table at the foot of the page on which the text ends; nothing where the letter has neither.

    Only a document's has lines, office and day.
    """
    rows = [_copies(sheet.copies)] if sheet.copies else []
    rows += [_printed(sheet)] if sheet.printed_by else []
    if not rows:
        return ""
    borders = _BORDERS if sheet.printed_by else ""
    about = (f'<w:tblPr>{_PLACE}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
             f'{_MARGINS}</w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>')
    return f'<w:tbl>{about}{"".join(_row(one) for one in rows)}</w:tbl>' + paragraph("", line=1)


def _copies(words: str) -> str:
    return paragraph(run(COPY + words, TEXT, SMALL), line=LINE, left=(1 + len(COPY)) * A_CHARACTER,
                     right=A_CHARACTER, hanging=len(COPY) * A_CHARACTER, keep=True)


def _printed(sheet: Sheet) -> str:
    """The office on the left, the day on the right, one character from the edges."""
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - A_CHARACTER}"/></w:tabs>'
    runs = run(sheet.printed_by, TEXT, SMALL) + "<w:r><w:tab/></w:r>" + run(sheet.printed_on, TEXT, SMALL)
    return paragraph(runs, line=LINE, left=A_CHARACTER, border=stop)


def _row(cell: str) -> str:
    return (f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>'
            f'{cell}</w:tc></w:tr>')


def _line(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


# the first and the last line 0.35 mm, those between 0.25 mm
_BORDERS = f'<w:tblBorders>{_line("top", 8)}{_line("bottom", 8)}{_line("insideH", 6)}</w:tblBorders>'
_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
