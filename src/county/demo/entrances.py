"""As whom one may enter the demo: the posts of the pack, by unit; a few at hand for the bar."""

from __future__ import annotations

from itertools import chain, groupby

from django.db.models import Q

from county.agencies.models import Post
from county.agencies.names import agencies, agency_name
from county.agencies.roles import Role
from county.demo.people import shown
from county.packs import county_pack, county_rulebook
from gongbao.rules.body import Body
from gongbao.rules.task import Task


def entrances(words: str = "") -> list[tuple[str, list[Post]]]:
    """Units with their posts, in the pack's order, the clerks of the demo's windows among them; parties outside the
    offices last. One query."""
    place = {one.id: number for number, one in enumerate(agencies())}
    posts = [one for one in Post.objects.filter(Q(made_by_pack=True) | Q(role=Role.STAFF)) if words in shown(one)]
    posts.sort(key=lambda one: (place.get(one.agency, len(place)), one.pk))
    return [(agency_name(agency) if agency else "", list(found))
            for agency, found in groupby(posts, key=lambda one: one.agency)]


def at_hand() -> list[tuple[str, str]]:
    """What the bar offers: the watching roles with the units that carry them, and a handler where a desk's work is.

    A code `role@unit` each, from the pack alone: the bar stands on every page and asks no query.
    """
    pack = county_pack()
    if pack is None:
        return []
    offices = [(role, unit) for role, unit in pack.offices.items()]
    first_office = next((one.id for one in pack.agencies if one.kind == "office"), "")
    watching = [(role.value, first_office) for role in (Role.AUDITOR, Role.ADMINISTRATOR) if first_office]
    working = [(Role.HANDLER.value, unit) for unit in _desk_units()]
    return [(f"{role}@{unit}", f"{agency_name(unit)} {Role(role).label}") for role, unit in
            (*offices, *working, *watching)]


def post_named(code: str) -> Post | None:
    """The post behind a code of `at_hand`, or behind a number."""
    if code.isdecimal() and len(code) < 12:
        return Post.objects.filter(pk=int(code)).first()
    role, _at, unit = code.partition("@")
    return Post.objects.filter(agency=unit, role=role).order_by("-made_by_pack", "pk").first()


def _desk_units() -> list[str]:
    """The units that host the bodies of the pack's desks, and the first that work for them."""
    book, found = county_rulebook(), []
    for slots in book.pack.slots.values() if book else ():
        for rule_id in chain.from_iterable(slots.values()):
            rule = book.find(rule_id)[1]  # type: ignore[union-attr]
            found += list(rule.host) if isinstance(rule, Body) else []
            found += _first_leads(rule) if isinstance(rule, Task) else []
    return list(dict.fromkeys(found))[:6]


def _first_leads(task: Task) -> list[str]:
    """Units that share a task with others: where one can see work pass between desks."""
    shared = [segment for segment in task.segments if len(segment.lead) > 1]
    return [unit for segment in shared[1:3] for unit in segment.lead[:3]]
