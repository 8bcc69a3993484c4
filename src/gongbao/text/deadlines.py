"""Days and limits by which something must be done, with the event from which a limit runs."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gongbao.text.model import Deadline, LimitUnit
from gongbao.text.numerals import half_width, han_to_int
from gongbao.text.passages import Passage

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
_Y = r"(?:(?P<rel>次年|翌年|来年|下一年度?|明年|今年|当年|本年|每年)|(?P<y>20\d\d)年)?(?:的)?"
_M = r"(?P<m>\d{1,2}|十[一二]|[一二三四五六七八九十])月"
_DAY = re.compile(
    rf"{_Y}(?<![\d—\-～~])(?:{_M})(?:(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日|份?(?P<p>底|末|上旬|中旬|下旬|初)|份)?(?P<by>前|之前|以前|止|完成)?"
)
_PART = re.compile(
    rf"{_Y}(?P<q>(?<![\d一二三四五六七八九十两几半近])年(?:底|末|内)|上半年|下半年|(?:第)?(?P<k>[一二三四1234])季度)(?P<e>末|底)?(?P<by>前|之前|以前|内|完成)?"
)
_YEAR = re.compile(
    r"(?P<to>到|至|截至|力争(?:到)?|于)?(?P<y>20\d\d)年(?:和(?P<y2>20\d\d)年)?(?P<e>底|末|年底|年末|年内)?(?P<by>前|之前|以前)?(?=[，,、]|全|实|达|基|完|建|我|县|各|力|控|重|农|城|新|底|末|前|之前|。|；|）|$)"
)
_EACH = re.compile(r"(?:每(?P<unit>月|季度|季|周|年)(?:度)?(?:的)?(?:第[一二三]个月)?)(?P<d>\d{1,2})日(?:前|之前|以前)")
_PHASE = re.compile(
    r"第[一二三四五]阶段[^（(。]{0,30}[（(](?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?:\d{1,2}日)?(?:(?:[-—–~～至到]+)(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月)?(?P<d>底|\d{1,2}日)?[）)]"
)
_START = re.compile(
    r"(?:^|[，：、（）()])(?P<start>[^，。；：、（）()]{1,80}?(?:之日起|之时起|当日起|日起|起|后|之后|以后|时起|时))(?:[，,])?(?:的|应当?|须|必须|要|在|应在|于|及时|应于|需|将|，)*$"
)
_SINCE = re.compile(r"(?P<start>(?:自|从|接到|收到|受理)[^，。；：]{2,30})$")
_LEAD = re.compile(r"^.*?(?:应当|应|须|必须|要|需)?(?:在|于)(?=[^，]{2,})")
_HINT = re.compile(r"[内前底末旬]|超过|20\d\d年|未评|次月|季度|年终|半年|完成|迟于|晚于|缩短|压缩|时限|阶段|月\d+日")
_GOAL = re.compile(
    r"达到|达|建设|打造|完成|实现|不低于|不少于|控制|建成|建立|提高|下降|低于|降低|增加|覆盖|消除|创建|形成|确保|基本|进入|得到|≥|超过|减少"
)
_BAD_BEFORE = re.compile(
    r"(?:近|过去|最近|前|连续|每|不足|未满|满|已|有效期(?:为|限)?|任期|租期|聘期|试用期|工龄|保存|保管|停留|隔离|观察|封锁|服务期|刑期|以下|以上|为期|历时|同一|发病|潜伏期|孵化期|毕业|出生|年龄|离校)$"
)
_VALID = re.compile(
    r"有效期|租期|任期|试用期|工龄|贷款期|保存期|保质期|服务期|合同期|隔离期|有期徒刑|缓刑|期满|累计|免收|减半|减免|续贷|展期"
)
_BAD_AFTER = re.compile(
    r"^(?:的|连续|累计|发生|出现|未发生|无|再次|曾|多次|受过|两次|三次|第二次|不得再|不受理|有过|仅|只|禁止|不得|均可|有效|使用)"
)
_PAST_AFTER = re.compile(
    r"^(?:日)?(?:印发|发布|公布|施行|起施行|生效|召开|下发|起执行|起实施|实施的|修订|出台|发文|至|—|-|–|～|~|到)"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    iso: date | None = None
    amount: str | None = None
    unit: LimitUnit | None = None
    from_: str = ""
    inferred: bool = False


def deadlines_of(passage: Passage, issued: date | None) -> Iterator[Deadline]:
    """The deadlines of a passage in order; `issued` supplies a year that is not printed."""
    text = half_width(passage.text)
    if not _HINT.search(text):
        return
    hits: list[_Hit] = []
    for finder in (_phases, _limits, _next_months, _each, _days, _years, _parts):
        for hit in finder(text, issued):
            if not any(h.start < hit.end and hit.start < h.end for h in hits):
                hits.append(hit)
    for hit in sorted(hits, key=lambda h: h.start):
        span = passage.span(hit.start, hit.end)
        yield Deadline(
            passage.text[hit.start : hit.end], passage.at, span, hit.iso, hit.amount, hit.unit, hit.from_, hit.inferred
        )


def _limits(text: str, _: date | None) -> Iterator[_Hit]:
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
        if _not_a_limit(before, after, match["cap"] or "", text[: match.start()]):
            continue
        amount, kind = _amount(number, unit)
        if amount:
            yield _Hit(match.start(), match.end(), None, amount, kind, _start_of(text, match.start()))


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


def _start_of(text: str, position: int) -> str:
    """The event that a limit counts from, as printed before it in its sentence."""
    sentence = re.split(r"[。；]", text[max(0, position - 120) : position])[-1]
    match = _START.search(sentence) or _SINCE.search(sentence)
    start = match["start"] if match else ""
    return _LEAD.sub("", start)


def _next_months(text: str, _: date | None) -> Iterator[_Hit]:
    for match in _NEXT_MONTH.finditer(text):
        yield _Hit(
            match.start(), match.end(), None, "1", "month", _start_of(text, match.start()).rstrip("的"), inferred=True
        )


def _each(text: str, issued: date | None) -> Iterator[_Hit]:
    """每月5日前: the first such day on or after issue stands for all."""
    for match in _EACH.finditer(text):
        if issued is None or match["unit"] == "周":
            continue
        day = int(match["d"])
        for step in range(4):
            month = (issued.month - 1 + step) % 12 + 1
            year = issued.year + (issued.month - 1 + step) // 12
            found = _day(year, month, day)
            if found and found >= issued and (match["unit"] == "月" or month % 3 == 1):
                yield _Hit(
                    match.start(),
                    match.end(),
                    found,
                    None,
                    None,
                    match[0][: match.start("d") - match.start()],
                    inferred=True,
                )
                break


def _phases(text: str, issued: date | None) -> Iterator[_Hit]:
    for match in _PHASE.finditer(text):
        year = int(match["y2"] or match["y"] or (issued.year if issued else 0))
        month = int(match["m2"] or match["m"])
        inner = text.find("（", match.start(), match.end()) + 1 or text.find("(", match.start(), match.end()) + 1
        last = int(match["d"][:-1]) if match["d"] and match["d"] != "底" else None
        found = _day(year, month, last) if year else None
        if found:
            yield _Hit(inner, match.end() - 1, found, inferred=last is None or not match["y"])


def _days(text: str, issued: date | None) -> Iterator[_Hit]:
    for match in _DAY.finditer(text):
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 6]
        if not (match["by"] or match["p"] in ("底", "末")) and not _is_cut_off(before, after, match):
            continue
        if match["by"] is None and match["p"] is None and match["d"] is None:
            continue
        if _PAST_AFTER.match(after) or (
            re.search(r"已于?$|截至目前|自$|从$|于(?:19|20)\d\d年$", before) and not match["by"]
        ):
            continue
        year, inferred, start = _year_of(match, issued)
        if not year:
            continue
        found = _last_day(
            year, _int(match["m"]), match["d"], match["p"], bare=match["p"] is None and match["d"] is None
        )
        if found is None:
            continue
        start = start or _start_of(text, match.start()) if match["rel"] == "每年" else start
        end = match.end() - (2 if match["by"] == "完成" else 0)
        yield _Hit(match.start(), end, found, None, None, start, inferred or match["d"] is None)


def _is_cut_off(before: str, after: str, match: re.Match[str]) -> bool:
    if not match["d"]:
        return bool(re.search(r"(?:到|至|截至)$", before)) and bool(match["p"])
    return bool(
        re.search(
            r"(?:截止(?:日期|时间)?(?:为|到|至|：)?|最迟(?:于|在|到)?|延长(?:到|至)|延期(?:到|至)|推迟(?:到|至)|时限(?:为|：)?)$",
            before,
        )
    ) or (bool(re.match(r"(?:完成|报送|上报|提交|报告|交付|到位|报)", after)) and not before.endswith("已"))


def _year_of(match: re.Match[str], issued: date | None) -> tuple[int, bool, str]:
    """(year, whether it was inferred, 每年 where it recurs)."""
    if match["y"]:
        return int(match["y"]), False, ""
    if issued is None:
        return 0, True, ""
    rel = match["rel"] or ""
    if rel in ("次年", "翌年", "来年", "明年", "下一年", "下一年度"):
        return issued.year + 1, True, ""
    return issued.year, True, "每年" if rel == "每年" else ""


def _last_day(year: int, month: int, day: str | None, part: str | None, *, bare: bool) -> date | None:
    if day:
        return _day(year, month, _int(day))
    if bare:
        first = _day(year, month, 1)
        return first - timedelta(days=1) if first else None
    return _day(year, month, {"上旬": 10, "中旬": 20, "初": 10}.get(part or ""))


def _day(year: int, month: int, day: int | None) -> date | None:
    """The day, or the month's last when none is given; None when there is no such day."""
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _int(text: str) -> int:
    return han_to_int(text) or 0


def _parts(text: str, issued: date | None) -> Iterator[_Hit]:
    ends = {"上半年": 6, "下半年": 12}
    for match in _PART.finditer(text):
        after = text[match.end() : match.end() + 4]
        quarter = match["k"]
        if (quarter or match["q"] in ends) and not (match["by"] or match["e"]):
            continue
        if match["rel"] == "每年" and not match["by"] and not match["e"]:
            continue
        year, _inferred, start = _year_of(match, issued)
        month = (
            {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}[quarter]
            if quarter
            else ends.get(match["q"], 12)
        )
        if not year or _PAST_AFTER.match(after) or (re.match(r"考核|总结|评|报告|召开|奖", after) and not match["by"]):
            continue
        end = match.end() - (2 if match["by"] == "完成" else 0)
        yield _Hit(match.start(), end, _day(year, month, None), None, None, start, inferred=True)


def _years(text: str, issued: date | None) -> Iterator[_Hit]:
    """到2022年, 2020年底, and 2020年，… with a goal in the sentence: the last day of the year."""
    for match in _YEAR.finditer(text):
        sentence = re.split(r"[。；]", text[match.end() : match.end() + 160])[0]
        year = int(match["y"])
        begins = match.start() == 0 or text[match.start() - 1] in "。；，、：）)"
        marked = bool(match["e"] or match["by"] or match["to"] in ("到", "至", "力争", "力争到"))
        if match["to"] in ("截至", "于") and not match["by"]:
            continue
        if not marked and not (
            begins
            and _GOAL.search(sentence)
            and issued
            and year >= issued.year
            and text[match.end() : match.end() + 1] in "，,全"
        ):
            continue
        if match["to"] == "至" and re.search(r"年$|月$|日$", text[: match.start()]):
            continue
        if issued and year < issued.year:
            continue
        first = match.end("y") + 1
        if match["y2"]:
            yield _Hit(match.start(), first, date(year, 12, 31), inferred=True)
            yield _Hit(match.start("y2"), match.end(), date(int(match["y2"]), 12, 31), inferred=True)
        else:
            yield _Hit(match.start(), match.end(), _before(year, match), inferred=True)


def _before(year: int, match: re.Match[str]) -> date:
    return date(year - 1 if match["by"] and not match["e"] and match["to"] is None else year, 12, 31)
