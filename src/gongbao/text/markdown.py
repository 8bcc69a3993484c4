"""A read document as Markdown and as an outline for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongbao.text.blocks import Block, Roster, blocks_of
from gongbao.text.lines import flat
from gongbao.text.model import Document, Piece, Reading, Section, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def document_as_markdown(document: Document) -> str:
    """Headings for the title, attachments and headed items; tables as pipe tables; people as a list."""
    parts = [f"# {_plain(document.title or '（无标题）')}"]
    for block, depth in blocks_of(document):
        text = _block(block, depth)
        if text:
            parts.append(text)
    return "\n\n".join(parts) + "\n"


def _block(block: Block, depth: int) -> str:
    if isinstance(block, Section):
        return _section(block, depth)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Roster):
        return "\n".join(
            f"- {_plain(f'{m.role}：{m.name}')}{'  ' + _plain(m.post) if m.post else ''}" for m in block.members
        )
    return _piece(block)


def _piece(piece: Piece) -> str:
    return "" if piece.at == "标题" else _plain(joined(piece.text))


def _section(section: Section, depth: int) -> str:
    text = _plain(joined(section.text))
    if section.at == "正文标题" or section.label.startswith("附"):
        return f"## {text}"
    if section.label and section.title and flat(section.text).rstrip("。：:").endswith(section.title):
        return f"{'#' * min(6, depth + 2)} {text}"
    return text


def _table(table: Table) -> str:
    width = max([len(table.header), *(len(row.cells) for row in table.rows)])
    header = [*table.header, *([""] * (width - len(table.header)))]
    lines = [_row(header), _row(["---"] * width)]
    for row in table.rows:
        lines.extend(_row(list(part.cells)) for part in (row.sub or (row,)))
    return "\n".join([f"**{_plain(table.title)}**\n", *lines] if table.title else lines)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_plain(cell).replace("\n", "<br>") if cell != "---" else cell for cell in cells) + " |"


def joined(text: str) -> str:
    """Printed text on one line: lines that were broken become whole, runs of blanks one blank."""
    text = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", text.strip())
    return re.sub(r"[ \t\u3000\n]+", " ", text)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def outline(reading: Reading) -> Iterator[str]:
    """Lines for the terminal: each document with its headed items, tables, people and obligations counted."""
    for document in reading.documents:
        yield f"{document.number or '（无文号）'}  {document.issued or '（无日期）'}  {document.issuer}"
        yield f"  {document.title or '（无标题）'}"
        for block, depth in blocks_of(document):
            line = _outline_line(block)
            if line:
                yield "  " * (depth + 2) + line
        yield "  " + _counts(document)
        yield ""


def _outline_line(block: Block) -> str:
    if isinstance(block, Section):
        return f"{block.at}  {block.title}".rstrip() if block.label else ""
    if isinstance(block, Table):
        return f"{block.at}  {block.title}（{len(block.rows)} 行）"
    if isinstance(block, Roster):
        return f"{block.at}{block.body}：{len(block.members)} 人"
    return ""


def _counts(document: Document) -> str:
    owes = document.obligations
    return (
        f"任务 {len(owes.tasks)} · 期限 {len(owes.deadlines)} · 指标 {len(owes.targets)} · "
        f"引用 {len(document.cites)} · 废止 {len(document.repeals)} · 提示 {len(document.findings)}"
    )
