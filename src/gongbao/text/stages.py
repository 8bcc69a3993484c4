"""What each pass of reading sees, printable alone (`gongbao read --stage`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongbao.text.lines import lines_of, set_aside
from gongbao.text.model import Document, Reading, Row
from gongbao.text.reader import split
from gongbao.text.source import Source

Stage = Callable[[Source, Reading], Iterator[str]]


def _source(source: Source, _: Reading) -> Iterator[str]:
    yield f"{source.name}  {source.encoding}  sha256 {source.sha256}  {len(source.text)} 字符"


def _lines(source: Source, reading: Reading) -> Iterator[str]:
    lines, _taken = set_aside(lines_of(source.text))
    for line in lines:
        kind = "空行" if line.blank else "行首" if line.starts_row else "单元" if line.is_cell else "文字"
        yield f"{line.start}–{line.end}  {kind}  {line.body}"
    for aside in reading.set_aside:
        yield f"{aside.span[0]}–{aside.span[1]}  {aside.kind}  {source.text[slice(*aside.span)]}"


def _documents(source: Source, _: Reading) -> Iterator[str]:
    lines, _taken = set_aside(lines_of(source.text))
    for head, part in split(lines):
        yield f"{part[0].start}–{part[-1].end}  {head.number}  {head.title}"


def _numbering(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        yield _name(document)
        for node in document.walk():
            yield f"  {node.at}  {node.title}  [{node.span[0]}, {node.span[1]})"


def _tables(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        for table in document.tables:
            yield f"{_name(document)}  {table.at}  {table.title}"
            yield "  " + " | ".join(table.header)
            for row in table.rows:
                yield from _row(row, "  ")


def _row(row: Row, indent: str) -> Iterator[str]:
    yield indent + row.at + "  " + " | ".join(cell.replace("\n", " / ") for cell in row.cells)
    for part in row.sub:
        yield from _row(part, indent + "  ")


def _header(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        yield _name(document)
        for piece in document.pieces:
            yield f"  {piece.at}  {piece.text!r}"
        for attachment in document.attachments:
            yield f"  {attachment.at}  {attachment.title}"


def _citations(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        yield _name(document)
        for cite in document.cites:
            yield f"  {cite.at}  {cite.number}  {f'《{cite.title}》' if cite.title else ''}"
        for repeal in document.repeals:
            yield f"  {repeal.at}  废止 {repeal.number} {repeal.title} {repeal.date or ''}"


def _rosters(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        for member in document.rosters:
            yield f"{_name(document)}  {member.at}  {member.body}  {member.role}  {member.name}  {member.post}"


def _obligations(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        yield _name(document)
        for task in document.obligations.tasks:
            yield f"  任务 {task.at}  {task.title}  牵头 {'、'.join(task.lead)}  参与 {'、'.join(task.participants)}"
        for deadline in document.obligations.deadlines:
            when = deadline.iso or f"{deadline.amount} {deadline.unit}"
            inferred = "（推定）" if deadline.inferred else ""
            yield f"  期限 {deadline.at}  {deadline.phrase}  {when}  {deadline.start}{inferred}"
        for target in document.obligations.targets:
            yield f"  指标 {target.at}  {target.name} {target.comparator} {target.value}{target.unit}"


def _findings(_: Source, reading: Reading) -> Iterator[str]:
    for document in reading.documents:
        for finding in document.findings:
            yield f"{_name(document)}  {finding.at}  {finding.code}  {finding.says}"
    for finding in reading.findings:
        yield f"{finding.span[0]}–{finding.span[1]}  {finding.code}  {finding.says}"


def _name(document: Document) -> str:
    return document.number or document.title or "（无文号）"


STAGES: dict[str, Stage] = {
    "source": _source,
    "lines": _lines,
    "documents": _documents,
    "numbering": _numbering,
    "tables": _tables,
    "header": _header,
    "citations": _citations,
    "rosters": _rosters,
    "obligations": _obligations,
    "findings": _findings,
}
