"""Dates, limits and targets of the specifications: place, value, unit; and what is none of these, and why."""

from __future__ import annotations

import re
from functools import cache

from . import oracle

Limit = tuple[int, str, str, str]
"""Specification, place, amount, unit."""
Day = tuple[int, str, str]
"""Specification, place, ISO date."""
Goal = tuple[int, str, str, str]
"""Specification, place, comparators that fit (blank-separated), value."""

SOIL_GROUPS = ((4, "一"), (7, "二"), (12, "三"), (15, "四"), (18, "五"), (21, "六"), (24, "七"), (27, "八"), (29, "九"))


def soil_place(task: int) -> str:
    return next(f"三（{group}）{task}" for last, group in SOIL_GROUPS if task <= last)


LIMITS: tuple[Limit, ...] = (
    (4, "三（三）3", "1", "hour"),
    (4, "三（三）3", "1", "hour"),
    (4, "三（三）3", "2", "hour"),
    (4, "五（四）", "60", "day"),
    (9, "三（一）", "15", "working_day"),
    (9, "三（四）1", "15", "working_day"),
    (9, "三（四）1", "30", "working_day"),
    (9, "三（四）2", "1", "working_day"),
    (9, "三（四）2", "5", "working_day"),
    (9, "三（四）2", "10", "working_day"),
    (10, "三（四）", "3", "working_day"),
    (10, "四（四）", "3", "working_day"),
    (11, "第十九条", "5", "working_day"),
    (11, "第二十条", "5", "working_day"),
    (11, "第二十条", "2", "working_day"),
    (11, "第二十二条", "2", "working_day"),
    (11, "第二十二条", "5", "working_day"),
    (12, "四（四）2", "2", "hour"),
    (14, "一", "15", "day"),
    (14, "二", "5", "working_day"),
)
"""Every limit of the specifications by which something must be done."""

NOT_LIMITS: tuple[tuple[int, str, str], ...] = (
    (2, "二（二）4", "a benefit: months of rent waived"),
    (2, "二（二）6", "the longest grace that may be granted: a cap, or a limit; both readings stand"),
    (2, "二（三）9", "the month after a period whose end the text does not give: no amount, no date"),
    (2, "二（七）20", "a right to carry forward, not a duty"),
    (3, "三（一）2", "how far back a record reaches, how long a quarantine lasts"),
    (3, "附件1 一2", "how far back a record reaches"),
    (7, "附件3 三（六）1", "the period in which a task force works"),
    (7, "附件3 三（六）2", "round-the-clock duty"),
    (9, "二", "attitudes: no amount is printed as a limit"),
    (9, "四（三）", "quarters in a row: a condition of a consequence"),
    (9, "三（四）3", "a limit without a number"),
)
"""Rows of the specifications' lists of limits that are no deadline by its definition."""

DAYS: tuple[Day, ...] = (
    (2, "二（七）19", "2020-02-29"),
    (5, "四（四）", "2020-11-20"),
    (5, "四（四）", "2020-12-20"),
    (8, "二", "2020-12-31"),
    (8, "三1", "2020-11-15"),
    (8, "三6", "2020-12-31"),
    (8, "三7", "2020-12-31"),
    (8, "三8", "2020-12-31"),
    (8, "三9", "2020-12-31"),
)


@cache
def soil_days() -> tuple[Day, ...]:
    """The 21 dates of the soil tasks, from the specification's table of segments."""
    found: list[Day] = []
    for row in oracle.rows_of(oracle.part(5, "B. Segments")):
        for printed in re.split("[;,] ", row[4]):
            day = re.search(r"(\d\d-\d\d)(?: |$)", printed)
            words = {"中旬前": "04-20", "年底前": "12-31"}
            known = [day[1]] if day else [date for word, date in words.items() if word in printed]
            found += [(5, soil_place(int(row[0].split("-")[0])), f"2020-{date}") for date in known]
    return tuple(found)


AT_LEAST, AT_MOST, BELOW, REACH, COUNT = ">=", "<=", "<", ">= reach =", "= >= reach"
DOWN_TO = "<= reach"

GOALS: tuple[Goal, ...] = (
    *((1, "三（一）1", AT_LEAST, v) for v in ("22", "30")),
    *((1, "三（一）2", BELOW, v) for v in ("7", "5")),
    *((1, "三（一）3", AT_LEAST, v) for v in ("92", "93")),
    *((1, "三（一）4", AT_LEAST, v) for v in ("30", "80")),
    *((1, "三（一）5", AT_LEAST, v) for v in ("20", "30")),
    (1, "三（一）3", COUNT, "1"),
    (1, "三（一）3", COUNT, "1"),
    *((1, "三（二）7", AT_MOST, v) for v in ("4.9", "4.5", "6", "5", "11.5", "9")),
    *((1, "三（二）8", AT_LEAST, v) for v in ("50", "60", "0.5", "1")),
    *((1, "三（三）14", AT_LEAST, v) for v in ("60", "70")),
    *((1, "三（三）15", AT_LEAST, v) for v in ("95", "90")),
    (2, "二（一）2", AT_LEAST, "10"),
    (2, "二（三）10", AT_MOST, "50"),
    (2, "二（五）13", AT_MOST, "500"),
    (3, "三（一）2", AT_LEAST, "14"),
    (3, "三（二）2", AT_LEAST, "1"),
    (3, "附件1 一3", AT_LEAST, "3"),
    *((3, f"附件1 二（{n}）2", AT_LEAST, "1") for n in "一二三"),
    (3, "附件1 三4", AT_LEAST, "3"),
    (3, "附件1 三6", AT_LEAST, "2"),
    (3, "附件1 三6", AT_LEAST, "30"),
    (5, "二", "<= >= = reach", "15"),
    (5, "二", "<= >= = reach", "13.7"),
    *((5, "三（五）16", AT_LEAST, v) for v in ("31", "40", "40", "90")),
    (5, "三（五）16", REACH, "40"),
    (5, "三（五）17", AT_LEAST, "80"),
    (5, "三（五）18", REACH, "100"),
    (5, "三（五）18", AT_LEAST, "75"),
    (5, "三（七）23", REACH, "100"),
    (5, "三（七）24", REACH, "100"),
    (5, "三（七）24", AT_LEAST, "96"),
    (8, "二", BELOW, "95"),
    (8, "二", REACH, "90"),
    (8, "二", DOWN_TO, "9"),
    (8, "二", AT_LEAST, "0.68"),
    (8, "二", AT_LEAST, "50"),
    (8, "二", AT_LEAST, "20"),
    (8, "二", DOWN_TO, "14"),
    (8, "二", REACH, "100"),
    (8, "二", REACH, "60"),
    (8, "三2", AT_LEAST, "80"),
    *((8, "三5", REACH, v) for v in ("50", "50", "20")),
    (8, "三6", DOWN_TO, "10"),
    (8, "三7", REACH, "100"),
    (8, "三7", REACH, "60"),
    (8, "三8", AT_LEAST, "0.68"),
    (8, "三9", BELOW, "95"),
    (8, "三9", REACH, "90"),
    (8, "三9", DOWN_TO, "9"),
    (11, "第二十条", REACH, "100"),
)
"""Every goal, explicit cap and explicit floor with a number of the specifications."""

NOT_GOALS: tuple[tuple[int, str, str, str], ...] = (
    (2, "二（一）1", "", "not below last year: no number"),
    (2, "二（二）4", "3", "months of rent: a benefit"),
    (2, "二（三）7", "2", "a ratio that shares a cost"),
    (2, "二（三）8", "50", "a rate that fixes a payment"),
    (2, "二（五）13", "50", "a rate that fixes a payment"),
    (2, "二（五）13", "30", "a rate that fixes a payment"),
    (2, "二（六）18", "50", "a rate that fixes a payment"),
    (2, "二（七）20", "12", "a rate that fixes a payment"),
    (3, "附件1 二（一）2", "37.2", "a condition that starts a duty"),
    (3, "附件1 二（四）1", "37.2", "a condition that starts a duty"),
    (5, "三（四）14", "1", "scope: who is surveyed"),
    (5, "三（四）14", "1000", "scope: who is surveyed"),
    (5, "三（五）16", "0", "growth of zero is printed without a number"),
    (7, "附件2 段1", "7", "how many seats a body has"),
    (8, "三2", "5", "scope: who installs a meter"),
    (8, "三9", "1", "scope: which enterprises are planned"),
    (12, "三（一）1", "300", "definition of a grade"),
    (12, "三（一）1", "7.0", "definition of a grade"),
    (12, "三（三）2", "3.0", "a condition that starts a report"),
    (12, "三（三）2", "50", "a condition that starts a report"),
    (1, "三（三）11", "35", "an age group"),
    (1, "三（三）13", "40", "an age group"),
    (1, "三（二）10", "65", "an age group"),
    (1, "三（二）9", "5", "years of service: a group of workers"),
)
"""Numbers that are no target by its definition: specification, place, value, reason."""

OPEN: tuple[tuple[int, str, str, str], ...] = (
    (1, "三（三）14", "1", "a test once a year is advised, not owed"),
    (3, "三（一）2", "2", "weeks of record before work: a floor, or how far back a record reaches"),
    (3, "三（二）2", "2", "how often a day: a frequency"),
    (3, "三（二）3", "1", "how often a day: a frequency"),
    (3, "三（二）3", "2", "every so many hours: a frequency"),
    (3, "附件1 一2", "15", "days of travel record before work"),
    (3, "附件1 一4", "14", "days that a place of isolation is made for"),
    (4, "四（二）4（2）", "2", "how many counties a zone touches: a condition"),
    (5, "三（五）16", "30", "a share of counties, copied from a plan of a higher level"),
    (6, "表1 第102行", "1", "a study at least once a month: a frequency"),
    (7, "附件3 三（六）3", "1", "one or two cars"),
    (7, "附件3 三（六）3", "2", "one or two cars"),
    (8, "三1", "3", "years of record that a plan rests on"),
    (8, "四段3", "85", "a mark that opens an application: a condition, or a goal"),
    (9, "三（二）", "2", "one or two works a year, aimed at"),
    (12, "七（五）段1", "1", "at least one way to speak: a floor written in words"),
)
"""Numbers of the specifications that may be read or not: place, value, why neither reading is wrong."""

WORDS_OF_PERIODS: tuple[tuple[int, str, str, str], ...] = (
    (2, "二（二）6", "3", "months of grace at most: read as a limit or as a cap"),
    (2, "二（三）7", "1", "a ratio that shares a cost"),
    (2, "二（七）20", "3", "years to carry a deduction forward"),
    (3, "三（一）2", "14", "days of quarantine"),
    (9, "二", "7", "a slogan"),
)
"""Amounts that are periods, shares or slogans: place, amount, what they are."""
