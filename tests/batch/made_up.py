"""Made-up rules of every form that has columns, with numbers that no document gives."""

from __future__ import annotations

from typing import Any

from gongbao.rules import Rule
from tests.rules.made_up import a_rule

DAY, MOMENT = {"type": "date"}, {"type": "moment"}
WAYS = {"type": "choice", "choices": {"fast": "快办", "slow": "慢办", "now": "立办", "own": "自定", "none": "不办"}}


def percent(**more: Any) -> dict[str, Any]:
    return {"type": "percent", "maximum": "100", **more}


def limits() -> dict[str, Rule]:
    def limit(value: str | None, unit: str, **more: Any) -> Rule:
        one = {"unit": unit, "start": "begun", **({"value": value} if value else {})}
        begun = MOMENT if unit == "hour" else DAY
        return a_rule("time_limit", **{"inputs": {"begun": begun}, "limit": one} | more)

    amount = {"begun": DAY, "[asked]": {"type": "number"}, "[until]": DAY}
    longer = {"begun": DAY, "[more]": {"type": "integer", "default": "0"}}
    cases = {
        "fast": {"value": "4", "unit": "working_day", "start": "begun"},
        "slow": {"value": "2", "unit": "month", "start": "ended"},
        "now": {"unit": "at_once", "start": "begun"},
        "own": {"unit": "unstated", "start": "begun"},
    }
    return {
        **{
            f"{unit} {value}": limit(value, unit)
            for unit, value in (
                ("working_day", "6"),
                ("working_day", "0"),
                ("day", "9"),
                ("month", "3"),
                ("year", "1"),
                ("end_of_month_after", "1"),
                ("hour", "7.5"),
            )
        },
        "at once": limit(None, "at_once"),
        "at once, a moment": limit(None, "at_once", inputs={"begun": MOMENT}),
        "unstated": limit(None, "unstated"),
        "the office's own": limit(None, "unstated", own="days", inputs={"begun": DAY, "[days]": {"type": "integer"}}),
        "less on demand": limit("3", "month", amount="asked", until="until", inputs=amount),
        "longer on approval": limit("7", "working_day", inputs=longer, extension={"input": "more", "most": "3"}),
        "done": limit("5", "working_day", done="done", inputs={"begun": DAY, "[done]": DAY}),
        "done, in days": limit("20", "day", done="done", inputs={"begun": DAY, "[done]": DAY}),
        "at least": limit(None, "day", limit={"value": "30", "unit": "day", "start": "begun", "at_least": "yes"}),
        "from a moment": limit("6", "working_day", inputs={"begun": MOMENT}),
        "by cases": a_rule(
            "time_limit",
            by="way",
            own="days",
            cases=cases,
            inputs={"way": WAYS, "begun": DAY, "[ended]": DAY, "[days]": {"type": "integer"}},
        ),
        "hours or days": a_rule(
            "time_limit",
            by="way",
            inputs={"way": WAYS, "begun": MOMENT},
            cases={
                "fast": {"value": "8", "unit": "hour", "start": "begun"},
                "slow": {"value": "8", "unit": "working_day", "start": "begun"},
                "now": {"unit": "at_once", "start": "begun"},
            },
        ),
        "by yes or no": a_rule(
            "time_limit",
            by="urgent",
            inputs={"urgent": {"type": "yes_no"}, "begun": DAY},
            cases={"yes": {"value": "1", "unit": "working_day", "start": "begun"}},
        ),
        "under a reading": a_rule(
            "time_limit",
            by="way",
            inputs={"way": WAYS, "begun": DAY},
            cases={
                "fast": {"value": "2", "unit": "day", "start": "begun", "under": {"R-0101": "one"}},
                "slow": {"value": "9", "unit": "day", "start": "begun", "under": {"R-0101": "other"}},
            },
        ),
    }


def indicators() -> dict[str, Rule]:
    rows = [
        {
            "no": "1",
            "name": "甲率",
            "unit": "%",
            "base": {"value": "60"},
            "targets": [{"year": "2031", "value": "71.5"}, {"year": "2033", "comparator": ">", "value": "83"}],
        },
        {"no": "2", "name": "乙量", "targets": [{"comparator": "<=", "value": "12"}]},
        {"no": "3", "name": "丙事", "form": "achieve", "targets": [{"words": "实现"}]},
        {"no": "4", "name": "丁值", "form": "below_base", "base": {"value": "8.25"}},
        {"no": "5", "name": "戊降", "form": "yearly_drop", "targets": [{"year": "2031", "value": "0.7"}]},
        {"no": "6", "name": "己降", "form": "falling"},
        {"no": "7", "name": "庚", "form": "words", "targets": [{"words": "改善"}]},
        {"no": "8", "name": "辛", "targets": [{"words": "提高"}]},
        {"no": "9", "name": "壬", "form": "below_base"},
    ]
    plain = [{"no": "1", "name": "甲率", "targets": [{"value": "5"}]}]
    return {"every form": a_rule("indicator", rows=rows), "no years": a_rule("indicator", rows=plain)}


def rates() -> dict[str, Rule]:
    counts = {"part": {"type": "integer"}, "[left]": {"type": "integer"}, "whole": {"type": "integer", "none": "无"}}
    money = {"part": {"type": "money", "signed": "yes"}, "whole": {"type": "money", "signed": "yes"}}
    fields = {"numerator": "part", "denominator": "whole"}
    return {
        **{
            f"{form} of money": a_rule(
                "rate", form=form, inputs=money, **fields, target={"value": "7", "comparator": one}
            )
            for form, one in (("share", ">="), ("ratio", "<"), ("change", ">"), ("cut", "<="))
        },
        "of counts": a_rule("rate", inputs=counts, **fields, less=["left"], digits=3, target={"value": "33.3"}),
        "left out of both": a_rule("rate", inputs=counts, **fields, less_both=["left"], digits=0),
        "equal": a_rule("rate", inputs=counts, **fields, target={"value": "33.25", "comparator": "="}),
        "not required": a_rule("rate", inputs={"[part]": counts["part"], "[whole]": {"type": "number"}}, **fields),
        "of percentages": a_rule(
            "rate", form="cut", digits=2, inputs={"part": percent(), "whole": percent(decimals="1")}, **fields
        ),
    }


def scorecards() -> dict[str, Rule]:
    def line(item: str, full: str, form: str, **more: Any) -> dict[str, Any]:
        return {"item": item, "title": item, "full": {"value": full}, "form": form, **more}

    lines = [
        line("1", "9", "steps", threshold={"value": "93"}, step="4", deduct="2"),
        line("2", "7", "steps", threshold={"value": "12.5"}, step="0.3", deduct="0.7", loses="above"),
        line("3.1", "5", "cases", deduct="1.5"),
        line("3.2", "4", "yes_no"),
        line("4", "6", "reach", threshold={"value": "55"}),
        line("5", "11", "share"),
        line(
            "6",
            "8",
            "steps",
            threshold={"value": "100"},
            step="1",
            deduct="0.25",
            bonus="yes",
            veto={"input": "6.all", "title": "全部", "least": "40"},
        ),
        line(
            "7",
            "3",
            "reach",
            threshold={"value": "5"},
            loses="above",
            sample={"input": "7.seen", "title": "看了几处", "least": "6"},
        ),
    ]
    total = {"value": "53"}
    gate = {"value": "33.5", "bonus_counts": "R-0102"}
    return {
        "every form": a_rule("scorecard", lines=lines, total=total, gate=gate, steps_reading="R-07"),
        "no gate": a_rule("scorecard", lines=lines[:1], total={"value": "9"}),
    }


def gradings() -> dict[str, Rule]:
    def band(grade: str, **more: Any) -> dict[str, Any]:
        return {"grade": grade, **more}

    grades, levels = ["甲", "乙", "丙"], {"甲": "Ⅰ", "乙": "Ⅱ"}
    table = [band("丙", below="10"), band("乙", **{"from": "10", "below": "40"}), band("甲", **{"from": "40"})]
    gaps = [
        band("甲", **{"from": "9.5", "below": "10"}),
        band("", **{"from": "4", "below": "6.25"}),
        band("丙", **{"from": "1", "below": "4"}),
    ]
    words = [band("甲", word="bad"), band("丙", word="mild")]
    place = {"type": "choice", "choices": {"near": "近处", "far": "远处"}}
    inputs = {
        "[a]": {"type": "integer"},
        "[b]": {"type": "number"},
        "[all]": {"type": "number", "signed": "yes"},
        "[look]": {"type": "choice", "choices": {"bad": "坏", "mild": "轻"}},
        "[hurt]": {"type": "yes_no"},
        "[place]": place,
    }
    criteria = [
        {"sum_of": ["a", "b"], "bands": table},
        {"of": "b", "bands": gaps, "given": {"place": "near"}},
        {"share_of": ["b", "all"], "bands": [band("乙", **{"from": "12.5"})]},
        {"of": "look", "bands": words},
        {"of": "hurt", "bands": [band("乙", word="yes")]},
        {"of": "a", "bands": table, "given": {"hurt": "no"}},
    ]
    return {
        "one scale": a_rule(
            "grading",
            grades=grades,
            inputs={"a": {"type": "integer"}},
            plain_value="yes",
            criteria=[{"of": "a", "bands": table}],
        ),
        "with gaps": a_rule(
            "grading",
            grades=grades,
            levels=levels,
            inputs={"b": {"type": "number"}},
            criteria=[{"of": "b", "bands": gaps}],
        ),
        "many scales": a_rule("grading", grades=grades, levels=levels, inputs=inputs, criteria=criteria),
        "silent for some": a_rule(
            "grading", grades=grades, inputs=inputs, criteria=criteria, person_for={"place": ["far"], "hurt": ["yes"]}
        ),
        "graded elsewhere": a_rule("grading", grades=grades, inputs={"[b]": {"type": "number"}}),
    }


def benefits() -> dict[str, Rule]:
    base = {"cost": {"type": "money"}}
    kind = {"type": "choice", "choices": {"new": "新办", "old": "老店", "other": "其他"}}
    brackets = [
        {"rate": "41", "upto": "3000"},
        {"rate": "17.5", "above": "3000", "upto": "90000"},
        {"rate": "3", "above": "90000"},
    ]
    shares = {"parts": {"county": "2", "town": "3", "self": "2"}}
    conditions = [
        {"any": [{"input": "kind", "among": ["new", "old"]}, {"input": "staff", "comparator": ">=", "value": "20"}]},
        {"input": "staff", "comparator": "<", "than": "seats"},
        {"input": "opened", "comparator": "<=", "day": "2031-06-30"},
        {"input": "honest", "among": ["yes"]},
        {"input": "kind", "not_among": ["other"]},
    ]
    asked = {
        "[kind]": kind,
        "[staff]": {"type": "integer"},
        "[seats]": {"type": "number"},
        "[opened]": DAY,
        "[honest]": {"type": "yes_no"},
    }
    cases = [
        {"given": {"kind": "new"}, "months": {"value": "3"}},
        {"given": {"kind": "old", "honest": "yes"}, "nothing": "yes"},
        {"given": {"kind": "other"}, "silent": "yes"},
        {"given": {"honest": "no"}, "percent": {"rate": "12.25"}},
    ]
    return {
        "percent": a_rule("benefit", base="cost", inputs=base, percent={"rate": "33.5"}),
        "brackets and cap": a_rule("benefit", base="cost", inputs=base, brackets=brackets, cap={"value": "9000.05"}),
        "shares": a_rule("benefit", base="cost", inputs=base, percent={"rate": "7"}, shares=shares),
        "who bears the rest": a_rule(
            "benefit",
            base="cost",
            inputs={**base, **asked},
            conditions=conditions,
            shares=shares,
            unmet_payer="self",
            with_total="no",
        ),
        "months": a_rule(
            "benefit",
            base="cost",
            months={"input": "months", "of": "12"},
            inputs={**base, "[months]": {"type": "number", "maximum": "60"}},
        ),
        "received before": a_rule(
            "benefit",
            base="cost",
            brackets=brackets,
            cap={"value": "70000", "less": "before"},
            inputs={**base, "[before]": {"type": "money", "default": "0"}},
            person="checked",
        ),
        "limit share": a_rule(
            "benefit",
            base="cost",
            limit_share={"rate": "11", "of": "profit"},
            carry_forward={"years": "4", "from": "year"},
            inputs={**base, "[profit]": {"type": "money", "signed": "yes"}, "[year]": {"type": "integer"}},
        ),
        "cases": a_rule(
            "benefit", base="cost", inputs={"[cost]": base["cost"], **asked}, cases=cases, brackets=brackets
        ),
        "conditions": a_rule(
            "benefit", base="cost", inputs={**base, **asked}, conditions=conditions, percent={"rate": "50"}
        ),
    }


EVERY: dict[str, Rule] = {
    f"{kind.__name__}: {name}": rule
    for kind in (limits, indicators, rates, scorecards, gradings, benefits)
    for name, rule in kind().items()
}
