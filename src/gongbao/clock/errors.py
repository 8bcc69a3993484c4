"""What the clock cannot answer, in one sentence, in Chinese and in English."""

from __future__ import annotations


class ClockError(ValueError):
    """A question without an answer: `zh` and `en` say what is wrong and what to do; `str()` is `zh`."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


def too_far() -> ClockError:
    """The answer lies beyond the last date there is."""
    return ClockError("期限超出9999年，请检查数值。", "The answer lies after the year 9999; check the number.")
