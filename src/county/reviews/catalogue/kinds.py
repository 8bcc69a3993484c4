"""What is kept: units, platforms, matters, counters, staff numbers; each with its fields and how it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.reviews.models import Counter, Item, Platform, ServiceUnit, Staff

TEXT, CHOICE, AGENCY, UNIT, TICK, ACCOUNT = "text", "choice", "agency", "unit", "tick", "account"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Field:
    """`form`: how it is filled in. `needed`: an empty one is refused."""

    name: str
    label: str
    form: str = TEXT
    longest: int = 100
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True

    @property
    def title(self) -> str:
        return _(self.label)

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(code, _(str(label))) for code, label in self.choices]


@dataclass(frozen=True, slots=True)
class Kind:
    """`closed`: the field that says it is over, and the value that says so. `called`: the field that names a row.
    `own`: the path to the unit whose head may keep it too; empty where only the review office does."""

    code: str
    label: str
    one: str
    model: type[Any]
    fields: tuple[Field, ...]
    closed: tuple[str, bool]
    called: str
    own: str = ""

    @property
    def title(self) -> str:
        return _(self.label)

    @property
    def singular(self) -> str:
        return _(self.one)

    def is_closed(self, row: Model) -> bool:
        return getattr(row, self.closed[0]) is self.closed[1]

    def agency_of(self, row: Model) -> str:
        """The unit of the county that answers for a row."""
        holder: Any = row.unit if self.code == "counters" else row  # type: ignore[attr-defined]
        return str(holder.agency)

    def typed(self, row: Any) -> dict[str, str]:
        """The row as a form holds it."""
        return {one.name: _typed(row, one) for one in self.fields}


def _typed(row: Any, field: Field) -> str:
    if field.form == TICK:
        return YES if getattr(row, field.name) else ""
    if field.form == UNIT:
        return str(getattr(row, f"{field.name}_id") or "")
    if field.form == ACCOUNT:
        return row.user.username if row.user else ""
    return str(getattr(row, field.name))


_AGENCY = Field("agency", gettext_noop("主管单位"), AGENCY, 80)
_OWN = Field("agency", gettext_noop("单位"), AGENCY, 80)
_UNIT = Field("unit", gettext_noop("服务机构"), UNIT)

KINDS: Mapping[str, Kind] = {one.code: one for one in (
    Kind("units", gettext_noop("服务机构"), gettext_noop("机构"), ServiceUnit, (
        Field("name", gettext_noop("名称")),
        Field("kind", gettext_noop("种类"), CHOICE, choices=tuple(ServiceUnit.Kind.choices)),
        Field("level", gettext_noop("级别"), CHOICE, choices=tuple(ServiceUnit.Level.choices)), _AGENCY,
        Field("parent", gettext_noop("上级机构"), UNIT, needed=False)), ("is_closed", True), "name"),
    Kind("platforms", gettext_noop("服务平台"), gettext_noop("平台"), Platform, (
        Field("name", gettext_noop("名称")),
        Field("kind", gettext_noop("种类"), CHOICE, choices=tuple(Platform.Kind.choices)), _AGENCY),
        ("is_closed", True), "name"),
    Kind("items", gettext_noop("服务事项"), gettext_noop("事项"), Item, (
        Field("code", gettext_noop("编码"), longest=60), Field("name", gettext_noop("名称"), longest=120), _OWN,
        Field("is_online", gettext_noop("可网办"), TICK, needed=False)), ("is_listed", False), "code"),
    Kind("counters", gettext_noop("窗口"), gettext_noop("窗口"), Counter, (
        _UNIT, Field("name", gettext_noop("窗口名称"), longest=60),
        Field("has_screen", gettext_noop("有评价器"), TICK, needed=False)), ("is_closed", True), "name",
        "unit__agency"),
    Kind("staff", gettext_noop("工号"), gettext_noop("工号"), Staff, (
        Field("number", gettext_noop("工号"), longest=40), _UNIT, _OWN,
        Field("user", gettext_noop("本人的账号"), ACCOUNT, 150, needed=False)), ("has_left", True), "number", "agency"),
)}
"""By code, which stands in the address."""
