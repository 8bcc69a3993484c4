"""What verbs and kinds of things are called on a page. Each desk names its own when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_verbs: dict[str, Any] = {}
_things: dict[str, Any] = {}


def name_verbs(words: Mapping[str, Any]) -> None:
    """Add verbs, each with its lazily translated words; called in `AppConfig.ready`."""
    _verbs.update(words)


def name_things(words: Mapping[str, Any]) -> None:
    """Add kinds of things in the same way."""
    _things.update(words)


def verb_words(verb: str) -> str:
    """A verb that nobody named is shown as it is."""
    return str(_verbs.get(verb, verb))


def thing_words(kind: str) -> str:
    return str(_things.get(kind, kind))


def known_verbs() -> list[tuple[str, str]]:
    """(verb, words), by the verb."""
    return [(verb, str(words)) for verb, words in sorted(_verbs.items())]


def verb_said(said: str) -> str:
    """The verb that somebody means who writes the verb or its words."""
    return next((verb for verb, words in known_verbs() if said == words), said)
