"""What is wrong with a pack, in one sentence, in Chinese and in English."""

from __future__ import annotations


class PackError(Exception):
    """A pack that cannot be used: `zh` and `en` name the file, the place in it and what to do; `str()` is `zh`."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en
