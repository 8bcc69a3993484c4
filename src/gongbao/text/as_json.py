"""What `gongbao read --json` prints: a reading as plain dicts and lists. The form is written down in docs/json.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongbao.text.model import (
    Cite,
    Deadline,
    Document,
    Finding,
    Member,
    Piece,
    Reading,
    Repeal,
    Row,
    Section,
    Span,
    Table,
    Target,
    TaskMark,
)
from gongbao.text.source import Source

SCHEMA = 1
"""Number of the form; a change that breaks a reader of it raises it."""
Json = dict[str, Any]


def reading_as_json(source: Source, reading: Reading) -> Json:
    """The whole reading; spans are [start, end) in code points of the decoded source."""
    whole = whole_of(source.name, source.sha256, source.encoding, [document_as_json(d) for d in reading.documents])
    whole["findings"] = [_finding(finding) for finding in reading.findings]
    whole["set_aside"] = [{"kind": a.kind, "span": list(a.span)} for a in reading.set_aside]
    return whole


def whole_of(name: str, sha256: str, encoding: str, documents: list[Json]) -> Json:
    """What is printed, around documents that are plain dicts already; no findings of the file, nothing set aside."""
    source = {"name": name, "sha256": sha256, "encoding": encoding}
    return {"schema": SCHEMA, "source": source, "documents": documents, "findings": [], "set_aside": []}


def document_as_json(document: Document) -> Json:
    """One document, as it stands in `documents`."""
    return {
        "number": document.number,
        "issued": _day(document.issued),
        "issuer": document.issuer,
        "issuers": list(document.issuers),
        "title": document.title,
        "addressees": list(document.addressees),
        "span": list(document.span),
        "pieces": [_piece(piece) for piece in document.pieces],
        "attachments": [{"at": a.at, "title": a.title} for a in document.attachments],
        "sections": [_section(section) for section in document.sections],
        "tables": [_table(table) for table in document.tables],
        "rosters": [_member(member) for member in document.rosters],
        "footnotes": [_piece(note) for note in document.footnotes],
        "cites": [_cite(cite) for cite in document.cites],
        "repeals": [_repeal(repeal) for repeal in document.repeals],
        "obligations": {
            "tasks": [_task(task) for task in document.obligations.tasks],
            "deadlines": [_deadline(deadline) for deadline in document.obligations.deadlines],
            "targets": [_target(target) for target in document.obligations.targets],
        },
        "findings": [_finding(finding) for finding in document.findings],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _piece(piece: Piece) -> Json:
    return {"at": piece.at, "text": piece.text, "spans": _spans(piece.spans)}


def _section(section: Section) -> Json:
    node: Json = {
        "label": section.label,
        "at": section.at,
        "title": section.title,
        "text": section.text,
        "span": list(section.span),
    }
    if len(section.spans) > 1:
        node["spans"] = _spans(section.spans)
    node["children"] = [_section(child) for child in section.children]
    return node


def _table(table: Table) -> Json:
    return {
        "at": table.at,
        "title": table.title,
        "header": list(table.header),
        "header_spans": _spans(table.header_spans),
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> Json:
    return {"at": row.at, "cells": list(row.cells), "spans": _spans(row.spans), "sub": [_row(part) for part in row.sub]}


def _member(member: Member) -> Json:
    return {
        "at": member.at,
        "body": member.body,
        "role": member.role,
        "name": member.name,
        "post": member.post,
        "spans": _spans(member.spans),
    }


def _cite(cite: Cite) -> Json:
    return {"number": cite.number, "title": cite.title, "at": cite.at, "span": list(cite.span)}


def _repeal(repeal: Repeal) -> Json:
    return {"number": repeal.number, "title": repeal.title, "date": _day(repeal.date), "at": repeal.at}


def _task(task: TaskMark) -> Json:
    return {
        "at": task.at,
        "span": list(task.span),
        "title": task.title,
        "lead": list(task.lead),
        "participants": list(task.participants),
        "printed": task.printed,
    }


def _deadline(deadline: Deadline) -> Json:
    node: Json = {"phrase": deadline.phrase, "at": deadline.at}
    if deadline.iso:
        node["iso"] = _day(deadline.iso)
    else:
        node["amount"], node["unit"] = deadline.amount, deadline.unit
    return node | {"start": deadline.start, "inferred": deadline.inferred, "span": list(deadline.span)}


def _target(target: Target) -> Json:
    return {
        "phrase": target.phrase,
        "at": target.at,
        "name": target.name,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "span": list(target.span),
    }


def _finding(finding: Finding) -> Json:
    return {"code": finding.code, "at": finding.at, "span": list(finding.span), "says": finding.says}
