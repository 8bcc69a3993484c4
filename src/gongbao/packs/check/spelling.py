"""How characters compare: blanks never count, and a full-width sign is its half-width one."""

from __future__ import annotations

_WIDE = "".join(chr(0xFF01 + n) for n in range(94)) + "〔〕【】﹝﹞﹙﹚﹪−≧⩾≦⩽"
_USUAL = "".join(chr(0x21 + n) for n in range(94)) + "[][][]()%-≥≥≤≤"
_SAME = str.maketrans(_WIDE, _USUAL)


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def same(text: str) -> str:
    """The text with full-width forms and brackets as their usual ones; the length stays."""
    return text.translate(_SAME)


def short(text: str, longest: int = 40) -> str:
    """At most `longest` characters, on one line."""
    line = text.replace("\n", " ")
    return line if len(line) <= longest else line[: longest - 1] + "…"
