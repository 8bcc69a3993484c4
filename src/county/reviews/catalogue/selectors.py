"""The lists as they are looked at: the tree of units, rows narrowed by words, unit, level, open or closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from county.reviews.catalogue.kinds import KINDS, Kind
from county.reviews.catalogue.order import natural, units_in_order
from county.reviews.models import ServiceUnit

PAGE = 50
OPEN, CLOSED = "open", "closed"
_WORDS = {"units": ("name",), "platforms": ("name",), "items": ("code", "name"), "counters": ("name", "unit__name"),
          "staff": ("number", "unit__name")}
_JOINED = {"units": ("parent",), "counters": ("unit",), "staff": ("unit", "user")}
_ORDER = {"units": ("level", "name"), "platforms": ("name",), "items": ("code",), "counters": ("unit__name", "name"),
          "staff": ("number",)}
_BY_NUMBER = frozenset(_ORDER) - {"items"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an answer that means nothing is left out."""

    words: str = ""
    agency: str = ""
    level: str = ""
    state: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Wanted:
        clean = {name: said.get(name, "").replace("\0", "").strip()[:80] for name in ("words", "agency")}
        level, state = said.get("level", ""), said.get("state", "")
        return cls(clean["words"], clean["agency"], level if level in ServiceUnit.Level.values else "",
                   state if state in (OPEN, CLOSED) else "")

    @property
    def query(self) -> str:
        named = {name: getattr(self, name) for name in ("words", "agency", "level", "state")}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(slots=True)
class Branch:
    """A unit with what stands below it."""

    unit: ServiceUnit
    below: list[Branch] = field(default_factory=list)


def tree() -> list[Branch]:
    """Open units, each below its parent; one whose parent is closed stands on top. One query."""
    counters = Count("counters", filter=Q(counters__is_closed=False))
    found = units_in_order(ServiceUnit.objects.filter(is_closed=False).annotate(open_counters=counters))
    branches = {one.pk: Branch(one) for one in found}
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (above.below if above else top).append(branch)
    return top


def counts() -> list[tuple[Kind, int]]:
    """How many of each are in use."""
    return [(kind, in_use(kind).count()) for kind in KINDS.values()]


def in_use(kind: Kind) -> QuerySet[Any]:
    name, over = kind.closed
    found: QuerySet[Any] = kind.model.objects.exclude(**{name: over})
    return found


def rows(kind: Kind, wanted: Wanted) -> QuerySet[Any]:
    """The rows of a list, narrowed and in order."""
    found: QuerySet[Any] = kind.model.objects.select_related(*_JOINED.get(kind.code, ()))
    for word in wanted.words.split()[:5]:
        asked = Q()
        for name in _WORDS[kind.code]:
            asked |= Q(**{f"{name}__icontains": word})
        found = found.filter(asked)
    if wanted.agency:
        found = found.filter(**{kind.own or "agency": wanted.agency})
    if wanted.level and kind.code in ("units", "counters", "staff"):
        found = found.filter(**{"level" if kind.code == "units" else "unit__level": wanted.level})
    if wanted.state:
        name, over = kind.closed
        found = found.filter(**{name: over is (wanted.state == CLOSED)})
    return found.order_by(*_ORDER[kind.code], "pk")


def page_of(kind: Kind, wanted: Wanted, page: int) -> tuple[list[Any], bool]:
    """One page, and whether more follow. One query; two where numbers in names decide the order."""
    start, found = (page - 1) * PAGE, rows(kind, wanted)
    if kind.code not in _BY_NUMBER:
        several = list(found[start : start + PAGE + 1])
        return several[:PAGE], len(several) > PAGE
    places = sorted(found.values_list(*_ORDER[kind.code], "pk"), key=lambda one: (*natural(*one[:-1]), one[-1]))
    held = found.in_bulk([one[-1] for one in places[start : start + PAGE]])
    return [held[one[-1]] for one in places[start : start + PAGE]], len(places) > start + PAGE


def open_units() -> list[ServiceUnit]:
    return units_in_order(ServiceUnit.objects.filter(is_closed=False))
