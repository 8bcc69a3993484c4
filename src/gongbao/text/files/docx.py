"""A Word file as text: paragraphs as lines, table cells as lines led by a tab, rows as the file states them.

Paragraphs of one cell stand on lines of their own, without an empty line between them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from gongbao.text.files.docx_notes import mark_notes, note_lines
from gongbao.text.files.docx_numbering import Numbering, W
from gongbao.text.files.docx_text import blocks, children, goes_on, inner, paragraph
from gongbao.text.model import Span
from gongbao.text.unreadable import LIMIT, Unreadable

UNPACKED_LIMIT = 8 * LIMIT
"""A small archive may unpack to something huge; more than this many bytes are refused."""

BLOCKS = 200_000
"""Most paragraphs and tables that are read, empty ones included."""

_BROKEN = (zlib.error, KeyError, ValueError, SyntaxError, NotImplementedError, EOFError, RecursionError)


def text_of_docx(data: bytes, name: str) -> tuple[str, str, tuple[tuple[Span, ...], ...]]:
    """(text, "docx", rows): a merged cell is printed in its first row, later rows have an empty cell there."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        _refuse_bomb(data, name)
        document = docx.Document(io.BytesIO(data))
        if document.element.body is not None and len(document.element.body) > BLOCKS:
            raise _too_much(name)
        return _written(document)
    except (zipfile.BadZipFile, OpcError, *_BROKEN) as error:
        raise Unreadable(
            f"文件“{name}”不是完整的 docx，请在 Word 或 WPS 中打开它、另存为 docx 再导入。",
            f"“{name}” is not a whole docx; open it in Word or WPS, save it again as docx and retry.",
        ) from error


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNPACKED_LIMIT:
            raise _too_much(name)


def _too_much(name: str) -> Unreadable:
    return Unreadable(
        f"文件“{name}”解开后过大，请删去图片或拆成几个文件再导入。",
        f"“{name}” unpacks to too much; remove pictures or split it.",
    )


def _written(document: Any) -> tuple[str, str, tuple[tuple[Span, ...], ...]]:
    if document.element.body is None:
        raise ValueError("a Word file without a body")
    numbering = _numbering(document)
    notes = mark_notes(document)
    out = io.StringIO()
    rows: list[tuple[Span, ...]] = []
    for block in blocks(document.element.body):
        if block.tag == W + "tbl":
            out.write("\n")
            rows.extend(_write_table(block, numbering, out))
        else:
            out.write(paragraph(block, numbering) + ("" if goes_on(block) else "\n"))
    out.writelines(f"{line}\n" for line in note_lines(notes, numbering))
    return out.getvalue(), "docx", tuple(rows)


def _numbering(document: Any) -> Numbering:
    from docx.opc.constants import RELATIONSHIP_TYPE

    found = (r for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING and not r.is_external)
    part = next((r.target_part for r in found), None)
    return Numbering(getattr(part, "element", None), document.styles.element)


def _write_table(table: Any, numbering: Numbering, out: io.StringIO) -> Iterator[tuple[Span, ...]]:
    for n, row in enumerate(children(table, "tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        spans = []
        for cell in _cells_of(row, first=n == 0):
            out.write("\t")
            start = out.tell()
            out.write("" if cell is None else inner(cell, numbering))
            spans.append((start, out.tell()))
            out.write("\n")
        out.write("\n")
        yield tuple(spans)


def _cells_of(row: Any, first: bool) -> Iterator[Any | None]:
    """The row's cells from left to right; None where a cell goes on from the left or from above."""
    yield from [None] * _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in children(row, "tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        below = merged is not None and merged.get(W + "val") in (None, "continue") and not first
        yield None if below else cell
        yield from [None] * (_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)
    yield from [None] * _number(row.find(f"{W}trPr/{W}gridAfter"), 0)


def _number(element: Any | None, otherwise: int) -> int:
    """The columns that an element counts; a Word table has 63 at most."""
    return otherwise if element is None else min(int(element.get(W + "val") or otherwise), 63)
