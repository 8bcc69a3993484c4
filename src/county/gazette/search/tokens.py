"""What the index holds of a folded text: its characters, its neighbours, its agencies, each a word between blanks.

A folded text has no white space and no control characters, so a blank parts words and nothing else does.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from county.gazette.search.folding import fold

AGENCY = "@"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A folded query: one character is looked for in `singles`, more in `pairs`, in this order and without a gap."""

    text: str
    agency: str = ""

    @property
    def column(self) -> str:
        return "singles" if len(self.text) == 1 else "pairs"

    @property
    def words(self) -> str:
        return self.text if len(self.text) == 1 else pairs(self.text)

    @property
    def agency_word(self) -> str:
        return AGENCY + self.agency if self.agency else ""


def singles(text: str, agencies: Iterable[str] = ()) -> str:
    """Each character of a folded text once, then its agencies."""
    return " ".join([*dict.fromkeys(text), *sorted(map(agency_word, agencies))])


def pairs(text: str) -> str:
    """Each character of a folded text with the next one, in the order of the text."""
    return " ".join(map("".join, itertools.pairwise(text)))


def agency_word(name: str) -> str:
    """An agency as one word. It is longer than one character, so no character is taken for it."""
    return AGENCY + fold(name)
