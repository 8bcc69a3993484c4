"""Limits: a number of days, hours or months within which something must be done, and the event they run from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongbao.text.model import LimitUnit
from gongbao.text.numerals import han_to_int

_N = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十两百]+|半)"
_UNITS: dict[str, tuple[LimitUnit, Decimal]] = {
    "工作日": ("working_day", Decimal(1)),
    "工作天": ("working_day", Decimal(1)),
    "自然日": ("day", Decimal(1)),
    "昼夜": ("day", Decimal(1)),
    "日": ("day", Decimal(1)),
    "天": ("day", Decimal(1)),
    "星期": ("day", Decimal(7)),
    "周": ("day", Decimal(7)),
    "小时": ("hour", Decimal(1)),
    "刻钟": ("hour", Decimal(1) / 4),
    "分钟": ("hour", Decimal(1) / 60),
    "月": ("month", Decimal(1)),
    "季度": ("month", Decimal(3)),
    "年": ("year", Decimal(1)),
}
_UNIT = "工作日|工作天|自然日|小时|分钟|刻钟|星期|季度|昼夜|日|天|周|月|年"
_SPAN = rf"(?P<n>{_N})(?P<ge>个)?(?:多)?(?P<u>{_UNIT})"
_LIMIT = re.compile(
    rf"(?P<cap>(?:最长|最迟|最多|一般|原则上)?(?:均)?(?:不得|不能|不)(?:超过|多于|迟于|晚于)|压缩(?:至|到)|缩短(?:至|到|为)|(?:时限|期限)(?:为|是)){_SPAN}(?:以内|之内|内)?"
    rf"|{_SPAN.replace('<n>', '<n2>').replace('<ge>', '<ge2>').replace('<u>', '<u2>')}(?:之内|以内|内)(?!容|部|设|外)"
    rf"|(?P<n3>{_N})个(?P<u3>工作日)(?=未|没有|仍未|不)"
)
_NEXT_MONTH = re.compile(
    r"次月(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日|(?P<p>底|末|初|中旬|上旬|下旬))(?:前|之前|以前|内)?"
)
_START = re.compile(
    r"(?:^|[，：、（）()])(?P<start>[^，。；：、（）()]{1,80}?(?:之日起|之时起|当日起|日起|起|后|之后|以后|时起|时))(?:[，,])?(?:的|应当?|须|必须|要|在|应在|于|及时|应于|需|将|，)*$"
)
_SINCE = re.compile(r"(?P<start>(?:自|从|接到|收到|受理)[^，。；：]{2,30})$")
_LEAD = re.compile(r"^.*?(?:应当|应|须|必须|要|需)?(?:在|于)(?=[^，]{2,})")
_BAD_BEFORE = re.compile(
    r"(?:近|过去|最近|(?:^|[，。；：的])前|连续|每|不足|未满|满|已|有效期(?:为|限)?|任期|租期|聘期|试用期|工龄|保存|保管|停留|隔离|观察|封锁|服务期|刑期|以下|以上|为期|历时|同一|发病|潜伏期|孵化期|毕业|出生|年龄|离校)$"
)
_VALID = re.compile(
    r"有效期|租期|任期|试用期|工龄|贷款期|保存期|保质期|服务期|合同期|隔离期|有期徒刑|缓刑|期满|累计|免收|减半|减免|续贷|展期"
)
_BAD_AFTER = re.compile(
    r"^(?:的|连续|累计|发生|出现|未发生|无|再次|曾|多次|受过|两次|三次|第二次|不得再|不受理|有过|仅|只|禁止|不得|均可|有效|使用)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    iso: date | None = None
    amount: str | None = None
    unit: LimitUnit | None = None
    from_: str = ""
    inferred: bool = False


def limits(text: str, _: date | None) -> Iterator[Hit]:
    for match in _LIMIT.finditer(text):
        number = match["n"] or match["n2"] or match["n3"]
        unit = match["u"] or match["u2"] or match["u3"]
        counted = match["ge"] or match["ge2"] or match["n3"]
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 8]
        if unit == "月" and not counted and number != "半":
            continue
        if (
            unit == "年"
            and not counted
            and number != "半"
            and (len(number) == 4 or (match["cap"] is None and not re.search(r"后|起|力争|用$", before)))
        ):
            continue
        if _not_a_limit(before, after, match["cap"] or "", text[max(0, match.start() - 200) : match.start()]):
            continue
        amount, kind = _amount(number, unit)
        if amount:
            yield Hit(match.start(), match.end(), None, amount, kind, start_of(text, match.start()))


def _not_a_limit(before: str, after: str, cap: str, whole: str) -> bool:
    clause = re.split(r"[，。；]", whole)[-1]
    if clause.endswith(("控制在", "缩小到")):
        return True
    if _BAD_BEFORE.search(before) or _BAD_AFTER.search(after):
        return True
    if re.search(r"准予|允许|可以?在?$", clause):
        return True
    return bool(_VALID.search(clause if cap else before[-12:]))


def _amount(number: str, unit: str) -> tuple[str, LimitUnit]:
    kind, factor = _UNITS[unit]
    if number == "半":
        halves: dict[str, tuple[str, LimitUnit]] = {
            "年": ("6", "month"),
            "月": ("15", "day"),
            "天": ("12", "hour"),
            "日": ("12", "hour"),
            "小时": ("0.5", "hour"),
        }
        return halves.get(unit, ("", kind))
    value = Decimal(number) if number[0].isdigit() else Decimal(han_to_int(number) or 0)
    total = value * factor
    return (
        format(total.quantize(Decimal(1)) if total == total.to_integral() else total.normalize(), "f") if total else ""
    ), kind


def start_of(text: str, position: int) -> str:
    """The event that a limit counts from, as printed before it in its sentence."""
    sentence = re.split(r"[。；]", text[max(0, position - 120) : position])[-1]
    match = _START.search(sentence) or _SINCE.search(sentence)
    start = match["start"] if match else ""
    return _LEAD.sub("", start)


def next_months(text: str, _: date | None) -> Iterator[Hit]:
    for match in _NEXT_MONTH.finditer(text):
        yield Hit(
            match.start(), match.end(), None, "1", "month", start_of(text, match.start()).rstrip("的"), inferred=True
        )
