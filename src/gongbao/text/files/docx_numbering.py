"""The numbers that Word counts itself: what stands before a paragraph on the page but not in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_HAN = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, and how the number is printed (`第%1条`)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = "tab"
    restart: int = -1
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """The levels of one list and how far each is counted; 0 for one that is not begun."""

    levels: dict[int, Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """Counts the numbered paragraphs of a file, which must be asked about in the order of the text."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles = {style.get(W + "styleId"): style for style in _all(styles, "style")}
        self._normal = next((s for s in self._styles.values() if _is_default(s)), None)
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, Any] = {a.get(W + "abstractNumId"): a for a in _all(numbering, "abstractNum")}
        self._nums: dict[str, Any] = {num.get(W + "numId"): num for num in _all(numbering, "num")}
        self._seen: set[str] = set()
        self._of_style: dict[str, tuple[str, int] | None] = {}

    def next(self, paragraph: Any) -> str:
        """The number printed before `paragraph` (a w:p element) with the gap behind it; empty where there is none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        held = self._list_of(number)
        level = held.levels.get(depth) if held else None
        if held is None or level is None:
            return ""
        if number not in self._seen:
            self._seen.add(number)
            self._restart(number, held)
        _count(held, depth)
        return _printed(held, depth)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph, from itself or from its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._style_place(style.get(W + "val") if style is not None else None)
        if own is None:
            return inherited
        number, level = _value(own, "numId"), _value(own, "ilvl")
        if number == "0" or (number is None and inherited is None):
            return None
        depth = int(level) if level else (inherited[1] if inherited and number is None else 0)
        return number or (inherited[0] if inherited else ""), min(depth, LEVELS - 1)

    def _style_place(self, name: str | None) -> tuple[str, int] | None:
        key = name or ""
        if key not in self._of_style:
            self._of_style[key] = self._find_style_place(name)
        return self._of_style[key]

    def _find_style_place(self, name: str | None) -> tuple[str, int] | None:
        for style in self._chain(name):
            own = style.find(f"{W}pPr/{W}numPr")
            number = _value(own, "numId") if own is not None else None
            if number == "0":
                return None
            if number:
                return number, self._level_of_style(number, style, _value(own, "ilvl"))
        return None

    def _level_of_style(self, number: str, style: Any, stated: str | None) -> int:
        held, name = self._list_of(number), style.get(W + "styleId")
        bound = next((depth for depth, level in held.levels.items() if level.style == name), None) if held else None
        return min(int(stated or 0), LEVELS - 1) if bound is None else bound

    def _chain(self, name: str | None) -> Iterator[Any]:
        style, seen = self._styles.get(name, self._normal if name is None else None), set()
        while style is not None and style not in seen:
            seen.add(style)
            yield style
            style = self._styles.get(_value(style, "basedOn"))

    def _list_of(self, number: str) -> _List | None:
        """Lists with the same definition count on together."""
        num = self._nums.get(number)
        key = _value(num, "abstractNumId") if num is not None else None
        if num is None or key is None:
            return None
        if key not in self._lists:
            self._lists[key] = _List(self._levels(key))
        shared = self._lists[key]
        own = {int(o.get(W + "ilvl", 0)): o.find(W + "lvl") for o in _all(num, "lvlOverride")}
        changed = {depth: _level(element) for depth, element in own.items() if element is not None}
        return _List(shared.levels | changed, shared.reached) if changed else shared

    def _levels(self, key: str, depth: int = 0) -> dict[int, Level]:
        abstract = self._abstract.get(key)
        link = _value(abstract, "numStyleLink") if abstract is not None else None
        style = self._styles.get(link) if link else None
        linked = _value(style.find(f"{W}pPr/{W}numPr"), "numId") if style is not None else None
        num = self._nums.get(linked) if linked else None
        if num is not None and depth < LEVELS:
            return self._levels(_value(num, "abstractNumId") or "", depth + 1)
        return {int(element.get(W + "ilvl", 0)): _level(element) for element in _all(abstract, "lvl")}

    def _restart(self, number: str, held: _List) -> None:
        for override in _all(self._nums[number], "lvlOverride"):
            start, depth = _value(override, "startOverride"), int(override.get(W + "ilvl", 0))
            if start is not None and depth < LEVELS:
                held.reached[depth] = int(start) - 1


def _count(held: _List, depth: int) -> None:
    reached = held.reached[depth]
    held.reached[depth] = held.levels[depth].start if reached is None else reached + 1
    for deeper in range(depth + 1, LEVELS):
        after = held.levels[deeper].restart if deeper in held.levels else -1
        if after < 0 or depth < after:
            held.reached[deeper] = None


def _printed(held: _List, depth: int) -> str:
    level = held.levels[depth]
    parts: list[str] = []
    for match in _PLACE.finditer(level.text):
        part = _part(held, int(match[1]) - 1, level.legal)
        if not part:
            return ""
        parts.append(part)
    if not parts:
        return ""
    filled = iter(parts)
    label = _PLACE.sub(lambda _: next(filled), level.text).strip()
    return label + _gap(label, level.gap)


def _part(held: _List, depth: int, legal: bool) -> str:
    level = held.levels.get(depth, Level())
    reached = held.reached[depth]
    write = FORMS.get("decimal" if legal else level.form)
    value = level.start if reached is None else reached
    return write(value) if write and value >= 0 else ""


def _gap(label: str, kind: str) -> str:
    """A tab of a label that has no mark at its end is a blank; behind a mark (一、) nothing parts it from the text."""
    if kind == "nothing" or label[-1] in "、，）)．.：:":
        return ""
    return " " if label[-1].isascii() else "\u3000"


def _level(element: Any) -> Level:
    return Level(
        start=int(_value(element, "start") or 0),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        gap=_value(element, "suff") or "tab",
        restart=int(_value(element, "lvlRestart") or -1),
        legal=element.find(W + "isLgl") is not None,
        style=_value(element, "pStyle") or "",
    )


def _all(element: Any | None, tag: str) -> list[Any]:
    return [] if element is None else element.findall(W + tag)


def _value(element: Any | None, tag: str) -> str | None:
    child = None if element is None else element.find(W + tag)
    value: str | None = None if child is None else child.get(W + "val")
    return value


def _is_default(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


def han(n: int) -> str:
    """12 → 十二, 105 → 一百零五; up to 9999."""
    if not 0 < n < 10_000:
        return ""
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero and out else "") + _HAN[digit] + name
        zero = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


def _digits(n: int) -> str:
    return "".join(_HAN[int(d)] for d in str(n))


def _letters(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 26 * 9 else ""


def _roman(n: int) -> str:
    out = ""
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    for value, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), signs, strict=True):
        times, n = divmod(n, value)
        out += sign * min(times, 9)
    return out


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else ""


def _counting(n: int) -> str:
    return han(n) if n < 100 else _digits(n)


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalEnclosedCircle": _of(_CIRCLED),
    "decimalEnclosedCircleChinese": _of(_CIRCLED),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": han,
    "taiwaneseCountingThousand": han,
    "japaneseCounting": han,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperRoman": _roman,
}
"""How a level counts. A form that is not here (a bullet, an ordinal in words) prints nothing."""
