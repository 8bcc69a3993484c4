"""Text as search compares it: compatible characters alike, no case, no white space, and the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Mark = tuple[int, int]
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`origins[i]` is the offset, in the printed text, of the character that gave the folded text its i-th one."""

    text: str
    origins: list[int]


def fold(text: str) -> str:
    """The folded text. `fold(a + b) == fold(a) + fold(b)`, so what holds a string holds its folded form, too."""
    return "".join(map(_folded, text))


def fold_with_origins(text: str) -> Folded:
    pieces = [_folded(character) for character in text]
    origins = [offset for offset, piece in enumerate(pieces) for _ in piece]
    return Folded("".join(pieces), origins)


def marks(text: str, wanted: str) -> list[Mark]:
    """Where `text` holds the folded string `wanted`: offsets `[start, end)`, ascending; overlapping ones are one."""
    folded = fold_with_origins(text)
    found: list[Mark] = []
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        start, end = folded.origins[at], folded.origins[at + len(wanted) - 1] + 1
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
        at = folded.text.find(wanted, at + 1)
    return found


@lru_cache(maxsize=32_768)
def _folded(character: str) -> str:
    """One character, decomposed, so that é is found however it is encoded; nothing for what cannot be seen."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(part for part in plain if unicodedata.category(part) not in UNSEEN)
