"""Lists of names as documents print them: parted by 、 or ，, with brackets that belong to a name."""

from __future__ import annotations

from gongbao.text.lines import flat

OPENING = "（(〔[【"
CLOSING = "）)〕]】"


def split_names(text: str, marks: str = "、，,；;/\n") -> list[str]:
    """The parts between marks that stand outside brackets; blanks that pad characters apart are removed."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in OPENING:
            depth += 1
        elif c in CLOSING:
            depth = max(0, depth - 1)
        elif c in marks and not depth:
            parts.append(text[start:i])
            start = i + 1
    return [name for part in [*parts, text[start:]] if (name := flat(part))]
