"""What a letter is refused for, as sentences for the person who writes it."""

from __future__ import annotations


class Refused(ValueError):
    """The letter, or what was to be done with it, is refused; `str()` is the sentence, `field` where it belongs."""

    def __init__(self, says: str, field: str = "") -> None:
        super().__init__(says)
        self.field = field
