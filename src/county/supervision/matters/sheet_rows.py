"""What a row of an Excel file means: units by any of their names, kinds, days; and the last day that it would have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_of
from county.agencies.rosters import unit_called
from county.cases.models import Case
from county.cases.says import CannotDo
from county.packs import county_rulebook
from county.supervision.matters import sheet_out as columns
from county.supervision.matters.opening import NewMatter, kinds, later_day
from county.supervision.matters.units import GROUP, members
from county.supervision.slots import slot
from gongbao.rules.inputs import BadInput

READ = (columns.NUMBER, *columns.IN, columns.JOINT, columns.DUE)
LONGEST = {columns.TITLE: 200, columns.ORIGIN: 100, columns.SAME_DAY: 500, columns.PARTICIPANTS: 4000,
           columns.JOINT: 4000}
SUPERIOR = "superior"
FIRST_YEAR, LAST_YEAR = 1949, 2999
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_BETWEEN = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as typed, its cells by column; `number` is its number in Excel."""

    number: int
    said: dict[str, str]


@dataclass(slots=True)
class PlannedRow:
    """A row that fits. `held`: the case that it is already. `due`: the last day that it would have."""

    number: int
    new: NewMatter | None = None
    due: date | None = None
    held: Case | None = None
    warnings: list[str] = field(default_factory=list)


class Reader:
    """Reads rows; what a word means is looked up once."""

    def __init__(self) -> None:
        self.today, self.kinds = business.business_today(), dict(kinds())
        self.units: dict[str, str] = {}
        self.days: dict[tuple[str, date], date | None] = {}

    def planned(self, row: SheetRow, wrong: dict[str, str]) -> PlannedRow:
        """As it would be opened; what does not fit is written into `wrong`, by column."""
        said = {name: row.said.get(name, "") for name in READ}
        _require_words(said, wrong)
        kind = self._kind(said[columns.KIND], wrong)
        received, ordered, due = self._days_of(said, kind, wrong)
        lead, units = self._units(said, wrong)
        new = NewMatter(said[columns.TITLE], lead, received, ordered, kind, due, said[columns.ORIGIN], units,
                        special=self._yes(said, wrong), same_day=said[columns.SAME_DAY])
        self._require_days(new, wrong)
        return PlannedRow(row.number) if wrong else self.judged(row.number, new)

    def judged(self, number: int, new: NewMatter) -> PlannedRow:
        """With the first of the days that it would have, and what the person should look at."""
        days = [one for one in (self.limit(new.kind, new.received) if new.kind else None, new.due) if one]
        due = min(days, default=None)
        return PlannedRow(number, new, due, warnings=self._warnings(new, due))

    def _warnings(self, new: NewMatter, due: date | None) -> list[str]:
        warnings = []
        if due == new.ordered and not new.same_day and not later_day(new.ordered, due):
            warnings.append(_("当天布置当天要结果，文件写原则上不能这样；可以写明理由。"))
        if due and due < self.today:
            warnings.append(_("期限已过，立项后就是逾期。"))
        if not due:
            warnings.append(_("没有种类也没有要结果的日期，立项后没有期限。"))
        return warnings

    def limit(self, kind: str, received: date) -> date | None:
        """The last day as the county's rule for feedback gives it."""
        if (kind, received) not in self.days:
            book = county_rulebook()
            try:
                said = {"kind": kind, "received": received.isoformat()}
                value = book.ask(slot("feedback"), said).judgement.value if book else None
            except BadInput:
                value = None
            self.days[kind, received] = value if isinstance(value, date) else None
        return self.days[kind, received]

    def _days_of(self, said: dict[str, str], kind: str, wrong: dict[str, str]) -> tuple[date, date, date | None]:
        """Received, ordered, wanted. A ledger that comes back calls the day wanted by its last day."""
        received = self._day(said, columns.RECEIVED, wrong)
        if not said[columns.RECEIVED]:
            wrong[columns.RECEIVED] = _("没有填，请写收到的日期，时限从这一天算。")
        own = columns.WANTED_DAY if said[columns.WANTED_DAY] or kind else columns.DUE
        ordered, due = self._day(said, columns.ORDERED, wrong), self._day(said, own, wrong)
        return received or self.today, ordered or self.today, due

    def _kind(self, said: str, wrong: dict[str, str]) -> str:
        found = next((kind for kind, title in self.kinds.items() if said in (kind, title)), "") if said else ""
        if said and not found:
            wrong[columns.KIND] = _("没有“%(kind)s”这个种类，可以填：%(kinds)s。") % {
                "kind": said[:30], "kinds": "、".join(self.kinds.values()) or _("空着")}
        return found

    def _day(self, said: dict[str, str], column: str, wrong: dict[str, str]) -> date | None:
        if not said[column]:
            return None
        found = _DAY.fullmatch(said[column])
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            wrong[column] = _("“%(day)s”不是日期，请写成 2020-12-15 这样。") % {"day": said[column][:20]}
            return None
        return day

    def _units(self, said: dict[str, str], wrong: dict[str, str]) -> tuple[str, dict[str, str]]:
        """The lead, and who takes part with what part; each member of a group for itself."""
        lead = self._lead(said[columns.LEAD], wrong)
        units: dict[str, str] = {}
        for column, part in ((columns.JOINT, _("共同牵头")), (columns.PARTICIPANTS, _("参与"))):
            try:
                named = units_named(said[column], self.units)
            except CannotDo as refusal:
                wrong[column] = refusal.says
            else:
                units |= {one: part for one in named if one != lead and one not in units}
        return lead, units

    def _lead(self, name: str, wrong: dict[str, str]) -> str:
        if not name:
            wrong[columns.LEAD] = _("没有填，请写由哪个单位牵头。")
            return ""
        try:
            return lead_named(name, self.units)
        except CannotDo as refusal:
            wrong[columns.LEAD] = refusal.says
            return ""

    @staticmethod
    def _yes(said: dict[str, str], wrong: dict[str, str]) -> bool:
        if said[columns.SPECIAL] not in ("", columns.YES, "否"):
            wrong[columns.SPECIAL] = _("请填“是”，或者空着。")
        return said[columns.SPECIAL] == columns.YES

    def _require_days(self, new: NewMatter, wrong: dict[str, str]) -> None:
        if new.ordered > self.today:
            wrong.setdefault(columns.ORDERED, _("安排的日期不能晚于今天，请核对。"))
        if new.received > new.ordered:
            wrong.setdefault(columns.RECEIVED, _("收到的日期不能晚于安排的日期，请核对。"))
        if new.due and new.due < new.ordered:
            wrong.setdefault(columns.WANTED_DAY, _("要结果的日期不能早于安排的日期，请核对。"))
        elif new.due and not new.same_day and not later_day(new.ordered, new.due):
            wrong.setdefault(columns.SAME_DAY,
                             _("当天布置当天要结果，文件写原则上不能这样；确需这样，请写明理由。"))


def _require_words(said: dict[str, str], wrong: dict[str, str]) -> None:
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            wrong[name] = _("最多 %(longest)s 个字，请缩短。") % {"longest": longest}
    if not said[columns.TITLE]:
        wrong[columns.TITLE] = _("没有填，请写这件事叫什么。")


def lead_named(name: str, known: dict[str, str]) -> str:
    """The one unit of the county that leads. CannotDo: none, several, or a name for many."""
    found = _unit(name, known)
    held = agency_of(found)
    if held is not None and held.kind == GROUP:
        raise CannotDo(_("“%(unit)s”不是一个单位；请写一个单位牵头，其余的写在参与单位里。") % {"unit": name[:40]})
    return found


def units_named(names: str, known: dict[str, str]) -> list[str]:
    """The units of the county in a list of names, each member of a group for itself. CannotDo: one is unknown."""
    found = [_unit(name.strip(), known) for name in _BETWEEN.split(names) if name.strip()]
    return list(dict.fromkeys(member for one in found for member in members(one)))


def _unit(name: str, known: dict[str, str]) -> str:
    if name not in known:
        found = unit_called(name)
        held = agency_of(found) if found else None
        known[name] = held.id if held is not None and held.kind != SUPERIOR else ""
    if not known[name]:
        says = _("本县没有叫“%(unit)s”的单位，或者叫这个名的不止一个；请写正式名称，几个单位用“、”分开。")
        raise CannotDo(says % {"unit": name[:40]})
    return known[name]
