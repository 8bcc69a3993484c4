"""A Word file as text: paragraphs as lines, table cells as lines led by a tab, rows as the file states them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from gongbao.text.model import Span
from gongbao.text.source import LIMIT, Unreadable

UNPACKED_LIMIT = 8 * LIMIT
"""A small archive may unpack to something huge; more than this many bytes are refused."""


def text_of_docx(data: bytes, name: str) -> tuple[str, str, tuple[tuple[Span, ...], ...]]:
    """(text, "docx", rows): a merged cell is printed in its first row, later rows have an empty cell there."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        _refuse_bomb(data, name)
        document = docx.Document(io.BytesIO(data))
        return _written(document)
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError, NotImplementedError, EOFError) as error:
        raise Unreadable(
            f"文件“{name}”不是完整的 docx，请在 Word 或 WPS 中打开它、另存为 docx 再导入。",
            f"“{name}” is not a whole docx; open it in Word or WPS, save it again as docx and retry.",
        ) from error


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNPACKED_LIMIT:
            raise Unreadable(
                f"文件“{name}”解开后过大，请删去图片或拆成几个文件再导入。",
                f"“{name}” unpacks to too much; remove pictures or split it.",
            )


def _written(document: Any) -> tuple[str, str, tuple[tuple[Span, ...], ...]]:
    from docx.table import Table

    out = io.StringIO()
    rows: list[tuple[Span, ...]] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            out.write("\n")
            rows.extend(_write_table(block, out))
        else:
            out.write(block.text + "\n")
    return out.getvalue(), "docx", tuple(rows)


def _write_table(table: Any, out: io.StringIO) -> Iterator[tuple[Span, ...]]:
    seen: set[Any] = set()
    for row in table.rows:
        spans = []
        for cell in _cells_of(row):
            first = cell._tc not in seen  # noqa: SLF001 - the only mark of a merged cell
            seen.add(cell._tc)  # noqa: SLF001
            out.write("\t")
            start = out.tell()
            out.write(cell.text if first else "")
            spans.append((start, out.tell()))
            out.write("\n")
        out.write("\n")
        yield tuple(spans)


def _cells_of(row: Any) -> Iterator[Any]:
    """The row's cells from left to right; one merged over several columns comes once for each."""
    yield from row.cells
