"""The .docx of a letter after GB/T 9704-2012. Lengths in the file are twips (1/20 point), sizes half points."""

from __future__ import annotations

from xml.sax.saxutils import escape

from county.letters.sheet import Sheet
from county.letters.word_file import packed

NAMES = "方正小标宋简体"  # titles
TEXT = "仿宋_GB2312"
HEADING, SUBHEADING = "黑体", "楷体_GB2312"
RED = "FF0000"
CHARACTER = 16  # points: 三号
LINE = 28  # points between lines, 22 lines a page
A_LINE = 28  # characters
TEXT_WIDTH = 8845  # twips: 156 mm
DATE_FROM_EDGE = 4  # characters
SQUEEZE = -5  # twips a character: 28 of them in 156 mm
# no extra blank between characters and digits, which would make some dates wider than others
DENSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
SEAL_LINES = 2  # free lines above the signature, for the seal


def document(sheet: Sheet) -> bytes:
    """The file; the same sheet gives the same bytes."""
    body = "".join([_head(sheet), _title(sheet), *(_text(one) for one in _closed(sheet)), _end(sheet)])
    return packed(body, sheet.marks)


def _head(sheet: Sheet) -> str:
    """Name in red, number, red line. A document (文件) begins 35 mm below the edge of the text."""
    size = sheet.masthead_size
    name = _paragraph(_run(sheet.masthead, NAMES, size, RED), center=True, before=99 if sheet.as_document else 0,
                      line=round(size * 1.3))
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="{RED}"/></w:pBdr>'
    return name + _paragraph(_run(sheet.number, TEXT, CHARACTER), center=True, before=2 * LINE, border=line)


def _title(sheet: Sheet) -> str:
    title = _paragraph(_run(sheet.title, NAMES, 22), center=True, before=2 * LINE, line=36, style="Title")
    return title + _paragraph(_run(sheet.to, TEXT, CHARACTER), before=LINE)


def _closed(sheet: Sheet) -> tuple[tuple[str, bool], ...]:
    """Paragraphs, the last one tied to the signature, so that no page holds a signature alone."""
    last = len(sheet.paragraphs) - 1
    return tuple((text, at == last) for at, text in enumerate(sheet.paragraphs))


def _text(paragraph: tuple[str, bool]) -> str:
    text, keep = paragraph
    font = _font_of(text)
    return _paragraph(_run(text, font, CHARACTER), indent=True, keep=keep)


def _font_of(text: str) -> str:
    """A short line that begins as a heading does stands in the font of its level."""
    if len(text) > 30 or text.endswith(("。", "；", "：")):
        return TEXT
    return HEADING if text[1:2] == "、" else SUBHEADING if text.startswith("（") else TEXT


def _end(sheet: Sheet) -> str:
    """Who signs, then office and date, one centred above the other, with room for the seal."""
    by_hand = _paragraph(_run(sheet.by_hand, TEXT, CHARACTER), before=LINE, indent=True, keep=True)
    left = _left_of_end(sheet)
    signed = _paragraph(_run(sheet.signed, TEXT, CHARACTER), left=left, center=True, before=SEAL_LINES * LINE,
                        keep=True)
    dated = _paragraph(_run(sheet.dated, TEXT, CHARACTER), left=left, center=True)
    return (by_hand if sheet.by_hand else "") + signed + dated


def _left_of_end(sheet: Sheet) -> int:
    """Where the block of office and date begins, in twips: the date ends four characters before the edge.

    Both are centred in the block, so that they stay above one another however wide a program prints digits; a very
    long name widens the block and moves the date inwards.
    """
    date_width = sum(0.5 if one.isascii() else 1.0 for one in sheet.dated)
    block = max(date_width + 2 * DATE_FROM_EDGE, min(len(sheet.signed), A_LINE))
    return max(round(TEXT_WIDTH - block * (CHARACTER * 20 + SQUEEZE)), 0)


def _run(text: str, font: str, size: int, color: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    painted = f'<w:color w:val="{color}"/>' if color else ""
    squeezed = f'<w:spacing w:val="{SQUEEZE}"/>' if size == CHARACTER else ""
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    sized = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    return f"<w:r><w:rPr>{fonts}{painted}{squeezed}{sized}</w:rPr>{said}</w:r>"


def _paragraph(run: str, *, center: bool = False, left: int = 0, indent: bool = False, before: int = 0,
               line: int = LINE, keep: bool = False, border: str = "", style: str = "") -> str:
    """A paragraph; `left` in twips, `before` and `line` in points."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    spacing = f'<w:spacing w:before="{before * 20}" w:after="0" w:line="{line * 20}" w:lineRule="exact"/>'
    inward = f'<w:ind w:left="{left}"/>' if left else ""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER * 20}"/>' if indent else ""
    side = "center" if center else "both" if indent else "left"
    about = f'{named}{kept}{border}{DENSE}{spacing}{inward}{first}<w:jc w:val="{side}"/>'
    return f"<w:p><w:pPr>{about}</w:pPr>{run}</w:p>"
