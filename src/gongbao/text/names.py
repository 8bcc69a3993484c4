"""Lists of names as documents print them: parted by 、 or ，, with brackets that belong to a name."""

from __future__ import annotations

import re

from gongbao.text.lines import flat

_BARE = re.compile(
    r"各(?:省|市|县|区|乡|州|旗|盟|自治区|自治州|直辖市)(?:、(?:省|市|县|区|乡|镇|州|旗|盟|自治区|自治州|直辖市))*"
)
_KINDS = ("政府", "人民政府", "管委会", "办事处")
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
    return _completed([name for part in [*parts, text[start:]] if (name := flat(part))])


def _completed(names: list[str]) -> list[str]:
    """各县、区人民政府 is one name, and so is 各乡镇党委、政府: what is bare goes with its neighbour."""
    out: list[str] = []
    for name in names:
        if out and (_BARE.fullmatch(out[-1]) or name in _KINDS):
            out[-1] = f"{out[-1]}、{name}"
        else:
            out.append(name)
    return out
