"""Finished services out of Excel: row by row what would be recorded, or why not. All of them or none, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.catalogue.workbooks import Columns, SheetRow, written
from county.reviews.intake.reporting import gives_for, report
from county.reviews.intake.services import FIRST_YEAR, LAST_YEAR, Finished, NewAct
from county.reviews.models import Counter, Item, Platform, ServiceAct, ServiceUnit, Staff

NUMBER, ITEM, FINISHED, UNIT, COUNTER = "编号", "事项编码", "办结时间", "服务机构", "窗口"
PLATFORM, STAFF, MATTER, TELEPHONE, LINK = "平台", "工号", "办件编号", "手机号", "评价链接"
COLUMNS = Columns("办结的服务", {NUMBER: 22, ITEM: 22, FINISHED: 20, UNIT: 26, COUNTER: 16, PLATFORM: 20, STAFF: 12,
                            MATTER: 22, TELEPHONE: 16}, (NUMBER, ITEM, FINISHED), {})
LINKS = Columns("评价链接", {NUMBER: 30, LINK: 80}, (NUMBER, LINK), {})
ROWS = 5000
_LONGEST = {NUMBER: 60, ITEM: 60, UNIT: 100, COUNTER: 60, PLATFORM: 100, STAFF: 40, MATTER: 80, TELEPHONE: 20}
_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?")
Wrong = dict[str, str]


@dataclass(slots=True)
class Plan:
    """`new` beside the row number of each; `held`: rows whose number is there already. `errors`: row, column, why."""

    new: list[tuple[int, NewAct]] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    errors: list[tuple[int, str, str]] = field(default_factory=list)


def template() -> bytes:
    return written([(COLUMNS, ())])


def links(rows: Iterable[tuple[str, str]]) -> bytes:
    """Numbers with their links."""
    return written([(LINKS, rows)])


def plan_rows(actor: Actor, rows: Iterable[SheetRow]) -> Plan:
    """What confirming would record. Six queries for any number of rows."""
    given, plan = list(rows), Plan()
    known = _Known(given)
    seen: dict[str, int] = {}
    for row in given:
        wrong = _too_long(row.said)
        new = known.act(actor, row.said, wrong)
        first = seen.setdefault(new.number, row.number)
        if new.number and first != row.number:
            wrong.setdefault(NUMBER, _("与第 %(row)s 行重复，请删去一行。") % {"row": first})
        plan.errors += [(row.number, column, says) for column, says in wrong.items()]
        if not wrong and new.number in known.numbers:
            plan.held.append(row.number)
        elif not wrong:
            plan.new.append((row.number, new))
    return plan


def _too_long(said: Mapping[str, str]) -> Wrong:
    return {name: _("最多 %(longest)s 个字，请缩短。") % {"longest": longest}
            for name, longest in _LONGEST.items() if len(said.get(name, "")) > longest}


class _Known:
    """What the rows name, looked up once for all of them."""

    def __init__(self, rows: list[SheetRow]) -> None:
        self.rows, self.now = rows, business.now()
        self.items = dict(_among(Item, "code", self._said(ITEM), "agency"))
        self.staff = dict(_among(Staff, "number", self._said(STAFF), "agency"))
        self.units = {name for name, _pk in _among(ServiceUnit, "name", self._said(UNIT), "pk")}
        self.platforms = {name for name, _pk in _among(Platform, "name", self._said(PLATFORM), "pk")}
        self.numbers = {number for number, _pk in _among(ServiceAct, "number", self._said(NUMBER), "pk")}
        counters = Counter.objects.select_related("unit") if self._said(COUNTER) else ()
        self.counters = {key: one.code for one in counters for key in ((one.unit.name, one.name), ("", one.code))}
        self.allowed: dict[str, bool] = {}

    def _said(self, column: str) -> set[str]:
        return {row.said.get(column, "") for row in self.rows} - {""}

    def act(self, actor: Actor, said: Mapping[str, str], wrong: Wrong) -> NewAct:
        """A row as a service; what does not fit is written into `wrong`, by column."""
        if not said.get(NUMBER):
            wrong[NUMBER] = _("没有填。")
        for column, listed in ((ITEM, self.items), (STAFF, self.staff), (UNIT, self.units), (PLATFORM, self.platforms)):
            if said.get(column) and said[column] not in listed:
                wrong[column] = _("清单里没有“%(what)s”。") % {"what": said[column][:40]}
        if not said.get(ITEM):
            wrong[ITEM] = _("没有填。")
        counter = self._counter(said, wrong)
        if not (counter or said.get(UNIT) or said.get(PLATFORM)):
            wrong.setdefault(UNIT, _("服务机构、窗口、平台至少要写一样。"))
        if not wrong:
            self._require_own(actor, said, wrong)
        return NewAct(
            number=said.get(NUMBER, ""), item=said.get(ITEM, ""), finished_at=self._moment(said, wrong),
            counter=counter, unit=said.get(UNIT, ""), platform=said.get(PLATFORM, ""), staff=said.get(STAFF, ""),
            matter_key=said.get(MATTER, ""), telephone=said.get(TELEPHONE, ""))

    def _counter(self, said: Mapping[str, str], wrong: Wrong) -> str:
        """The counter's code, from its name at a unit or from the code itself."""
        name = said.get(COUNTER, "")
        found = self.counters.get((said.get(UNIT, ""), name)) or self.counters.get(("", name), "")
        if name and not found:
            wrong[COUNTER] = _("这个服务机构没有“%(what)s”，请核对机构和窗口的名称。") % {"what": name[:40]}
        return found

    def _require_own(self, actor: Actor, said: Mapping[str, str], wrong: Wrong) -> None:
        agency = self.staff.get(said.get(STAFF, "")) or self.items[said[ITEM]]
        if agency not in self.allowed:
            self.allowed[agency] = gives_for(actor, agency)
        if not self.allowed[agency]:
            wrong[STAFF if said.get(STAFF) else ITEM] = _("不属于您的单位，请由承办单位报送。")

    def _moment(self, said: Mapping[str, str], wrong: Wrong) -> datetime:
        """A moment; a day alone is its beginning, since only the day counts."""
        found = _MOMENT.fullmatch(said.get(FINISHED, ""))
        try:
            year, month, day, hour, minute = (int(one or 0) for one in found.groups()) if found else (0, 0, 0, 0, 0)
            moment = datetime(year, month, day, hour, minute, tzinfo=business.ZONE)
        except ValueError:
            moment = None
        if moment is None or not FIRST_YEAR < moment.year < LAST_YEAR:
            wrong[FINISHED] = _("办结时间不对，请写成 2020-12-15 10:30 这样。")
            return self.now
        if moment > self.now:
            wrong[FINISHED] = _("办结时间不能晚于现在，请核对。")
        return moment


def _among(model: type[Any], name: str, values: set[str], also: str) -> list[tuple[str, Any]]:
    """Name and one more value of the rows that are named; in pieces, since a database takes only so many at a time."""
    each, found = sorted(values), list[tuple[str, Any]]()
    for start in range(0, len(each), 2000):
        piece = each[start : start + 2000]
        found += model.objects.filter(**{f"{name}__in": piece}).order_by().values_list(name, also)
    return found


def carry_out(*, actor: Actor, plan: Plan, mark: UUID, at: datetime | None = None) -> list[Finished]:
    """Record every new row. CannotDo: a row does not fit, and nothing is recorded."""
    if plan.errors:
        number, column, says = plan.errors[0]
        raise CannotDo(_("第 %(row)s 行“%(column)s”：%(says)s") % {"row": number, "column": column, "says": says})
    with transaction.atomic():
        made = report(actor=actor, acts=[new for _row, new in plan.new])
        record(actor=actor, verb="review.acts_sheet", thing_kind="sheet", thing_id=str(mark),
               business_at=at or business.now(), content={"new": len(plan.new), "held": len(plan.held)})
    return made
