"""The agencies a reader may know. Reading itself knows none: a pack, or nobody, supplies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol


class Lexicon(Protocol):
    """Names of agencies and what they stand for."""

    def canonical(self, name: str) -> str | None:
        """The official name behind a printed one (alias, slip, or a generic name of this county); None if unknown."""

    def names(self) -> Iterable[str]:
        """Every printed form that is known."""


class NoAgencies:
    """The lexicon of a document that no pack lists."""

    def canonical(self, name: str) -> str | None:  # noqa: ARG002
        return None

    def names(self) -> Iterable[str]:
        return ()


LexiconFor = Callable[[str], Lexicon]
"""From a document's number (empty when it has none) to the lexicon its units are looked up in."""
