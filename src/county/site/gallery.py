"""Examples for the gallery of components. All of them are made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from county.site.gallery_rules import RULES

DAY = date(2031, 5, 6)
FIRST = {"first": date(2031, 6, 1), "last": None}
OLD = {"number": "清政字〔2027〕11号", "title": "清禾县防汛应急预案", "document": None}

STANDINGS: tuple[dict[str, Any], ...] = (
    {"day": date(2031, 6, 2), "state": "in_force", "edition": FIRST},
    {"day": DAY, "state": "not_yet", "edition": FIRST, "instead": OLD},
    {"day": date(2031, 6, 2), "state": "no_longer", "edition": {"first": date(2027, 4, 2), "last": date(2031, 5, 31)}},
    {"day": DAY, "state": "unknown"},
)

SHELF = (
    {
        "address": "清政字〔2031〕4号",
        "number": "清政字〔2031〕4号",
        "title": "清禾县人民政府关于印发《清禾县防汛应急预案》的通知",
        "issued": DAY,
        "topic": "防汛四级响应",
        "held": True,
    },
    {
        "address": "清政字〔2031〕9号",
        "number": "清政字〔2031〕9号",
        "title": "清禾县人民政府关于集市管理的通知",
        "issued": date(2031, 8, 20),
        "topic": "集市摊位怎么排",
        "held": False,
    },
)

NOTES = {
    "count": 7,
    "tasks": [{"lead": ["县水务局"], "participants": ["河口镇", "山前镇", "县财政局"]}],
    "deadlines": [{"phrase": "6月底前", "iso": "2031-06-30"}],
    "targets": [{"name": "清理率", "phrase": "不低于90%"}],
    "cites": [{"number": "清政字〔2027〕11号", "title": "", "href": ""}],
    "briefs": [{"says": "各镇每月清理一次河道。"}],
    "rules": [{"title": "河段清理", "href": "#page-main"}],
    "findings": [{"says": "序号从3跳到5。"}],
}

CHANGES = (
    {
        "at": "三（一）2",
        "before": (("gone", "五"), ("same", "日内清理。")),
        "after": (("new", "三"), ("same", "日内清理。")),
    },
    {"at": "段9", "before": (), "after": (("new", "本通知自公布之日起施行。"),)},
)

HIT = {
    "href": "#page-main", "title": "清禾县防汛应急预案", "at": "第三条", "number": "清政字〔2031〕4号", "issued": DAY,
    "pieces": [("各镇接到", False), ("预警", True), ("后，立即转移低处的住户。", False)],
}

EXAMPLES: dict[str, Any] = {
    "standings": STANDINGS, "shelf_items": SHELF, "notes": NOTES, "changes": CHANGES, "hit": HIT, "repeals": [OLD],
    "wrong": {"errors": {"on": ["日期要写成 2020-03-16 这样。"]}},
    "rows": (("河口镇", 12, "3.5"), ("山前镇", 7, "2.0")),
    **RULES,
}
