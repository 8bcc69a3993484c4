"""Footnotes and endnotes of a Word file: a mark where they are referred to, and their text behind the last page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongbao.text.files.docx_numbering import Numbering, W
from gongbao.text.files.docx_text import inner

_KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"))


def mark_notes(document: Any) -> list[tuple[str, Any]]:
    """Writes [1], [2] … into the body where a note is referred to; (mark, element of the note) in that order."""
    notes = {kind: _notes(document.part, part, kind) for part, kind in _KINDS}
    found: list[tuple[str, Any]] = []
    for reference in list(document.element.body.iter(W + "footnoteReference", W + "endnoteReference")):
        note = notes[reference.tag.removeprefix(W).removesuffix("Reference")].get(reference.get(W + "id"))
        if note is None or next(reference.iterancestors(W + "del", W + "moveFrom"), None) is not None:
            continue
        mark = reference.makeelement(W + "t")
        mark.text = f"[{len(found) + 1}]"
        reference.addprevious(mark)
        found.append((mark.text, note))
    return found


def note_lines(notes: list[tuple[str, Any]], numbering: Numbering) -> Iterator[str]:
    for mark, note in notes:
        yield f"{mark} {inner(note, numbering).replace(chr(10), '').strip()}"


def _notes(main: Any, name: str, kind: str) -> dict[str, Any]:
    from docx.oxml import parse_xml

    held = (r for r in main.rels.values() if r.reltype.endswith("/" + name) and not r.is_external)
    part = next((r.target_part for r in held), None)
    return {} if part is None else {n.get(W + "id"): n for n in parse_xml(part.blob).iter(W + kind)}
