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
SQUEEZE = -5  # twips a character: 28 of them in 156 mm
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
    """Who signs, the office centred above its date, the date four characters from the edge; room for the seal."""
    by_hand = _paragraph(_run(sheet.by_hand, TEXT, CHARACTER), before=LINE, indent=True, keep=True)
    date_right, name_right = _ends(sheet)
    signed = _paragraph(_run(sheet.signed, TEXT, CHARACTER), right=name_right, before=SEAL_LINES * LINE, keep=True)
    dated = _paragraph(_run(sheet.dated, TEXT, CHARACTER), right=date_right)
    return (by_hand if sheet.by_hand else "") + signed + dated


def _ends(sheet: Sheet) -> tuple[float, float]:
    """How many characters date and name end before the edge; a very long name moves the date inwards."""
    date_width = sum(0.5 if one.isascii() else 1.0 for one in sheet.dated)
    center = max(4 + date_width / 2, min(len(sheet.signed), 28) / 2)
    return center - date_width / 2, max(center - len(sheet.signed) / 2, 0)


def _run(text: str, font: str, size: int, color: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    painted = f'<w:color w:val="{color}"/>' if color else ""
    squeezed = f'<w:spacing w:val="{SQUEEZE}"/>' if size == CHARACTER else ""
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    sized = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    return f"<w:r><w:rPr>{fonts}{painted}{squeezed}{sized}</w:rPr>{said}</w:r>"


def _paragraph(run: str, *, center: bool = False, right: float | None = None, indent: bool = False, before: int = 0,
               line: int = LINE, keep: bool = False, border: str = "", style: str = "") -> str:
    """A paragraph; `right`: characters between its end and the edge; `before` and `line` in points."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    spacing = f'<w:spacing w:before="{before * 20}" w:after="0" w:line="{line * 20}" w:lineRule="exact"/>'
    inward = f'<w:ind w:right="{round((right or 0) * CHARACTER * 20)}"/>' if right is not None else ""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER * 20}"/>' if indent else ""
    side = "center" if center else "right" if right is not None else "both" if indent else "left"
    about = f'{named}{kept}{border}{spacing}{inward}{first}<w:jc w:val="{side}"/>'
    return f"<w:p><w:pPr>{about}</w:pPr>{run}</w:p>"
