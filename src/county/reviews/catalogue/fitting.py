"""What was typed into the form of a list, held against what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import actor_of
from county.accounts.models import User
from county.agencies.names import agency_of
from county.cases.says import CannotDo
from county.reviews.catalogue.kinds import ACCOUNT, AGENCY, CHOICE, TICK, UNIT, YES, Field, Kind
from county.reviews.models import ServiceUnit

LEVELS = tuple(ServiceUnit.Level.values)


def fitting(kind: Kind, said: Mapping[str, str], row: Any = None) -> dict[str, Any]:
    """The values of a row. CannotDo: the first field that does not fit."""
    values = {one.name: _value(one, said.get(one.name, "").strip(), row) for one in kind.fields}
    if kind.code == "units":
        _require_above(row, values["level"], values["parent"])
    if kind.code == "staff" and values["user"]:
        _require_of_unit(values["user"], values["agency"])
    return values


def _value(field: Field, said: str, row: Any) -> Any:
    if field.form == TICK:
        return said == YES
    if not said and field.needed:
        raise CannotDo(_("“%(field)s”没有填。") % {"field": field.title}, field.name)
    if len(said) > field.longest:
        says = _("“%(field)s”最多 %(longest)s 个字，请缩短。")
        raise CannotDo(says % {"field": field.title, "longest": field.longest}, field.name)
    if field.form == CHOICE and said not in dict(field.choices):
        raise CannotDo(_("“%(field)s”请从列出的里面选。") % {"field": field.title}, field.name)
    if field.form == AGENCY and agency_of(said) is None:
        raise CannotDo(_("本县没有这个单位，请从列出的里面选。"), field.name)
    if field.form == UNIT:
        return _unit(field, said, getattr(row, f"{field.name}_id", None))
    return _account(field, said) if field.form == ACCOUNT else said


def _unit(field: Field, said: str, held: int | None) -> ServiceUnit | None:
    """An open unit, or the one that the row has already."""
    if not said:
        return None
    found = ServiceUnit.objects.filter(pk=int(said)).first() if said.isdecimal() and len(said) < 10 else None
    if found is None or (found.is_closed and found.pk != held):
        raise CannotDo(_("没有这个服务机构，或者它已停用，请从列出的里面选。"), field.name)
    return found


def _account(field: Field, said: str) -> User | None:
    found = User.objects.filter(username=said).first() if said else None
    if said and found is None:
        raise CannotDo(_("没有“%(name)s”这个账号，请核对；没有账号的可以空着。") % {"name": said[:40]}, field.name)
    return found


def _require_above(row: Any, level: str, parent: ServiceUnit | None) -> None:
    """A unit stands below one of its own level or of a higher one, and never below itself."""
    if parent is None:
        return
    if LEVELS.index(parent.level) > LEVELS.index(level):
        raise CannotDo(_("上级机构的级别不能低于本机构，请核对。"), "parent")
    above: ServiceUnit | None = parent
    while above is not None:
        if row is not None and above.pk == row.pk:
            raise CannotDo(_("上级机构不能是它自己，也不能是它下面的机构。"), "parent")
        above = above.parent


def _require_of_unit(user: User, agency: str) -> None:
    """Whoever is linked sees what was said of the number: so it is somebody of that unit."""
    if agency not in actor_of(user, business.business_today()).home_agencies:
        raise CannotDo(_("这个账号今天在该单位没有职务，请先登记任职，或核对账号。"), "user")
