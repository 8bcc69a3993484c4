"""Words of a rater before others read them: what may tell who somebody is gives way to a mark; the original stays.

Patterns look at a shadow of the text, as long as the text itself, in which １ and ① are 1, and for numbers 壹 too. Each
runs in a time that grows with the length alone: quantifiers are bounded, or possessive and begin where a run begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from county.reviews.protection.names import COMPOUND, NO_NAME, POSTS, SURNAMES, TITLES

MARK = "〔已隐去〕"
LONGEST = 2000
_DIGITS = {ord(one): str(number) for number, several in enumerate((
    "零〇○", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for one in several}
_GAP = r"[ \t\-.·•_—–\u00a0\u200b-\u200d\ufeff]"
_HAN = r"[\u3400-\u9fff]"
_SAID = r"(?:[:=是为叫 ]|号码|账号|号){0,4}"
_TEN = r"(?:[0-9]|[十百]){1,5}[A-Za-z]?"
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}(?: [0-9]{1,2})?")
_NUMBERS = re.compile(rf"(?<![0-9])\+?(?:[0-9]{{6,}}+|[0-9](?:{_GAP}{{0,2}}[0-9]){{6,}}+)[Xx]?")
_MASKED = r"(?<![0-9])[0-9]{2,18}+[*×]{2,18}+[0-9Xx]{1,18}"
_MAIL = (r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++ ?(?:@|\(at\)|#at#|\[at\]) ?[A-Za-z0-9\-]{1,63}"
         r"(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_LINK = r"(?:https?://|www\.)[!-~]{1,500}"
_PLATE = (r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Za-z][ ·•.\-]?"
          r"(?=[A-Za-z]{0,5}[0-9])[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳]")
_ACCOUNT = (r"(?:微信|薇信|威信|扣扣|企鹅号|抖音|快手|支付宝|钉钉|weixin|wechat|"
            rf"(?<![A-Za-z])(?:qq|vx|wx|v信|v(?=[:= ]))){_SAID}([A-Za-z0-9][A-Za-z0-9_\-.]{{3,60}})")
_BADGE = rf"工号{_SAID}([A-Za-z0-9\-]{{2,40}})"
_ONE = rf"(?!{NO_NAME})(?:{COMPOUND}|[{SURNAMES}])"
_CALLED = rf"(?:我叫|名叫|名字叫|名字是|我的名字|本人叫|姓名|联系人|落款|署名){_SAID}({_ONE}{_HAN}{{1,2}})"
_LABELLED = rf"(?:姓名|联系人|落款|署名|名字)[:=]\s{{0,3}}({_HAN}{{2,4}}(?:[·•]{_HAN}{{1,8}}){{0,3}})"
_TITLED = rf"({_ONE}{_HAN}{{0,2}}?)(?:{TITLES})"
_POSTED = rf"(?:{POSTS}|{TITLES})[:= ]?({_ONE}{_HAN}{{1,2}})"
_HOUSE = (rf"(?:{_HAN}{{2,4}}(?:小区|花园|家园|新村|公寓|社区)[^\w\s]?)?"
          rf"{_TEN}(?:号楼|号院|幢|栋|单元)(?:[ ,\-]?{_TEN}(?:号楼|单元|幢|栋|座|门|层|楼|室|户|号)?){{0,4}}")
_ROOM = r"(?<![0-9])[0-9]{3,4}[室户]"
_STREET = rf"(?:{_HAN}{{1,4}}(?:路|街|巷|胡同|大道|村|庄|屯|疃|组|队))({_TEN}号)(?!窗|台|柜|楼|院)"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


_CODES = _compiled(_MASKED, _MAIL, _LINK, _PLATE, _ACCOUNT, _BADGE, _HOUSE, _ROOM, _STREET)
_NAMES = _compiled(_CALLED, _LABELLED, _TITLED, _POSTED)


class _Shadow(dict[int, str]):
    """For a character the one that patterns see in its place: the plain digit or letter."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        digit, plain = unicodedata.digit(one, None), unicodedata.normalize("NFKC", one)
        self[code] = str(digit) if digit is not None else plain if len(plain) == 1 else one
        return self[code]


_PLAIN, _NUMERIC = _Shadow(), _Shadow(_DIGITS)


def screened(text: str, longest: int = LONGEST) -> str:
    """The text with numbers, addresses and names hidden, at most so long. Screening it again changes nothing."""
    before, text = "", text[:longest]
    while text != before:
        before, text = text, _once(text)[:longest]
    return text


def _once(text: str) -> str:
    pieces, end = [], 0
    for first, last in _merged(sorted(_spans(text))):
        pieces += [text[end:first], MARK]
        end = last
    return "".join([*pieces, text[end:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where something is to be hidden: the group of a pattern that has one, else all of it."""
    plain, numeric = text.translate(_PLAIN), text.translate(_NUMERIC)
    for found in _NUMBERS.finditer(numeric):
        if not _DATE.fullmatch(found.group()):
            yield found.span()
    for shadow, patterns in ((numeric, _CODES), (plain, _NAMES)):
        for pattern in patterns:
            for found in pattern.finditer(shadow):
                yield found.span(pattern.groups)


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap or touch, as one."""
    held: tuple[int, int] | None = None
    for first, last in spans:
        if held is not None and first <= held[1]:
            held = (held[0], max(held[1], last))
            continue
        if held is not None:
            yield held
        held = (first, last)
    if held is not None:
        yield held
