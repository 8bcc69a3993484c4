"""Words of a rater before they are published: what may tell who somebody is gives way to a mark; the original stays."""

from __future__ import annotations

import re

MARK = "〔已隐去〕"
_PATTERNS = tuple(re.compile(one) for one in (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9A-Za-z])",
    r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])",
    r"(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])",
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Z][A-Z0-9]{5,6}",
    r"(?<![0-9])[0-9]{6,}(?![0-9])",
))


def screened(text: str) -> str:
    """The text with numbers that tell somebody apart, addresses of mail and plates hidden."""
    for one in _PATTERNS:
        text = one.sub(MARK, text)
    return text
