"""Two editions of a document: are they the same, and which passages differ."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from county.gazette.passages import PassageText, passages_of

Piece = tuple[Literal["same", "gone", "new"], str]


@dataclass(frozen=True, slots=True)
class Change:
    """A passage before and after, each in pieces; one side is empty where a passage came or went."""

    at: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def digest_of(content: dict[str, Any]) -> str:
    """A digest of what was read, the same wherever in its file the document stands."""
    moved = _moved(content, content["span"][0])
    whole = json.dumps(moved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _moved(value: Any, by: int, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _moved(inner, by, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, by, key) for inner in value]
    return value - by if isinstance(value, int) and key in {"span", "spans", "header_spans"} else value


def changes_between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The passages in which two editions differ, in the order of the text."""
    before, after = passages_of(old), passages_of(new)
    texts = SequenceMatcher(None, [p.text for p in before], [p.text for p in after], autojunk=False)
    found: list[Change] = []
    for what, i, j, k, m in texts.get_opcodes():
        if what != "equal":
            found += _paired(before[i:j], after[k:m])
    return found


def _paired(before: Sequence[PassageText], after: Sequence[PassageText]) -> list[Change]:
    """Passages of the same place belong together; the others came or went."""
    arrived = {passage.at: passage for passage in after}
    places = {passage.at for passage in before}
    pairs = [_change(passage, arrived.get(passage.at)) for passage in before]
    return pairs + [_change(None, passage) for passage in after if passage.at not in places]


def _change(old: PassageText | None, new: PassageText | None) -> Change:
    if old is None or new is None:
        gone: tuple[Piece, ...] = (("gone", old.text),) if old else ()
        came: tuple[Piece, ...] = (("new", new.text),) if new else ()
        return Change((old or new or PassageText("", "", "")).at, gone, came)
    steps = SequenceMatcher(None, old.text, new.text, autojunk=False).get_opcodes()
    before = [("same" if what == "equal" else "gone", old.text[i:j]) for what, i, j, _, _ in steps]
    after = [("same" if what == "equal" else "new", new.text[k:m]) for what, _, _, k, m in steps]
    return Change(old.at, _written(before), _written(after))


def _written(pieces: Sequence[tuple[Any, str]]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece[1])
