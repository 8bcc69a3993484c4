"""Titles in lines of about equal length, measured in widths of a Chinese character."""

from __future__ import annotations

import math
import re
import unicodedata

NOT_FIRST = "、，。；：！？）》”』」】%％"
STANDS_OUT = 1.0
UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    """Without characters that no XML document may hold; white space as one blank."""
    return " ".join(UNREADABLE.sub("", text).split())


def measure(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.62 for one in text)


def wrapped(title: str, most: float) -> tuple[str, ...]:
    """`most`: characters a line. A line does not begin with a closing mark, which may stand out by one."""
    text = readable(title)
    whole = measure(text)
    even = math.ceil(whole / max(1, math.ceil(whole / most)))
    lines = [""]
    for one in text:
        room = even + (STANDS_OUT if one in NOT_FIRST else 0)
        if lines[-1] and measure(lines[-1] + one) > room:
            lines.append("")
        lines[-1] += one
    return tuple(line.strip() for line in lines)
