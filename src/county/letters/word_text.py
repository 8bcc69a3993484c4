"""Runs and paragraphs in WordprocessingML. Lengths in the file are twips (1/20 point), sizes half points."""

from __future__ import annotations

from xml.sax.saxutils import escape

NAMES = "方正小标宋简体"  # titles
TEXT = "仿宋_GB2312"
HEADING, SUBHEADING = "黑体", "楷体_GB2312"
RED = "FF0000"
CHARACTER = 16  # points: 三号
SMALL = 14  # points: 四号
LINE = 28  # points between lines, 22 lines a page
A_LINE = 28  # characters
TEXT_WIDTH = 8845  # twips: 156 mm
SQUEEZE = -5  # twips a character: 28 of them in 156 mm
# no extra blank between characters and digits, which would make some dates wider than others
DENSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def run(text: str, font: str, size: int, color: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    painted = f'<w:color w:val="{color}"/>' if color else ""
    squeezed = f'<w:spacing w:val="{SQUEEZE}"/>' if size == CHARACTER else ""
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    sized = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    return f"<w:r><w:rPr>{fonts}{painted}{squeezed}{sized}</w:rPr>{said}</w:r>"


def paragraph(runs: str, *, side: str = "left", left: int = 0, right: int = 0, hanging: int = 0, indent: bool = False,
              before: int = 0, line: int = LINE, keep: bool = False, border: str = "", style: str = "") -> str:
    """A paragraph; `left`, `right` and `hanging` in twips, `before` and `line` in points."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    spacing = f'<w:spacing w:before="{before * 20}" w:after="0" w:line="{line * 20}" w:lineRule="exact"/>'
    hung = f' w:hanging="{hanging}"' if hanging else ""
    inward = f'<w:ind w:left="{left}" w:right="{right}"{hung}/>' if left or right else ""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER * 20}"/>' if indent else ""
    about = f'{named}{kept}{border}{DENSE}{spacing}{inward}{first}<w:jc w:val="{"both" if indent else side}"/>'
    return f"<w:p><w:pPr>{about}</w:pPr>{runs}</w:p>"


def line_below(sort: str, eighths: int, space: int, color: str) -> str:
    """The line under a paragraph, so many eighths of a point thick, so many points below its text."""
    return f'<w:pBdr><w:bottom w:val="{sort}" w:sz="{eighths}" w:space="{space}" w:color="{color}"/></w:pBdr>'
