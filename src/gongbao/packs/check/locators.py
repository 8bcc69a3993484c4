"""How a locator is written: 第二十条（二）, 三（一）段2, 附件4 表1 第2行 列5, 附件1 第3人, 落款."""

from __future__ import annotations

import re

from gongbao.packs.check.places import key_of

_HAN = "一二三四五六七八九十百零〇"
_TWICE = r"(?:#\d{1,3})?"
_LABEL = (
    rf"(?:第(?:[{_HAN}]{{1,6}}|\d{{1,3}})(?:[章编节]|条(?:之[{_HAN}]{{1,2}})?)|[{_HAN}]{{1,5}}|\((?:[{_HAN}]{{1,4}}|\d{{1,3}})\)|"
    rf"\d{{1,3}}(?:\.\d{{1,2}})*|[①-⑳]){_TWICE}"
)
_SECTION = rf"(?:(?:{_LABEL})+(?:段\d{{1,4}}{_TWICE})?|段\d{{1,4}}{_TWICE})"
_ANNEX = rf"附[件表录图](?:\d{{1,3}}|[{_HAN}]{{1,4}})?{_TWICE}"
_ROW = r"第\d{1,5}行(?: 第\d{1,4}项)?(?: 列\d{1,3})?"
_LISTED = rf"(?:表\d{{1,3}}{_TWICE}(?P<row> {_ROW})?|(?P<person>第\d{{1,4}}人)|注\d{{1,3}})"
_HEAD = "标题|文号|日期|主送|落款|附件说明|正文标题|标志|附注"
_LOCATOR = re.compile(rf"{_HEAD}|{_ANNEX}|(?:{_ANNEX} )?(?:{_SECTION}|(?:{_SECTION} )?{_LISTED})")


def is_well_formed(at: str) -> bool:
    """Whether it is written as a locator; whether the text has such a place only the text tells."""
    return _LOCATOR.fullmatch(key_of(at)) is not None


def is_compared_whole(at: str) -> bool:
    """Whether it names a table row, a cell, a person of a roster, or a line of the head or the closing."""
    match = _LOCATOR.fullmatch(key_of(at))
    return match is not None and bool(match["row"] or match["person"] or at in _HEAD.split("|"))
