"""The text layer of a PDF as paragraphs, from the places of the characters on the pages.

Lines that the margin broke are joined; tables are written one row a line with tabs between the cells. Running heads
and page numbers that repeat over the pages stand behind the paragraph that they would cut; those that `set_aside`
could not tell from text are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongbao.text.files.pdf_flow import Margins, goes_on, joined, margins_of, mirrored
from gongbao.text.files.pdf_furniture import furniture, kept
from gongbao.text.files.pdf_lines import Line, columns_of, lines_of
from gongbao.text.files.pdf_page import Page, page_of
from gongbao.text.files.pdf_tables import Table, column_table, ruled_tables
from gongbao.text.unreadable import Unreadable

PAGES = 3_000
"""More pages than this are refused."""


def text_of_pdf(data: bytes, name: str) -> str:
    """The text of all pages. Raises `Unreadable` for a file that is broken, locked, too long or without text."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as document:
            _refuse_length(len(document), name)
            text = _written([page_of(page) for page in document])
    except pdfium.PdfiumError as error:
        raise Unreadable(
            f"文件“{name}”不是完整的 pdf，或有密码，请另存为不加密的 pdf 或 docx 再导入。",
            f"“{name}” is not a whole pdf, or it is locked; save it without a password, or as docx.",
        ) from error
    if not text.strip():
        raise Unreadable(
            f"文件“{name}”的页面是图片，没有文字层，请换成 docx、txt，或先做文字识别再导入。",
            f"“{name}” consists of pictures without a text layer; use a docx or txt, or run text recognition first.",
        )
    return text


def _refuse_length(pages: int, name: str) -> None:
    if pages > PAGES:
        raise Unreadable(
            f"文件“{name}”有 {pages} 页，超过 {PAGES} 页的上限，请拆成几个文件再导入。",
            f"“{name}” has {pages} pages, over the limit of {PAGES}; split it.",
        )


class _Kind(NamedTuple):
    """Columns of one kind have the same margins: on pages of one width, the `nth` of so many columns."""

    even: bool
    width: int
    columns: int
    nth: int


class _Column(NamedTuple):
    """Lines and tables from the top down."""

    items: list[Line | Table]
    kind: _Kind


def _written(pages: Sequence[Page]) -> str:
    tables = [_tables(page) for page in pages]
    printed = [lines_of(page.glyphs) for page in pages]
    aside = furniture(printed, [page.height for page in pages])
    heads: list[list[str]] = [[] for _ in pages]
    for n, k in sorted(aside):
        heads[n] += [printed[n][k].text] if kept(printed[n][k].text) else []
        gone = set(map(id, printed[n][k].glyphs))
        pages[n].glyphs = [g for g in pages[n].glyphs if id(g) not in gone]
    columns = [_columns(page, n, tables[n]) for n, page in enumerate(pages)]
    margins = _margins(columns, pages)
    out = _Writer()
    for page, parts, edges in zip(pages, columns, heads, strict=True):
        for text in edges:
            out.aside(text)
        if page.plain:
            out.plain(page.plain)
        for column in parts:
            out.column(column.items, margins[column.kind])
    return out.text()


def _tables(page: Page) -> list[Table]:
    """The ruled tables; what stands in them is taken off the page."""
    tables = ruled_tables(page)
    page.glyphs = [g for g in page.glyphs if not any(t.holds(g) for t in tables)]
    return tables


def _columns(page: Page, n: int, tables: Sequence[Table]) -> list[_Column]:
    parts = columns_of(page.glyphs, page.width)
    columns = [
        _Column(_with_tables(lines_of(part)), _Kind(n % 2 == 1, round(page.width), len(parts), k))
        for k, part in enumerate(parts)
    ]
    for table in tables:
        items = columns[0].items
        place = next((i for i, item in enumerate(items) if _height(item) < table.top), len(items))
        items.insert(place, table)
    return columns


def _height(item: Line | Table) -> float:
    return item.top if isinstance(item, Table) else item.base


def _with_tables(lines: list[Line]) -> list[Line | Table]:
    items: list[Line | Table] = []
    i = 0
    while i < len(lines):
        found = column_table(lines, i)
        items.append(found[0] if found else lines[i])
        i = found[1] if found else i + 1
    return items


def _margins(pages: Sequence[Sequence[_Column]], sizes: Sequence[Page]) -> dict[_Kind, Margins]:
    """The margins of each kind of column; left and right pages have their own only where they differ."""
    kinds: dict[_Kind, list[list[Line]]] = defaultdict(list)
    for page in pages:
        for column in page:
            kinds[column.kind].append([item for item in column.items if isinstance(item, Line)])
    widths = {column.kind: size.width for page, size in zip(pages, sizes, strict=True) for column in page}
    found = {}
    for kind, columns in kinds.items():
        other = kinds.get(kind._replace(even=not kind.even), [])
        both = columns if mirrored(columns, other) else columns + other
        left = margins_of(both, None).left
        found[kind] = margins_of(both, widths[kind] - left if kind.columns == 1 else None)
    return found


@dataclass(slots=True)
class _Writer:
    """Puts paragraphs together over lines, columns and pages."""

    out: list[str] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    margins: Margins | None = None
    header: tuple[str, ...] = ()

    def aside(self, text: str) -> None:
        """A running head: behind the paragraph that is being read."""
        (self.held if self.open else self.out).append(text)

    def plain(self, text: str) -> None:
        self._close()
        self.out.append(text)

    def column(self, items: Sequence[Line | Table], margins: Margins) -> None:
        for n, item in enumerate(items):
            if isinstance(item, Table):
                self._table(item)
            elif self._continues(item, margins, same_column=n > 0):
                self.open.append(item)
            else:
                self._begin(item)
            self.margins = margins

    def text(self) -> str:
        self._close()
        return "\n".join(self.out).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")

    def _continues(self, line: Line, margins: Margins, same_column: bool) -> bool:
        return bool(self.open and self.margins and goes_on(self.open[-1], line, self.margins, margins, same_column))

    def _begin(self, line: Line) -> None:
        self._close()
        if self.header:
            self.out.append("")
            self.header = ()
        self.open.append(line)

    def _table(self, table: Table) -> None:
        """A table that goes on over the page repeats its header there; it is written once."""
        self._close()
        rows = table.rows[1:] if table.rows[0] == self.header else table.rows
        if not self.header:
            self.out.append("")
            self.header = table.rows[0]
        self.out += ["\t".join(row) for row in rows if any(row)]

    def _close(self) -> None:
        if self.open:
            self.out.append(joined(self.open))
        self.out += self.held
        self.open, self.held = [], []
