"""The words that compare: 不低于, 至少, 以上, 不超过, 以内, ≤ …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.packs.check.spelling import same

COMPARATORS = (">=", ">", "<=", "<")
_NOT = "(?:不(?:得|能|应|可|宜|准|许|再)?|未|没有)"
_READ_AS: dict[str, tuple[str, ...]] = {
    "ge": (">=",),
    "le": ("<=",),
    "gt": (">",),
    "lt": ("<",),
    "reached": (">=",),
    "up": (">=", ">"),
    "down": ("<=", "<"),
}
_WORDS = re.compile(
    rf"(?P<le>{_NOT}(?:超过|超出|超|高于|大于|多于|长于|突破|迟于|晚于)|[至最]多|最[高大长迟晚]|上限|≤|<=|小于或?等于|"
    r"(?:控制|下降|降低?|减少|压减|压缩|缩短)[在到至为]|及以下|[以之]内|(?<=[日天时周月年])内)"
    rf"|(?P<ge>{_NOT}(?:低于|少于|小于|短于|早于)|至少|最[低少小短]|下限|≥|>=|大于或?等于|及以上|"
    r"(?:提高|提升|增加|上升|增长|扩大)[到至为]|(?:稳定|保持|维持)在)"
    r"|(?P<lt>低于|少于|小于|短于|不足|[不未]满|未达到?|没有达到|达不到|不到|<)"
    r"|(?P<gt>超过|超出|高于|大于|多于|长于|突破|超(?=\d)|>)"
    r"|(?P<reached>达到|达(?=\d)|满(?=[\d一二三四五六七八九十两百]))"
    r"|(?P<up>以上)|(?P<down>以下)"
)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparing words at [start, end), and the comparators that they may be read as."""

    start: int
    end: int
    words: str
    read_as: tuple[str, ...]


def comparisons_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Comparison]:
    """Those that touch [start, end); where that begins with 低于, 不低于 is read as a whole."""
    stop = len(text) if end is None else end
    for match in _WORDS.finditer(same(text), max(0, start - _LONGEST), stop + _LONGEST):
        if match.start() < stop and match.end() > start:
            yield Comparison(match.start(), match.end(), match[0], _READ_AS[match.lastgroup or ""])
