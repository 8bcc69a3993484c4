"""The sheets in which the lists come and go. Words of the files, not of the pages: they stay whatever the language."""

from __future__ import annotations

from county.agencies.names import agency_name
from county.reviews.catalogue.order import natural, units_in_order
from county.reviews.catalogue.workbooks import Columns, written
from county.reviews.models import Counter, Item, ServiceUnit, Staff

UNIT, KIND, LEVEL, AGENCY, PARENT, COUNTER, SCREEN = "机构", "种类", "级别", "主管单位", "上级机构", "窗口", "评价器"
CODE, NAME, OWN, ONLINE, LISTED = "编码", "名称", "单位", "可网办", "在清单内"
NUMBER, LEFT = "工号", "已离岗"
YES, NO = "是", "否"
_EITHER = (YES, NO)
ROWS = 3000

UNITS = Columns("机构和窗口", {UNIT: 30, KIND: 10, LEVEL: 8, AGENCY: 30, PARENT: 30, COUNTER: 20, SCREEN: 10},
                (UNIT, KIND, LEVEL), {KIND: tuple(one.label for one in ServiceUnit.Kind),
                                      LEVEL: tuple(one.label for one in ServiceUnit.Level), SCREEN: _EITHER})
ITEMS = Columns("事项", {CODE: 24, NAME: 50, OWN: 30, ONLINE: 10, LISTED: 10}, (CODE, NAME),
                {ONLINE: _EITHER, LISTED: _EITHER})
STAFF = Columns("人员", {NUMBER: 16, UNIT: 30, OWN: 30, LEFT: 10}, (NUMBER, UNIT), {LEFT: _EITHER})
SHEETS = (UNITS, ITEMS, STAFF)


def yes(value: bool) -> str:
    return YES if value else NO


def template(filled: bool) -> bytes:
    """The three sheets, empty or with what is there."""
    return written(((UNITS, _units() if filled else ()), (ITEMS, _items() if filled else ()),
                    (STAFF, _staff() if filled else ())))


def _units() -> list[list[str]]:
    units = ServiceUnit.objects.filter(is_closed=False).select_related("parent")
    held = units_in_order(units)
    counters: dict[int, list[Counter | None]] = {}
    for one in sorted(Counter.objects.filter(is_closed=False), key=lambda one: natural(one.name)):
        counters.setdefault(one.unit_id, []).append(one)
    return [[unit.name, unit.get_kind_display(), unit.get_level_display(), agency_name(unit.agency),
             unit.parent.name if unit.parent else "", *([one.name, yes(one.has_screen)] if one else ["", ""])]
            for unit in held for one in counters.get(unit.pk) or [None]]


def _items() -> list[list[str]]:
    return [[one.code, one.name, agency_name(one.agency), yes(one.is_online), yes(one.is_listed)]
            for one in Item.objects.order_by("code")]


def _staff() -> list[list[str]]:
    return [[one.number, one.unit.name, agency_name(one.agency), yes(one.has_left)]
            for one in sorted(Staff.objects.select_related("unit"), key=lambda one: natural(one.number))]
