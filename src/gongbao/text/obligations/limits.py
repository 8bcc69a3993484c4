"""Limits: a number of days, hours or months within which something must be done, and the event they run from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gongbao.text.model import LimitUnit
from gongbao.text.numerals import han_to_int
from gongbao.text.obligations.clauses import clause_before
from gongbao.text.obligations.durations import bounds_how_long
from gongbao.text.obligations.starts import start_of

_UNITS: dict[str, tuple[LimitUnit, Decimal]] = {
    "工作日": ("working_day", Decimal(1)),
    "工作天": ("working_day", Decimal(1)),
    "自然日": ("day", Decimal(1)),
    "日历日": ("day", Decimal(1)),
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
_HALVES: dict[str, tuple[str, LimitUnit]] = {
    "年": ("6", "month"),
    "月": ("15", "day"),
    "天": ("12", "hour"),
    "日": ("12", "hour"),
    "小时": ("0.5", "hour"),
}
_UNIT = "工作日|工作天|自然日|日历日|小时|分钟|刻钟|星期|季度|昼夜|日|天|周|月|年"
_N = r"(?<![\d.第])\d{1,4}(?:\.\d{1,4})?|(?<!第)[一二三四五六七八九十两百]{1,5}|半"
_SPAN = rf"(?P<n>{_N})(?P<ge>个)?多?(?P<u>{_UNIT})"
_CAP = (
    r"(?:最长|最迟|最多|一般|原则上)?均?(?:不得|不能|不)(?:超过|多于|迟于|晚于)|压缩(?:至|到|为)|缩短(?:至|到|为)|压减(?:至|到)|"
    r"(?:时限|期限|时间)(?:为|是|：|控制在)|限(?:时|期)?(?:为|在)?"
)
_CAPPED = re.compile(rf"(?P<cap>{_CAP}){_SPAN}(?:以内|之内|内)?")
_WITHIN = re.compile(rf"{_SPAN}(?:之内|以内|内)(?!容|部|外|设机构|设科|设部|置|在)")
_UNDONE = re.compile(rf"{_SPAN}(?=未|没有|仍未|不)")
_LIMITS = (
    (re.compile(r"[过于至到为是：在限时期][\d一二三四五六七八九十两半]"), _CAPPED),
    (re.compile(r"[日天时钟周月年度夜期][之以]?内"), _WITHIN),
    (re.compile(r"工作日[未没仍不]"), _UNDONE),
)
_NTH = re.compile(r"第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<ge>个)(?P<u>工作日|自然日)(?:之前|以前|前|内)")
_NOTICE = re.compile(rf"提前{_SPAN}")
_LEAD_TIME = re.compile(rf"(?<=[^以年月日底之]前){_SPAN}(?=将|向|报|提|书面|告|通|公告|公示|完|送|申|发)")
_DAYS_AHEAD = re.compile(
    r"(?:届满|期满|到期|举行|举办|召开|开始|实施|开工|施工|使用|活动|会议|开庭|变更|注销|停业|歇业|启用|运营)"
    rf"(?P<all>{_SPAN}(?:之前|以前|前))"
)
_SAME_DAY = re.compile(
    r"(?P<d>当[日天]|次日|第二天|隔天)(?:(?P<in>内|之内|前|之前|(?:上午|下午)?\d{1,2}(?:[:：]\d\d|[时点])前)|(?=办结|办完|完成|报|反馈|答复|处理|处置|回复|清|上报|送|归还|入库|转办|交办))"
)
_NEXT_MONTH = re.compile(
    r"(?:次月|下月|下个月)(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日|(?P<p>底|末|初|中旬|上旬|下旬))(?:前|之前|以前|内)?"
)
_BAD_BEFORE = re.compile(
    r"(?:近|过去|最近|(?:^|[，。；：的])前|连续|每|不足|未满|满|已|有效期(?:为|限)?|任期|租期|聘期|试用期|工龄|保存|保管|停留|隔离|观察|封锁|"
    r"服务期|刑期|以下|以上|为期|历时|同一|发病|潜伏期|孵化期|毕业|出生|年龄|离校|未来|今后|持|(?:到岗|返岗|上岗|入境|入校|返校|就诊|入住|入院|复工|返乡)前)$"
)
_VALID = re.compile(
    r"有效期(?!届满|满)|租期|任期(?!届满)|试用期|工龄|贷款期|保存期|保质期|服务期|合同期(?!满)|隔离期|有期徒刑|缓刑|累计|免收|减半|减免|续贷|展期"
)
_BAD_AFTER = re.compile(
    r"^(?:的|连续|累计|累积|发生|出现|未发生|无(?!偿)|再次|曾|多次|受过|两次|三次|第二次|不得再|不得申|不受理|有(?!关|效整)|仅|只|禁止|不得|均可|"
    r"使用|免|给予(?!答复|回复|批复|反馈|办理)|享受|减|核酸|降水|降雨|降雪|可能|预计|预报|将[受出有达]|平均|最高|最低|气温|仍|持续|雨量|阵风|到过|去过|接触)"
)
_ALLOWED = re.compile(r"准予|允许|可以?在?$")
_DONE_AFTER = re.compile(r"^(?:完成|建成|实现|达到|全部|基本|整|取消|办结|退出|消除|解决)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A deadline found in a passage: positions, a day (`iso`) or an `amount` in `unit` counted `from_` an event."""

    start: int
    end: int
    iso: date | None = None
    amount: str | None = None
    unit: LimitUnit | None = None
    from_: str = ""
    inferred: bool = False


def limits(text: str, _: date | None) -> Iterator[Hit]:
    """5个工作日内, 最迟不超过1小时, 限时3天, 5个工作日未评价的."""
    for word, pattern in _LIMITS:
        for match in pattern.finditer(text) if word.search(text) else ():
            cap = match["cap"] if pattern is _CAPPED else ""
            if pattern is _UNDONE and not (match["ge"] and match["u"] == "工作日"):
                continue
            if _is_span(text, match, cap) and not _is_period(text, match, cap):
                yield from _hit(text, match.start(), match.end(), match)


def leads(text: str, _: date | None) -> Iterator[Hit]:
    """提前15日公告, 开工前15日将方案报备, 有效期届满30日前: the limit runs back from the event."""
    for match in _NOTICE.finditer(text):
        if match["u"] != "分钟" and re.search(r"应|须|要|需|请|至少", clause_before(text, match.start(), 30)):
            yield from _hit(text, match.start(), match.end(), match)
    for match in _LEAD_TIME.finditer(text):
        if not _BAD_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
            yield from _hit(text, match.start(), match.end(), match)
    for match in _DAYS_AHEAD.finditer(text):
        clause = re.sub(r"^.*?(?:(?:应当?|须|要)[在于]?|[在于])(?=..)", "", clause_before(text, match.start("all"), 30))
        yield from _hit(text, match.start("all"), match.end("all"), match, clause)


def nth_days(text: str, _: date | None) -> Iterator[Hit]:
    """收到申请后第3个工作日前, 当日办结, 次日10时前, 次月10日前."""
    for match in _NTH.finditer(text):
        yield from _hit(text, match.start(), match.end(), match)
    for match in _SAME_DAY.finditer(text):
        if not text[match.end() :].startswith(("起", "的", "至")) and (match["d"][0] == "当" or match["in"]):
            yield Hit(match.start(), match.end(), None, "1", "day", start_of(text, match.start()))
    for match in _NEXT_MONTH.finditer(text):
        start = start_of(text, match.start()).rstrip("的")
        yield Hit(match.start(), match.end(), None, "1", "month", start, inferred=True)


def whole_limit(text: str) -> Hit | None:
    """The limit that a cell under 办理时限 holds: 5个工作日."""
    match = re.fullmatch(rf"(?:{_CAP})?{_SPAN}(?:以内|之内|内)?", text)
    return next(_hit(text, match.start(), match.end(), match), None) if match and match["u"] != "年" else None


def _hit(text: str, start: int, end: int, match: re.Match[str], event: str | None = None) -> Iterator[Hit]:
    amount, unit = _amount(match["n"], match["u"])
    if amount:
        yield Hit(start, end, None, amount, unit, start_of(text, start) if event is None else event)


def _is_span(text: str, match: re.Match[str], cap: str) -> bool:
    """6月 and 2020年 are dates, 6个月 and 两年 are spans; 三年内 needs a word that says it is a limit."""
    number, unit = match["n"], match["u"]
    if match["ge"] or number == "半":
        return True
    if unit == "月":
        return False
    if unit != "年":
        return True
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 4]
    return len(number) < 4 and bool(cap or re.search(r"后|起|力争|用$", before) or _DONE_AFTER.match(after))


def _is_period(text: str, match: re.Match[str], cap: str) -> bool:
    """How long something holds, lasts or lies back, or a benefit: no limit by which something must be done."""
    start = match.start()
    before, clause = text[max(0, start - 12) : start], clause_before(text, start)
    if _BAD_BEFORE.search(before) or _BAD_AFTER.match(text[match.end() : match.end() + 8]) or _ALLOWED.search(clause):
        return True
    if cap:
        return bounds_how_long(clause) or bool(_VALID.search(clause))
    return clause.endswith(("缩小到", "控制在")) or bool(_VALID.search(before))


def _amount(number: str, unit: str) -> tuple[str, LimitUnit]:
    kind, factor = _UNITS[unit]
    if number == "半":
        return _HALVES.get(unit, ("", kind))
    value = Decimal(number) if number[0].isdigit() else Decimal(han_to_int(number) or 0)
    return _written(value * factor), kind


def _written(total: Decimal) -> str:
    """A plain decimal string of at most four places; empty for nothing."""
    rounded = total.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if rounded else ""
