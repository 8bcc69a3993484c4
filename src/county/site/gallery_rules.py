"""Examples of the rulebook's components for the gallery. All of them are made up."""

from __future__ import annotations

from typing import Any

_CITED = {"document": "清政字〔2031〕4号", "at": "第五条", "quote": "3个工作日内清理完"}
_PASSAGE = {"text": "第五条 接到举报后，各镇要在3个工作日内清理完，并把结果告诉举报人。", "href": "#page-main"}
LEAD = {"says": "文件规定3个工作日内。", "citation": _CITED, "href": "#page-main", "passage": _PASSAGE, "reading": None}
REASON = {
    "says": "“完成清理”之后进入“已清理”。", "citation": {**_CITED, "at": "第六条", "quote": ""}, "href": "#page-main",
    "passage": None, "reading": "R-01",
}

CARD: dict[str, Any] = {
    "judgement": {"outcome": "decided", "provisional": False},
    "value": {
        "headline": "2031年5月9日 星期五", "facts": [("怎样报", ["电话", "书面"])],
        "clock": {"lamp": "good", "says": "今天是2031年5月6日 星期二，还剩 3 个工作日。"},
    },
    "reasons": {"lead": LEAD}, "needs": [("延期", "ask-b")],
    "changes": [{"title": "延期", "value": "2个工作日", "result": "2031年5月13日 星期二", "href": "#page-main"}],
}

FIELDS: tuple[dict[str, Any], ...] = (
    {"id": "ask-a", "name": "a", "question": {"title": "接到举报的日期"}, "kind": "text", "typed": "五月六日",
     "wrong": "接到举报的日期不能是“五月六日”，要填存在的日期，例如 2020-09-25。"},
    {"id": "ask-b", "name": "b", "question": {"title": "延期", "unit": "个工作日"}, "kind": "text", "hint": "0",
     "is_number": True, "may_stay_empty": True},
)

CHIPS = ({"label": "周一接到", "href": "#page-main", "taken": True}, {"label": "要延期", "href": "#page-main"})

DRAWING: dict[str, Any] = {
    "strip": [{"says": "不在后几名", "bad": False}, {"says": "后几名", "bad": True}],
    "bands": [{"title": "水位", "header": ("水位（米）", "等级"), "rows": [
        {"cells": ("6及以上", "红色"), "applies": False},
        {"cells": ("4及以上，6以下（不含）", "黄色"), "applies": True},
    ]}],
    "scores": [
        {"item": "1", "title": "河段清理率", "how": "100%满分，每低4%扣1分", "full": "8", "points": "6", "other": "5.5",
         "filled": 90, "bar": 120},
        {"item": "2", "title": "公示", "how": "有得分，没有不得分", "full": "4", "points": None, "filled": 0,
         "bar": 120},
    ],
    "states": [{"title": "待清理", "current": True, "steps": ["完成清理 → 已清理"]}, {"title": "已清理", "ends": True}],
}

FINDING: dict[str, Any] = {
    "id": "F-0001", "sort": "silent", "says": "延期由谁批准，文件没有写。", "affects": ("各镇",),
    "places": (("清政字〔2031〕4号 第五条", "可以延期"),), "rules": ({"title": "河段清理", "href": "#page-main"},),
}

RECEIPT = (("规则", "河段清理（river_cleaning/clean）"), ("填的内容", "接到举报的日期：2031年5月6日 星期二"))

RULES: dict[str, Any] = {
    "card": CARD, "rule_fields": FIELDS, "chips": CHIPS, "drawing": DRAWING, "reason": REASON, "finding": FINDING,
    "receipt": RECEIPT,
}
