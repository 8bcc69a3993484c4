"""What is no document: too large, of another form, or without text."""

from __future__ import annotations

LIMIT = 50_000_000
"""Largest file that is read, in bytes."""


class Unreadable(Exception):
    """The file cannot be read as a document; `zh` and `en` name it and say what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en
