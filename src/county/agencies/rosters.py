"""A roster against what stands: row by row what would be written, or why not. All of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies import access
from county.agencies.models import Person, Post, Tenure
from county.agencies.names import agencies
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role
from county.agencies.services import DAY, begin, end_tenure, pick, require_power, write_down
from county.agencies.sheets import LONGEST, SheetRow
from county.site.templatetags.county import plain_day


@dataclass(slots=True)
class Planned:
    """A row that fits. `same`: it stands already. `ends`: tenures that end the day before. `person` None: a new one.
    `last`: the day before somebody else begins to hold the post."""

    row: SheetRow
    agency: str
    post: Post | None
    role: str
    person: Person | None
    ends: list[Tenure] = field(default_factory=list)
    same: bool = False
    last: date | None = None


@dataclass(slots=True)
class Plan:
    """`errors`: (row number, sentence). `replaces`: whoever held a post that one row names makes room."""

    first: date
    replaces: bool = False
    planned: list[Planned] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)

    @property
    def new(self) -> list[Planned]:
        return [one for one in self.planned if not one.same]


class _Known:
    """What stands of the units of a roster: posts, people, tenures. Three queries for any number of rows."""

    def __init__(self, rows: Iterable[SheetRow], units: set[str]) -> None:
        names = {row.name for row in rows}
        self.posts = {(one.agency, one.title): one for one in Post.objects.filter(agency__in=units)}
        self.people: dict[tuple[str, str], list[Person]] = {}
        self.tenures: dict[int, list[Tenure]] = {}
        held = Tenure.objects.filter(person__name__in=names).select_related("person", "post").order_by("first", "pk")
        self.by_number: dict[tuple[str, str], Person] = {}
        self.holders: dict[int, list[Tenure]] = {}
        for one in Tenure.objects.filter(post__agency__in=units).select_related("person", "post").order_by("first"):
            self.holders.setdefault(one.post_id, []).append(one)
        for one in held:
            self.tenures.setdefault(one.person_id, []).append(one)
            self.by_number[one.person.name, one.person.telephone] = one.person
            there = self.people.setdefault((one.post.agency, one.person.name), [])
            if one.person not in there:
                there.append(one.person)


def plan_roster(actor: Actor, rows: list[SheetRow], first: date, among: Iterable[str] = (), *,
                replaces: bool = False) -> Plan:
    """What confirming would write. `among`: only these units may occur; without it any that the actor manages."""
    plan, allowed = Plan(first, replaces), set(among)
    units = {row.number: unit_called(row.unit) for row in rows}
    known = _Known(rows, {one for one in units.values() if one is not None})
    for row in rows:
        try:
            plan.planned.append(_planned(actor, row, units[row.number], known, allowed))
        except NotPossible as refusal:
            plan.errors.append((row.number, refusal.says))
    _mark_twice(plan)
    for one in plan.planned:
        _say_what_ends(plan, one, known)
        if replaces and one.post and not one.same:
            _make_room(plan, one, known.holders.get(one.post.pk, []))
    plan.planned = [one for one in plan.planned if one.row.number not in dict(plan.errors)]
    return plan


def carry_out(*, actor: Actor, plan: Plan, ground: str) -> int:
    """Write the whole plan; returns how many tenures began. NotPossible: a row does not fit, and nothing is written."""
    if plan.errors:
        number, says = plan.errors[0]
        raise NotPossible(_("第 %(row)s 行：%(says)s") % {"row": number, "says": says})
    made: dict[tuple[str, str], Person] = {}
    with transaction.atomic():
        for one in plan.new:
            _write(actor, one, plan.first, ground, made)
        write_down(actor, "take_over_roster", "roster", ground[:200] or "xlsx",
                   {"first": str(plan.first), "rows": len(plan.planned), "new": len(plan.new)})
    return len(plan.new)


def unit_called(name: str) -> str | None:
    """The unit that bears a name, official or other; None where none or several do. Empty: no unit."""
    if not name:
        return ""
    official = [one.id for one in agencies() if one.name == name]
    found = official or [one.id for one in agencies() if name in one.forms]
    return found[0] if len(found) == 1 else None


def _planned(actor: Actor, row: SheetRow, unit: str | None, known: _Known, allowed: set[str]) -> Planned:
    _require_filled(row)
    if unit is None:
        raise NotPossible(_("没有叫“%(unit)s”的单位，请写正式名称。") % {"unit": row.unit[:40]})
    if allowed and unit not in allowed:
        raise NotPossible(_("“%(unit)s”不是本页的单位，请到该单位的人员页导入。") % {"unit": row.unit[:40]})
    if not access.manages_people(actor, unit):
        raise NotPossible(access.only_own(unit, actor))
    post = known.posts.get((unit, row.title))
    role = post.role if post else _role(row.role)
    require_power(actor, role, new=post is None)
    person = known.by_number.get((row.name, row.telephone)) if row.telephone else None
    person = person or pick(known.people.get((unit, row.name), []), row.telephone)
    return Planned(row, unit, post, role, person)


def _require_filled(row: SheetRow) -> None:
    missing = [name for name, cell in (("姓名", row.name), ("职务", row.title)) if not cell]
    if missing:
        raise NotPossible(_("没有填%(columns)s，请补上。") % {"columns": "、".join(missing)})
    cells = {"单位": row.unit, "姓名": row.name, "职务": row.title, "手机": row.telephone, "角色": row.role}
    for name, cell in cells.items():
        if len(cell) > LONGEST[name] or "\x00" in cell:
            raise NotPossible(_("“%(column)s”太长，最多 %(longest)s 个字。")
                              % {"column": name, "longest": LONGEST[name]})


def _role(words: str) -> str:
    found = next((one.value for one in Role if words in (one.value, one.label)), None)
    if words and found is None:
        raise NotPossible(_("没有“%(role)s”这个角色，请从列表里选，例如 经办人。") % {"role": words[:20]})
    return found or Role.STAFF.value


def _mark_twice(plan: Plan) -> None:
    """The same person and post in two rows."""
    seen: dict[tuple[str, str, str, str], int] = {}
    for one in plan.planned:
        key = (one.agency, one.row.name, one.row.title, one.row.telephone)
        if key in seen:
            plan.errors.append((one.row.number, _("与第 %(row)s 行重复，请删去一行。") % {"row": seen[key]}))
        seen.setdefault(key, one.row.number)


def _say_what_ends(plan: Plan, one: Planned, known: _Known) -> None:
    """The person's other posts of this unit that the roster does not name end the day before the new one begins."""
    if one.person is None:
        return
    running = [held for held in known.tenures.get(one.person.pk, ())
               if held.post.agency == one.agency and (held.last is None or held.last >= plan.first)]
    named = {other.row.title for other in plan.planned if other.person == one.person and other.agency == one.agency}
    one.same = any(held.post.title == one.row.title for held in running)
    one.ends = [] if one.same else [held for held in running if held.post.title not in named]
    late = [held for held in one.ends if held.first >= plan.first]
    if late:
        says = _("此人的“%(title)s”从 %(first)s 开始，新任职要晚于这一天。")
        plan.errors.append((one.row.number, says % {"title": late[0].post.title, "first": plain_day(late[0].first)}))


def _make_room(plan: Plan, one: Planned, holders: list[Tenure]) -> None:
    """Who held the post before ends the day before; where somebody came later, the new tenure ends before that."""
    rows = [other for other in plan.planned if (other.agency, other.row.title) == (one.agency, one.row.title)]
    if len(rows) > 1:
        return
    others = [held for held in holders if held.person != one.person]
    running = [held for held in others if held.last is None or held.last >= plan.first]
    one.ends += [held for held in running if held.first < plan.first and held not in one.ends]
    later = [held.first for held in others if held.first > plan.first]
    one.last = min(later) - DAY if later else None


def _write(actor: Actor, one: Planned, first: date, ground: str, made: dict[tuple[str, str], Person]) -> None:
    for held in one.ends:
        if not Tenure.objects.filter(pk=held.pk, last__lt=first).exists():
            end_tenure(actor=actor, tenure=held, last=first - DAY, ground=ground)
    key = (one.row.name, one.row.telephone)
    person = one.person or made.get(key)
    if person is None:
        person = made[key] = Person.objects.create(name=one.row.name, telephone=one.row.telephone)
    elif one.row.telephone and not person.telephone:
        person.telephone = one.row.telephone
        person.save(update_fields=["telephone"])
    post = one.post or Post.objects.get_or_create(
        agency=one.agency, title=one.row.title, defaults={"role": one.role})[0]
    begin(actor, person, post, first, ground, one.last)
