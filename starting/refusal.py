"""Why a start cannot go on, said so that a person knows what to do."""

from __future__ import annotations


class CannotStart(Exception):
    """One sentence in Chinese and the same in English: what, where, what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en
