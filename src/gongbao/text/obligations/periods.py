"""Ends of periods by which something must be done: 年底前, 三季度末, 到2025年, phases of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongbao.text.obligations.days import YEAR, day_of, tells_an_event, year_of
from gongbao.text.obligations.limits import Hit

_PART = re.compile(
    rf"{YEAR}(?P<q>(?<![\d一二三四五六七八九十两几半近])年(?:底|末|内|终)|上半年|下半年|(?:第)?(?P<k>[一二三四1234])季度)(?P<e>末|底)?"
    r"(?P<by>前|之前|以前|内|完成)?"
)
_PARTS = re.compile(r"年[底末内终]|[上下]半年|季度")
_PLAN_END = re.compile(r"“?(?P<five>十[三四五六]五)”?(?:规划)?(?:时期)?(?P<e>期?末|期末|末期)(?:前|之前)?")
_ENDS = {"上半年": 6, "下半年": 12}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_YEAR = re.compile(
    r"(?P<to>到|至|截至|力争(?:到)?|于)?(?P<y>20\d\d)年(?:和(?P<y2>20\d\d)年)?(?P<e>底|末|年底|年末|年内)?(?P<by>前|之前|以前)?"
    r"(?=[，,、。；;）)]|全|实|达|基|完|建|我|县|市|区|各|力|控|重|农|城|新|底|末|前|之前|$)"
)
_GOAL = re.compile(
    r"达到|达|建设|打造|完成|实现|不低于(?!去年|上年)|不少于|控制|建成|建立|提高|下降|(?<!不)(?<!不得)低于|降低|增加|覆盖|消除|"
    r"创建|形成|确保|基本|进入|得到|≥|超过|减少"
)
_DONE = re.compile(
    r"^[，,]?[^，。；：]{0,24}?(?:完成|建成|达到|实现|全部|基本|上报|报送|提交|交付|到位|办结|确保|消除|覆盖|解决|不低于|不超过)"
)
_PHASE = re.compile(
    r"阶段[^（(。]{0,30}[（(](?P<all>(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?:\d{1,2}日)?"
    r"(?:[-—–~～至到]+(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月)?(?P<d>底|\d{1,2}日)?)(?:前|完成)?[）)]"
)


def phases(text: str, issued: date | None) -> Iterator[Hit]:
    """第一阶段：部署（2020年3月）: the end of the phase."""
    for match in _PHASE.finditer(text):
        year = int(match["y2"] or match["y"] or (issued.year if issued else 0))
        day = int(match["d"][:-1]) if match["d"] and match["d"] != "底" else None
        if match["m2"] is None and day is None:
            own = re.search(r"月(\d{1,2})日", match["all"])
            day = int(own[1]) if own else None
        found = day_of(year, int(match["m2"] or match["m"]), day) if year else None
        if found:
            yield Hit(match.start("all"), match.end("all"), found, inferred=day is None or not match["y"])


def parts(text: str, issued: date | None) -> Iterator[Hit]:
    """年底前, 上半年完成, 三季度末, 每年年底前; 年底 alone only where something is to be reached by then."""
    for match in _PART.finditer(text) if _PARTS.search(text) else ():
        if not _is_part(text, match):
            continue
        year, inferred, start = year_of(match, issued)
        month = _QUARTERS[match["k"]] if match["k"] else _ENDS.get(match["q"], 12)
        found = day_of(year, month, None) if year else None
        if found:
            end = match.end() - (2 if match["by"] == "完成" else 0)
            vague = inferred or match["q"] not in ("年底", "年末")
            yield Hit(match.start(), end, found, None, None, start, vague)
    for match in _PLAN_END.finditer(text):
        year = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}[match["five"]]
        yield Hit(match.start(), match.end(), date(year, 12, 31), inferred=True)


def _is_part(text: str, match: re.Match[str]) -> bool:
    if tells_an_event(text, match.start(), match.end()):
        return False
    if match["by"] or match["e"]:
        return True
    if match["k"] or match["q"] in _ENDS or (match["rel"] or "").startswith("每年"):
        return False
    led = re.search(r"(?:到|至|力争)$", text[max(0, match.start() - 2) : match.start()])
    return bool(led or match["q"] == "年内" or _DONE.match(text[match.end() : match.end() + 60]))


def years(text: str, issued: date | None) -> Iterator[Hit]:
    """到2022年, 2020年底, and 2020年，… with a goal in the sentence: the last day of the year."""
    for match in _YEAR.finditer(text):
        year = int(match["y"])
        if (issued and year < issued.year) or not _is_aim(text, match, issued):
            continue
        if tells_an_event(text, match.start(), match.end()) and not match["to"]:
            continue
        if match["y2"]:
            yield Hit(match.start(), match.end("y") + 1, date(year, 12, 31), inferred=True)
            yield Hit(match.start("y2"), match.end(), date(int(match["y2"]), 12, 31), inferred=True)
        else:
            yield Hit(match.start(), match.end(), _end_of_year(year, match), inferred=not match["e"])


def _is_aim(text: str, match: re.Match[str], issued: date | None) -> bool:
    """Whether the year is one by which: 到 or 底 says so; a year alone that begins the clause of a goal does too."""
    before = text[max(0, match.start() - 12) : match.start()]
    if match["to"] in ("截至", "于") and not match["by"]:
        return False
    if match["to"] == "至" and re.search(r"[年月日]$|(?:有效|执行|实施|试行|施行)[^，。；]{0,6}$", before):
        return False
    if match["e"] or match["by"] or match["to"] in ("到", "至", "力争", "力争到"):
        return True
    begins = not before or before[-1] in "。；，、：）)"
    after = re.split(r"[。；]", text[match.end() : match.end() + 160])[0]
    if not begins or not issued or after[:1] not in ("，", ",", "全"):
        return False
    return bool(_GOAL.search(after)) and not re.search(r"同比|已经|达到了|^[，,]全[县市区]共", after)


def _end_of_year(year: int, match: re.Match[str]) -> date:
    """2025年前 ends with 2024; 到2025年前 is taken as by the end of 2025."""
    return date(year - 1 if match["by"] and not match["e"] and match["to"] is None else year, 12, 31)
