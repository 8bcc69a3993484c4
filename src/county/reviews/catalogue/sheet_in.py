"""The lists out of Excel: row by row what would be added or changed, or why not. All of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.rosters import unit_called
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.catalogue import sheet_columns as columns
from county.reviews.catalogue.acting import manages
from county.reviews.catalogue.fitting import LEVELS
from county.reviews.catalogue.workbooks import SheetRow
from county.reviews.models import Counter, Item, ServiceUnit, Staff

ADD, CHANGE, SAME = "add", "change", "same"
Wrong = dict[str, str]
_LONGEST = {columns.UNIT: 100, columns.PARENT: 100, columns.COUNTER: 60, columns.CODE: 60, columns.NAME: 120,
            columns.NUMBER: 40}


@dataclass(slots=True)
class Line:
    """What a row of a sheet does: with one thing, or with a unit and its counter."""

    sheet: str
    number: int
    word: str
    title: str


@dataclass(slots=True)
class Plan:
    """`errors`: sheet, row number, column, sentence. `fresh` and `changed`: what is written, by model."""

    lines: list[Line] = field(default_factory=list)
    errors: list[tuple[str, int, str, str]] = field(default_factory=list)
    fresh: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    changed: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    @property
    def added(self) -> int:
        return sum(1 for one in self.lines if one.word == ADD)

    @property
    def changing(self) -> int:
        return sum(1 for one in self.lines if one.word == CHANGE)


def plan_sheets(sheets: Mapping[str, Iterable[SheetRow]]) -> Plan:
    """What confirming would write. Four queries for any number of rows."""
    reader = _Reader()
    ways = ((columns.UNITS, reader.unit), (columns.ITEMS, reader.item), (columns.STAFF, reader.staff))
    for sheet, read in ways:
        for row in sheets.get(sheet.name, ()):
            wrong = _too_long(row)
            word, title = (SAME, "") if wrong else read(row.said, wrong)
            reader.plan.errors += [(sheet.name, row.number, column, says) for column, says in wrong.items()]
            if not wrong:
                reader.plan.lines.append(Line(sheet.name, row.number, word, title))
    reader.require_parents(sheets.get(columns.UNITS.name, ()))
    return reader.plan


def _too_long(row: SheetRow) -> Wrong:
    return {name: _("最多 %(longest)s 个字，请缩短。") % {"longest": longest}
            for name, longest in _LONGEST.items() if len(row.said.get(name, "")) > longest}


class _Reader:
    """Reads rows against what is there and what earlier rows brought."""

    def __init__(self) -> None:
        self.plan = Plan()
        self.units = {one.name: one for one in ServiceUnit.objects.select_related("parent")}
        self.counters = {(one.unit.name, one.name): one for one in Counter.objects.select_related("unit")}
        self.items = {one.code: one for one in Item.objects.all()}
        self.numbers = {one.number: one for one in Staff.objects.select_related("unit")}
        self.agencies: dict[str, str] = {}
        self.seen: set[tuple[str, str]] = set()
        self.given: dict[tuple[str, str], Any] = {}

    def unit(self, said: Mapping[str, str], wrong: Wrong) -> tuple[str, str]:
        """A unit, and its counter where the row has one; further rows of a unit may leave its own cells empty."""
        name, counter = _needed(said, columns.UNIT, wrong), said.get(columns.COUNTER, "")
        values = self._unit_values(said, name in self.units, wrong)
        has_screen = _yes(said, columns.SCREEN, True, wrong)
        self._once((name, counter), columns.COUNTER if counter else columns.UNIT, wrong)
        if any(self.given.setdefault((name, field), value) != value for field, value in values.items()):
            wrong.setdefault(columns.UNIT, _("同一机构前面的行写的种类、级别或主管单位不一样，请改成一样。"))
        if wrong:
            return SAME, ""
        word = self._keep(self.units, name, ServiceUnit, {"name": name}, values)
        if counter:
            given = {"has_screen": has_screen} if said.get(columns.SCREEN) else {}
            fixed = {"unit": self.units[name], "name": counter}
            below = self._keep(self.counters, (name, counter), Counter, fixed, given)
            word = below if word == SAME else word
        return word, f"{name} {counter}".strip()

    def _unit_values(self, said: Mapping[str, str], known: bool, wrong: Wrong) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column, name, choices in ((columns.KIND, "kind", ServiceUnit.Kind),
                                      (columns.LEVEL, "level", ServiceUnit.Level)):
            if said.get(column) or not known:
                values[name] = _choice(said, column, choices, wrong)
        if said.get(columns.AGENCY) or not known:
            values["agency"] = self._agency(said, columns.AGENCY, wrong)
        return values

    def item(self, said: Mapping[str, str], wrong: Wrong) -> tuple[str, str]:
        code, name = _needed(said, columns.CODE, wrong), _needed(said, columns.NAME, wrong)
        values = {"name": name, "agency": self._agency(said, columns.OWN, wrong),
                  "is_online": _yes(said, columns.ONLINE, False, wrong),
                  "is_listed": _yes(said, columns.LISTED, True, wrong)}
        self._once(("item", code), columns.CODE, wrong)
        return (SAME, "") if wrong else (self._keep(self.items, code, Item, {"code": code}, values), f"{code} {name}")

    def staff(self, said: Mapping[str, str], wrong: Wrong) -> tuple[str, str]:
        number, unit = _needed(said, columns.NUMBER, wrong), _needed(said, columns.UNIT, wrong)
        if unit and unit not in self.units:
            wrong[columns.UNIT] = _("没有“%(unit)s”这个服务机构，请先列入机构表。") % {"unit": unit[:40]}
        agency, left = self._agency(said, columns.OWN, wrong), _yes(said, columns.LEFT, False, wrong)
        self._once(("staff", number), columns.NUMBER, wrong)
        if wrong:
            return SAME, ""
        values = {"unit": self.units[unit], "agency": agency, "has_left": left}
        return self._keep(self.numbers, number, Staff, {"number": number}, values), number

    def _keep(self, held: dict[Any, Any], key: object, model: type[Any], fixed: dict[str, Any],
              values: dict[str, Any]) -> str:
        row = held.get(key)
        if row is None:
            held[key] = model(**fixed, **values)
            self.plan.fresh.setdefault(model, []).append(held[key])
            return ADD
        differs = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in differs.items():
            setattr(row, name, value)
        if differs and row.pk and row not in self.plan.changed.setdefault(model, []):
            self.plan.changed[model].append(row)
        return CHANGE if differs else SAME

    def _once(self, key: tuple[str, str], column: str, wrong: Wrong) -> None:
        if key in self.seen:
            wrong.setdefault(column, _("前面已有同样的一行，请删去一行。"))
        self.seen.add(key)

    def _agency(self, said: Mapping[str, str], column: str, wrong: Wrong) -> str:
        name = said.get(column, "")
        if name not in self.agencies:
            self.agencies[name] = unit_called(name) or ""
        if not self.agencies[name]:
            wrong[column] = _("本县没有叫“%(unit)s”的单位，请写正式名称。") % {"unit": name[:40]}
        return self.agencies[name]

    def require_parents(self, rows: Iterable[SheetRow]) -> None:
        """Parents may stand in later rows; so they are looked for when all are read."""
        for row in rows:
            name, above = row.said.get(columns.UNIT, ""), row.said.get(columns.PARENT, "")
            unit = self.units.get(name)
            if unit is None or not above:
                continue
            if says := self._place(unit, self.units.get(above), row.number):
                self.plan.errors.append((columns.UNITS.name, row.number, columns.PARENT, says))

    def _place(self, unit: ServiceUnit, above: ServiceUnit | None, number: int) -> str:
        """Put a unit below another; or why it cannot stand there."""
        if above is None:
            return _("没有这个上级机构，请先把它列入机构表，或者空着。")
        if LEVELS.index(above.level) > LEVELS.index(unit.level):
            return _("上级机构的级别不能低于本机构，请核对。")
        held, unit.parent = unit.parent, above
        if _circles(unit):
            unit.parent = held
            return _("上级机构不能是它自己，也不能是它下面的机构。")
        if unit.pk and (held is None or held.name != above.name):
            if unit not in self.plan.changed.setdefault(ServiceUnit, []):
                self.plan.changed[ServiceUnit].append(unit)
            for line in self.plan.lines:
                if (line.sheet, line.number, line.word) == (columns.UNITS.name, number, SAME):
                    line.word = CHANGE
        return ""


def _circles(unit: ServiceUnit) -> bool:
    above, steps = unit.parent, 0
    while above is not None and steps < 50:
        if above.name == unit.name:
            return True
        above, steps = above.parent, steps + 1
    return above is not None


def _needed(said: Mapping[str, str], column: str, wrong: Wrong) -> str:
    if not said.get(column):
        wrong[column] = _("没有填。")
    return said.get(column, "")


def _choice(said: Mapping[str, str], column: str, choices: type[models.TextChoices], wrong: Wrong) -> str:
    found = next((one.value for one in choices if said.get(column, "") in (one.label, f"{one.label}级")), "")
    if not found:
        wrong[column] = _("请填：%(words)s。") % {"words": "、".join(str(one.label) for one in choices)}
    return found


def _yes(said: Mapping[str, str], column: str, default: bool, wrong: Wrong) -> bool:
    word = said.get(column, "")
    if word not in ("", columns.YES, columns.NO):
        wrong[column] = _("请填“是”或“否”，或者空着。")
    return default if not word else word == columns.YES


def carry_out(*, actor: Actor, plan: Plan, mark: UUID, at: datetime | None = None) -> int:
    """Write every row; how many were added or changed. CannotDo: a row does not fit, and nothing is written."""
    if not manages(actor):
        raise CannotDo(_("整表导入由评价管理人员办。"))
    if plan.errors:
        sheet, number, column, says = plan.errors[0]
        raise CannotDo(_("“%(sheet)s”第 %(row)s 行“%(column)s”：%(says)s") % {
            "sheet": sheet, "row": number, "column": column, "says": says})
    try:
        with transaction.atomic():
            _write(plan)
            rows = [[one.sheet, one.number, one.word, one.title] for one in plan.lines]
            record(actor=actor, verb="review.sheet", thing_kind="sheet", thing_id=str(mark),
                   business_at=at or business.now(), content={"rows": rows})
    except IntegrityError:
        raise CannotDo(_("清单刚被别人改过，一行也没有写入。请再上传一次，看新的预览。")) from None
    return plan.added + plan.changing


def _write(plan: Plan) -> None:
    units = plan.fresh.get(ServiceUnit, [])
    above = {one.name: one.parent for one in units}
    for one in units:
        one.parent = None
    ServiceUnit.objects.bulk_create(units)
    for one in units:
        one.parent = above[one.name]
    below = [one for one in units if one.parent]
    _update(ServiceUnit, [*below, *plan.changed.get(ServiceUnit, [])], ("kind", "level", "agency", "parent"))
    Counter.objects.bulk_create(_with_unit(plan.fresh.get(Counter, [])))
    _update(Counter, plan.changed.get(Counter, []), ("has_screen",))
    Item.objects.bulk_create(plan.fresh.get(Item, []))
    _update(Item, plan.changed.get(Item, []), ("name", "agency", "is_online", "is_listed"))
    Staff.objects.bulk_create(_with_unit(plan.fresh.get(Staff, [])))
    _update(Staff, _with_unit(plan.changed.get(Staff, [])), ("unit", "agency", "has_left"))


def _with_unit(rows: list[Any]) -> list[Any]:
    """A unit that was new got its key only now."""
    for one in rows:
        one.unit = one.unit
    return rows


def _update(model: type[Any], rows: list[Any], fields: tuple[str, ...]) -> None:
    for one in rows:
        if "parent" in fields:
            one.parent = one.parent
    if rows:
        model.objects.bulk_update(rows, fields, batch_size=300)
