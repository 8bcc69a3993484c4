"""Days and limits by which something must be done, with the event from which a limit runs."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from gongbao.text.claims import Claims
from gongbao.text.limits import Hit, limits, next_months, start_of
from gongbao.text.model import Deadline
from gongbao.text.numerals import half_width, han_to_int
from gongbao.text.passages import Passage

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
_HINT = re.compile(r"[内前底末旬]|超过|20\d\d年|未评|次月|季度|年终|半年|完成|迟于|晚于|缩短|压缩|时限|阶段|月\d+日")
_GOAL = re.compile(
    r"达到|达|建设|打造|完成|实现|不低于|不少于|控制|建成|建立|提高|下降|低于|降低|增加|覆盖|消除|创建|形成|确保|基本|进入|得到|≥|超过|减少"
)
_PAST_AFTER = re.compile(
    r"^(?:日)?(?:印发|发布|公布|施行|起施行|生效|召开|下发|起执行|起实施|实施的|修订|出台|发文|至|—|-|–|～|~|到)"
)


def deadlines_of(passage: Passage, issued: date | None) -> Iterator[Deadline]:
    """The deadlines of a passage in order; `issued` supplies a year that is not printed."""
    text = half_width(passage.text)
    if not _HINT.search(text):
        return
    hits: list[Hit] = []
    claims = Claims()
    for finder in (_phases, limits, next_months, _each, _days, _years, _parts):
        hits.extend(hit for hit in finder(text, issued) if claims.take(hit.start, hit.end))
    for hit in sorted(hits, key=lambda h: h.start):
        span = passage.span(hit.start, hit.end)
        yield Deadline(
            passage.text[hit.start : hit.end], passage.at, span, hit.iso, hit.amount, hit.unit, hit.from_, hit.inferred
        )


def _each(text: str, issued: date | None) -> Iterator[Hit]:
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
                yield Hit(
                    match.start(),
                    match.end(),
                    found,
                    None,
                    None,
                    match[0][: match.start("d") - match.start()],
                    inferred=True,
                )
                break


def _phases(text: str, issued: date | None) -> Iterator[Hit]:
    for match in _PHASE.finditer(text):
        year = int(match["y2"] or match["y"] or (issued.year if issued else 0))
        month = int(match["m2"] or match["m"])
        inner = text.find("（", match.start(), match.end()) + 1 or text.find("(", match.start(), match.end()) + 1
        last = int(match["d"][:-1]) if match["d"] and match["d"] != "底" else None
        found = _day(year, month, last) if year else None
        if found:
            yield Hit(inner, match.end() - 1, found, inferred=last is None or not match["y"])


def _days(text: str, issued: date | None) -> Iterator[Hit]:
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
        start = start or start_of(text, match.start()) if match["rel"] == "每年" else start
        end = match.end() - (2 if match["by"] == "完成" else 0)
        if match["rel"] == "每年" and issued and found < issued:
            found = _last_day(year + 1, found.month, match["d"], match["p"], bare=False)
        vague = match["d"] is None and match["p"] not in ("底", "末")
        yield Hit(match.start(), end, found, None, None, start, inferred or vague)


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


def _parts(text: str, issued: date | None) -> Iterator[Hit]:
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
        yield Hit(match.start(), end, _day(year, month, None), None, None, start, inferred=True)


def _years(text: str, issued: date | None) -> Iterator[Hit]:
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
        if match["to"] == "至" and text[max(0, match.start() - 1) : match.start()] in ("年", "月", "日"):
            continue
        if issued and year < issued.year:
            continue
        first = match.end("y") + 1
        if match["y2"]:
            yield Hit(match.start(), first, date(year, 12, 31), inferred=True)
            yield Hit(match.start("y2"), match.end(), date(int(match["y2"]), 12, 31), inferred=True)
        else:
            yield Hit(match.start(), match.end(), _before(year, match), inferred=not match["e"])


def _before(year: int, match: re.Match[str]) -> date:
    return date(year - 1 if match["by"] and not match["e"] and match["to"] is None else year, 12, 31)
