"""Days by which something must be done: 6月底前, 2021.12.31前, 不迟于12月1日, 9月15日上午12：00前."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from gongbao.text.numerals import han_to_int
from gongbao.text.obligations.clauses import clause_before, sentence_around
from gongbao.text.obligations.limits import Hit
from gongbao.text.obligations.starts import start_of

YEAR = (
    r"(?:(?P<rel>次年|翌年|来年|下一年度?|明年|今年|当年|本年度?|每年度?)|(?P<y>20\d\d|二[〇○零ＯO][一二三四五六七八九〇○零ＯO]{2})年|"
    r"(?<!\d)(?P<yy>[2-4]\d)年(?=\d{1,2}月))?的?"
)
_MONTH = r"(?P<m>\d{1,2}|十[一二]|[一二三四五六七八九十])月"
_PART = r"份?(?P<p>底|末|上旬|中旬|下旬|初)(?P<pe>末)?"
_CLOCK = (
    r"(?:[（(](?:周|星期)[一二三四五六日天][）)])?(?:上午|下午|中午|晚上?|凌晨)?"
    r"(?:\d{1,2}(?:[:：]\d\d|[时点](?:半|整|\d{1,2}分)?))?"
)
_BY = r"(?P<by>前|之前|以前|止|完成)?"
_DAY = re.compile(
    rf"{YEAR}(?<![\d—\-～~])(?:{_MONTH})"
    rf"(?:(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]{_CLOCK}|{_PART}|份)?{_BY}"
)
_NUMERIC = re.compile(
    rf"(?<![\d.\-/])(?P<y>20\d\d)(?P<sep>[.\-/])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})日?{_CLOCK}{_BY}"
)
_NUMBERS = re.compile(r"20\d\d[.\-/]\d")
_CUT_OFF = re.compile(
    r"(?:截止(?:日期|时间)?(?:为|到|至|：)?|最迟(?:于|在|到)?|最晚(?:于|在|到)?|延长(?:到|至)|延期(?:到|至)|推迟(?:到|至)|"
    r"不(?:得)?(?:迟|晚)于|(?:时限|期限)(?:为|：|:)?|(?:完成|截止|办结|报送|整改|上报)(?:时间|日期)(?:为|：|:))$"
)
_NO_LATER = re.compile(r"(?:不(?:得)?(?:迟|晚)于|最迟(?:于|在|到)?|最晚(?:于|在|到)?)$")
_DONE_IN = re.compile(r"(?:完成|建成|完工|竣工|投入使用|投用|交付|验收)(?![了的过])")  # 10月份完工, not 10月完成的
_DUE_AFTER = re.compile(r"完成|报送|上报|提交|报告|交付|到位|报")
_PAST_AFTER = re.compile(
    r"^(?:日)?(?:印发|发布|公布|施行|起施行|生效|召开|下发|起执行|起实施|实施的|修订|出台|发文|至|—|-|–|～|~|到(?!位))"
)
_STOOD_BEFORE = re.compile(
    r"^[^，。；：]{0,12}?(?:出生|注册|登记|参加|取得|建成|竣工|成立|购买|签订|入学|毕业|退休|投产|验收|使用|在册|入职|录用|"
    r"开工|立项|发生|出台|存在|印发)[^，。；：]{0,6}的"
)
_EVENT_BEFORE = re.compile(r"(?:已于?|截至目前|自|从|于(?:19|20)\d\d年)$")
_VALIDITY = re.compile(
    r"(?:有效|试行|施行|执行期?|实施期?|适用期|试点期?|政策|任期|租期|合同期?|保质期|服务期)[^，。；：]{0,10}$"
)
_REPORTED = re.compile(r"已|共有|累计|全县共|实现了|完成了")
NEXT_YEAR = ("次年", "翌年", "来年", "明年", "下一年", "下一年度")


def days(text: str, issued: date | None) -> Iterator[Hit]:
    for match in _DAY.finditer(text) if "月" in text else ():
        if _is_due(text, match) and _is_open(text, match, issued):
            yield from _day_hit(text, match, issued)
    for match in _NUMERIC.finditer(text) if _NUMBERS.search(text) else ():
        if match["by"] or _CUT_OFF.search(text[max(0, match.start() - 12) : match.start()]):
            found = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
            if found:
                yield Hit(_from_no_later(text, match.start()), _end(match), found)


def whole_day(text: str, issued: date | None) -> Hit | None:
    """The day that a cell under 完成时限 holds, or a mark of responsibility after its units: 2023年10月."""
    match = _DAY.fullmatch(text)
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        found = day_of(int(numeric["y"]), int(numeric["m"]), int(numeric["d"]))
        return Hit(0, len(text), found) if found else None
    hits = _day_hit(text, match, issued, whole=True) if match and match["rel"] not in ("每年", "每年度") else iter(())
    return next(hits, None)


def year_of(match: re.Match[str], issued: date | None) -> tuple[int, bool, str]:
    """(year, whether it was inferred, 每年 where it recurs); 0 where nothing tells the year."""
    if match["y"]:
        return han_to_int(match["y"].replace("Ｏ", "〇").replace("O", "〇")) or 0, False, ""
    if match["yy"]:
        return 2000 + int(match["yy"]), False, ""
    if issued is None:
        return 0, True, ""
    relative = (match["rel"] or "").removesuffix("度") if match["rel"] != "下一年度" else "下一年"
    if relative in NEXT_YEAR:
        return issued.year + 1, True, ""
    return issued.year, True, "每年" if relative == "每年" else ""


def day_of(year: int, month: int, day: int | None) -> date | None:
    """The day, or the month's last when none is given; None when there is no such day."""
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def tells_an_event(text: str, start: int, end: int) -> bool:
    """Whether the day is that of an event, the end of a period of validity, or tells which things are meant."""
    before, after = clause_before(text, start, 24), text[end : end + 40]
    if re.match(r"(?:凡是?|对于?)[在于]?$", before):
        return True
    return bool(_PAST_AFTER.match(after) or _VALIDITY.search(before) or _STOOD_BEFORE.match(after))


def _is_due(text: str, match: re.Match[str]) -> bool:
    """Whether words around the day make it one by which something is due."""
    if not (match["p"] or match["d"]) and match["by"] in (None, "完成", "止"):
        return bool(_DONE_IN.match(text, match.end() - (2 if match["by"] == "完成" else 0)))
    if match["by"] or match["p"] in ("底", "末") or match["pe"]:
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    if not match["d"]:
        return bool(re.search(r"(?:到|至|截至)$", before)) and bool(match["p"])
    due = _DUE_AFTER.match(text[match.end() : match.end() + 6]) and not before.endswith("已")
    return bool(_CUT_OFF.search(before) or due)


def _is_open(text: str, match: re.Match[str], issued: date | None) -> bool:
    """A day of the future, not one that an event or a report of the past has."""
    before = text[max(0, match.start() - 12) : match.start()]
    if tells_an_event(text, match.start(), match.end()) or (_EVENT_BEFORE.search(before) and not match["by"]):
        return False
    year = year_of(match, issued)[0]
    if match["y"] and issued and year < issued.year:
        return False
    if issued and not (match["p"] or match["d"]) and match["by"] in (None, "完成"):
        return (year, _int(match["m"])) >= (issued.year, issued.month)
    if before.endswith(("截至", "截止")) and not match["by"]:
        return not _REPORTED.search(sentence_around(text, match.start(), match.end()))
    return True


def _day_hit(text: str, match: re.Match[str], issued: date | None, *, whole: bool = False) -> Iterator[Hit]:
    year, inferred, start = year_of(match, issued)
    bare = match["p"] is None and match["d"] is None and match["by"] in ("前", "之前", "以前")
    found = _last_day(year, match, first=bare and not whole) if year else None
    if found is None:
        return
    if start and issued and found < issued:
        found = _last_day(year + 1, match, first=bare and not whole) or found
    vague = match["d"] is None and match["p"] not in ("底", "末")
    start = start or (start_of(text, match.start()) if match["rel"] == "每年" else "")
    yield Hit(_from_no_later(text, match.start()), _end(match), found, None, None, start, inferred or vague)


def _last_day(year: int, match: re.Match[str], *, first: bool) -> date | None:
    """`first`: 6月前 ends with the last day of May."""
    month, part = _int(match["m"]), match["p"]
    if match["d"]:
        return day_of(year, month, _int(match["d"]))
    if first:
        begin = day_of(year, month, 1)
        return begin - timedelta(days=1) if begin else None
    return day_of(year, month, {"上旬": 10, "中旬": 20, "初": 10}.get(part or ""))


def _from_no_later(text: str, position: int) -> int:
    """不迟于 belongs to the phrase."""
    match = _NO_LATER.search(text, max(0, position - 5), position)
    return match.start() if match else position


def _end(match: re.Match[str]) -> int:
    return match.end() - (2 if match["by"] == "完成" else 0)


def _int(text: str) -> int:
    return han_to_int(text) or 0
