"""What a person is told when something about people or bodies cannot be done: one sentence, and nothing was written."""

from __future__ import annotations


class NotPossible(Exception):
    """An act that is refused. `field`: the field of the form that it is about, if one is."""

    def __init__(self, says: str, field: str = "") -> None:
        super().__init__(says)
        self.says, self.field = says, field
