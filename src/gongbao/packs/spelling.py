"""How names are compared: blanks and the width of brackets make no other name."""

from __future__ import annotations

_BRACKETS = str.maketrans("()", "（）")


def spelled(name: str) -> str:
    """A name without blanks of any width and with full-width brackets: line breaks and padding make no other name."""
    return "".join(name.split()).translate(_BRACKETS)
