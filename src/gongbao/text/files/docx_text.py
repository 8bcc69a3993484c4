"""The text of a paragraph of a Word file as its page shows it, read from the XML in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongbao.text.files.docx_numbering import Numbering, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED = {W + tag for tag in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "rt")}
_BOXES = {W + "pict", W + "drawing", W + "object"}
_BLOCKS = {W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_SIGNS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0B7": "·", "F06C": "●", "F06E": "■"}
"""Signs of the symbol fonts that stand in forms; the fonts keep them where Unicode has no characters."""


def blocks(container: Any) -> Iterator[Any]:
    """The w:p and w:tbl elements of a body, a cell or a text box, those in content controls and insertions too."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _BLOCKS:
            yield from blocks(child)
        elif child.tag == _MC + "AlternateContent":
            yield from blocks(_shown(child))


def children(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls and insertions too."""
    for child in parent:
        if child.tag == W + tag:
            yield child
        elif child.tag in _BLOCKS:
            yield from children(child, tag)


def paragraph(element: Any, numbering: Numbering) -> str:
    """Number, text, and on lines below it what stands in its text boxes. No line end, no tab at its beginning."""
    boxes: list[Any] = []
    text = "".join(_inline(element, boxes)).rstrip(" ")
    number = "" if not text.strip() and goes_on(element) else numbering.next(element)
    if text.startswith("\t"):
        text = "\u3000\u3000" * (len(text) - len(text.lstrip("\t"))) + text.lstrip("\t")
    lines = [_numbered(number, _dotted(element, text))]
    lines += [line for box in boxes if (line := inner(box, numbering))]
    return "\n".join(lines if lines[0] or len(lines) == 1 else lines[1:])


def goes_on(element: Any) -> bool:
    """A paragraph whose end is deleted under change tracking: the next one continues it."""
    return element.find(f"{W}pPr/{W}rPr/{W}del") is not None


def inner(container: Any, numbering: Numbering) -> str:
    """A cell or a text box: one line for a paragraph, one for a row of a table that stands in it; no empty lines."""
    lines: list[str] = []
    for block in blocks(container):
        if block.tag == W + "p":
            lines.append(paragraph(block, numbering).replace("\t", "\u3000"))
        else:
            lines.extend(_row_in_cell(row, numbering) for row in children(block, "tr"))
    return "\n".join(line for text in lines for line in text.split("\n") if line.strip())


def _row_in_cell(row: Any, numbering: Numbering) -> str:
    cells = (inner(cell, numbering).replace("\n", "") for cell in children(row, "tc"))
    return "\u3000".join(cell for cell in cells if cell)


def _numbered(number: str, text: str) -> str:
    """The gap that parts the number from a text that begins with a digit: 1. 2021年 is not 1.2021年."""
    if not number or not text.strip():
        return text
    text = text.lstrip()
    return f"{number} {text}" if text[0].isdigit() and not number[-1].isspace() else number + text


def _dotted(element: Any, text: str) -> str:
    """A line of a table of contents shows dots between heading and page number."""
    style = element.find(f"{W}pPr/{W}pStyle")
    name = (style.get(W + "val") or "").lower() if style is not None else ""
    head, tab, page = text.rpartition("\t")
    return f"{head}……{page}" if tab and head.strip() and page.isdigit() and name.startswith("toc") else text


def _inline(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in (W + "t", _MATH + "t"):
            text = child.text or ""
            yield " ".join(text.splitlines()).replace("\t", " ") if not text.isprintable() else text
        elif tag == W + "r" and _hidden(child):
            continue
        elif tag in _BOXES:
            boxes.extend(_boxes_of(child))
        elif tag == _MC + "AlternateContent":
            yield from _inline(_shown(child), boxes)
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == W + "br":
            yield "\n" if child.get(W + "type") in (None, "textWrapping") else ""
        elif tag == W + "sym":
            yield _sign(child.get(W + "char") or "")
        elif tag not in _DELETED and len(child):
            yield from _inline(child, boxes)


_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _sign(code: str) -> str:
    code = code.upper()
    if code in _SIGNS:
        return _SIGNS[code]
    point = int(code, 16) if code else 0xE000
    return "" if 0xE000 <= point <= 0xF8FF or point > 0x10FFFF else chr(point)


def _hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(W + "val") not in ("0", "false", "off")


def _boxes_of(element: Any) -> Iterator[Any]:
    """The text boxes of a drawing; a drawing that is stored in two forms is looked at in one."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from _boxes_of(_shown(child))
        elif len(child):
            yield from _boxes_of(child)


def _shown(alternate: Any) -> Any:
    """The first of the forms that holds text: Word shows one of them, and they say the same."""
    forms = [child for child in alternate if child.tag in (_MC + "Choice", _MC + "Fallback")]
    return next((form for form in forms if next(form.iter(W + "t"), None) is not None), ())
