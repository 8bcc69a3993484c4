"""Whether ratings reach everything: what the document wants covered, and what is left out now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from county.packs import county_rulebook
from county.reviews.catalogue.order import natural
from county.reviews.models import Counter, Item, Platform, ServiceAct, ServiceUnit, Staff
from county.reviews.slots import slot
from gongbao.rules.register import Register

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not covered: how many of how many, the first of them, and what to do about it."""

    title: str
    of: int
    count: int
    rows: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What the document wants covered, and where it says so."""

    what: str
    document: str
    at: str


def wishes() -> list[Wish]:
    """The register that the pack names; empty where it names none."""
    book, rule_id = county_rulebook(), slot("coverage")
    if book is None or not rule_id:
        return []
    system, rule = book.find(rule_id)
    rows = rule.rows if isinstance(rule, Register) else ()
    return [Wish(str(row["what"]), system.document.number, str(row.get("at", ""))) for row in rows]


def gaps() -> list[Gap]:
    """Every kind of gap, also those that are closed. Two queries each."""
    return [_levels(), _units(), _screens(), _items(), _platforms(), _badges()]


def _levels() -> Gap:
    held = set(ServiceUnit.objects.filter(is_closed=False).order_by().values_list("level", flat=True).distinct())
    missing = [_(str(one.label)) for one in ServiceUnit.Level if one.value not in held]
    return Gap(_("没有服务机构的级别"), len(ServiceUnit.Level), len(missing), tuple(missing),
               _("把这一级的大厅、中心、站点、窗口列进来。"))


def _units() -> Gap:
    served = Counter.objects.filter(unit=OuterRef("pk"), is_closed=False)
    units = ServiceUnit.objects.filter(is_closed=False)
    # a hall may be there only to hold what is below it
    below = ServiceUnit.objects.filter(parent=OuterRef("pk"), is_closed=False)
    bare = units.filter(~Exists(served), ~Exists(below))
    names = _in_order(bare.values_list("name"))
    return _gap(_("没有窗口的服务机构"), units.count(), names,
                _("登记它的窗口，打印二维码；条件不具备的，备好纸质评价表。"))


def _screens() -> Gap:
    counters = Counter.objects.filter(is_closed=False)
    bare = counters.filter(has_screen=False).values_list("unit__name", "name")
    return _gap(_("没有评价器的窗口"), counters.count(), _in_order(bare),
                _("摆上二维码；两样都摆不了的，备好纸质评价表。"))


def _items() -> Gap:
    items = Item.objects.filter(is_listed=True)
    never = items.filter(~Exists(ServiceAct.objects.filter(item=OuterRef("pk"))))
    return _gap(_("从没有办结记录的事项"), items.count(), never.order_by("code").values_list("code", "name"),
                _("核对业务系统是否报送了这些事项；不再办理的，移出清单。"))


def _platforms() -> Gap:
    platforms = Platform.objects.filter(is_closed=False)
    never = platforms.filter(~Exists(ServiceAct.objects.filter(platform=OuterRef("pk"))))
    return _gap(_("从没有办结记录的服务平台"), platforms.count(), _in_order(never.values_list("name")),
                _("给这个平台开通接口，报送办结的服务。"))


def _badges() -> Gap:
    staff = Staff.objects.filter(has_left=False)
    return _gap(_("没有连账号的工号"), staff.count(), _in_order(staff.filter(user=None).values_list("number")),
                _("连上本人的账号：本人才看得到自己的差评、申请得了复核，系统也才认得出谁是被评价的人。"))


def _gap(title: str, total: int, found: Any, what: str) -> Gap:
    rows = list(found[: SHOWN + 1])
    count = len(rows) if len(rows) <= SHOWN else len(found) if isinstance(found, list) else found.count()
    return Gap(title, total, count, tuple(map(_named, rows[:SHOWN])), what)


def _in_order(found: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(found, key=lambda one: natural(*one))


def _named(row: str | Iterable[str]) -> str:
    return row if isinstance(row, str) else " ".join(row)
