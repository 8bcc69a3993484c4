"""How a sending ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The receiver has taken it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """`code` is one of `county.notices.reasons`. Where the network is away, no try is counted.

    An unknown host counts as away: without a network many machines say just that.
    """

    code: str

    @property
    def is_away(self) -> bool:
        return self.code in {"no_network", "unknown_host", "no_smtp"}


Outcome = Sent | Failed


class Stopped(Exception):
    """A sending that ended before there was an answer; `code` as in Failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
