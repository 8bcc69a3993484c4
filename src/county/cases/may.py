"""Who may take a step of a case: the one place that decides. A refusal says who may, and who is asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.accounts.actor import Actor, HeldPost
from county.agencies.names import agency_name
from county.agencies.roles import ACTING, HEADS, READS, WATCHES, Role
from county.agencies.stand_for import acting_for
from county.cases import checks
from county.cases.models import Case
from county.cases.procedures import Running
from county.packs import county_pack, county_rulebook, rulebook_of
from gongbao.rules.body import Body
from gongbao.rules.procedure import Step, Who

POST = "post:"
RELATIONS = {
    "handler": gettext_noop("经办单位的人员"), "applicant": gettext_noop("申请人"),
    "unit_head": gettext_noop("承办单位负责人"), "lead": gettext_noop("承办单位"),
    "participant": gettext_noop("协办单位"),
    "supervisor": gettext_noop("督查人员或上级主管部门"), "office": gettext_noop("主管的办公室"),
    "government": gettext_noop("县政府领导"), "anyone": gettext_noop("有职务的任何人"),
}


@dataclass(frozen=True, slots=True)
class Permit:
    """`on_behalf`: the party outside the offices for whom an officer writes it down."""

    on_behalf: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refusal:
    """One sentence: who may, and who is asking."""

    says: str

    def __bool__(self) -> bool:
        return False


def may(actor: Actor, step: Step, case: Case, run: Running, joined: Iterable[str] = ()) -> Permit | Refusal:
    """Whether `actor` may take `step` now. `joined`: the units that take part beside the lead."""
    who = step.who
    if _is_named(actor, who, case, run) or _has_relation(actor, who, case, run, tuple(joined)):
        return Permit()
    outside = _outside(who, run)
    if outside and actor.acts_for([case.agency]):
        return Permit(outside)
    says = _("“%(step)s”由%(who)s办理；您现在是%(post)s，不能办这一步。")
    return Refusal(says % {"step": step.title, "who": who_words(who), "post": actor.shown_as})


def sees(actor: Actor, case: Case, concerned: Iterable[str], run: Running) -> bool:
    """Whether an actor may read a case: whom it concerns, whom its procedure names, who watches over all; never where
    its desk keeps it from him."""
    return _concerned(actor, case, concerned, run) and not checks.is_hidden(case, actor)


def _concerned(actor: Actor, case: Case, concerned: Iterable[str], run: Running) -> bool:
    if actor.roles & WATCHES or str(case.pk) in actor.parties:
        return True
    return bool(keys_of(actor, run) & {case.agency, *concerned}) or is_named_in(actor, run)


def is_named_in(actor: Actor, run: Running) -> bool:
    """Whether some step of a procedure names a unit that the actor acts for: every case that runs it concerns it."""
    named = {one for step in run.procedure.steps for one in step.who.agencies if not _is_group(one, run)}
    return bool(keys_of(actor, run) & named)


def manages(actor: Actor, case: Case, run: Running) -> Permit | Refusal:
    """Who sets a limit that the document leaves open, passes a case on, or stops its clock: the office of the
    procedure, who supervises; the head of its unit only where the procedure has no office, for nobody puts off a limit
    that another set."""
    offices = [one for step in run.procedure.steps for one in step.who.agencies
               if step.who.relation in ("office", "supervisor", "government")]
    own = actor.acts_for([case.agency], HEADS) and not offices
    if Role.SUPERVISOR.value in actor.roles or actor.acts_for(offices) or own:
        return Permit()
    named = "、".join(dict.fromkeys(map(agency_name, offices)))
    head = _("%(unit)s负责人") % {"unit": agency_name(case.agency)}
    says = _("这件事由%(who)s或督查人员办理；您现在是%(post)s。")
    return Refusal(says % {"who": named or head, "post": actor.shown_as})


def _is_group(agency: str, run: Running) -> bool:
    """A collective name opens a case to all its members only while one of them may act."""
    held = run.book.pack.agency(agency)
    return held is not None and held.kind == "group"


def keys_of(actor: Actor, run: Running | None = None) -> frozenset[str]:
    """Under which names cases concern an actor: agencies, and posts that documents name by their title."""
    posts = [one for one in actor.posts if one.role in READS]
    own = acting_for(one.agency for one in posts if one.agency)
    systems = [run.system.id] if run else _systems()
    pack = run.book.pack.id if run else _pack()
    return own | {post_key(system, title) for system in systems for title in _titles(posts, "", system, pack)}


def post_key(system: str, title: str) -> str:
    """How `Concern.who` names a post of a document: the same title in another document is another post."""
    return f"{POST}{system}/{title}"


def asked_next(run: Running, state: str, agency: str, joined: Iterable[str]) -> dict[str, list[str]]:
    """Who has to act in a state (`asked`), and who could too (`aware`), as `Concern.who` names them.

    A procedure lists the way on first and side ways after it: whoever may take the first step has to act; an office
    that could set the case aside at any time does not find every case among its own work.
    """
    each = [_asked(step.who, run, agency, list(joined)) for step in run.steps_from(state)]
    asked = list(dict.fromkeys(each[0])) if each else []
    others = dict.fromkeys(one for several in each[1:] for one in several)
    return {"asked": asked, "aware": [one for one in others if one not in asked]}


def who_words(who: Who, named: Callable[[str], str] = agency_name) -> str:
    """Who may take a step, in the document's words; `named` gives a unit's name, the county's own by default."""
    names = [named(one) for one in who.agencies]
    heads = [_("%(unit)s负责人") % {"unit": one} for one in names] if who.relation == "unit_head" else names
    relation = [_(RELATIONS[who.relation])] if who.relation and not names else []
    return "、".join([*heads, *who.posts, *relation]) or _(RELATIONS["anyone"])


def _is_named(actor: Actor, who: Who, case: Case, run: Running) -> bool:
    """By agency, or by a post in the document's words: of the case's unit, of a body's seat, or of no unit at all."""
    roles = HEADS if who.relation == "unit_head" else ACTING
    if who.agencies and actor.acts_for(who.agencies, roles):
        return True
    posts = [one for one in actor.posts if one.role in READS]
    return bool(set(who.posts) & _titles(posts, case.agency, run.system.id, run.book.pack.id))


def _has_relation(actor: Actor, who: Who, case: Case, run: Running, joined: tuple[str, ...]) -> bool:
    """A relation to the case, where the step names no agencies of its own."""
    if not who.relation or who.agencies:
        return False
    if who.relation == "anyone":
        return bool(actor.roles & (ACTING | {Role.STAFF.value, Role.PARTY.value}))
    if who.relation == "applicant":
        return str(case.pk) in actor.parties
    if who.relation == "participant":
        return actor.acts_for(joined)
    if who.relation in ("handler", "lead"):
        return actor.acts_for([case.agency])
    if who.relation == "unit_head":
        return actor.acts_for([case.agency], HEADS)
    return actor.acts_for(_standing_for(who.relation, run, case.agency))


def _standing_for(relation: str, run: Running, agency: str) -> list[str]:
    """The units behind supervisor, office and government where a step names none."""
    offices = run.book.pack.offices
    if relation == "supervisor":
        parent = run.book.pack.agency(agency)
        return [one for one in (offices.get("supervisor"), parent.parent if parent else None) if one]
    if relation == "office":
        hosts = [host for rule in run.system.rules.values() if isinstance(rule, Body) for host in rule.host]
        return list(dict.fromkeys(hosts)) or [agency]
    return [offices["leader"]] if "leader" in offices else []


def _outside(who: Who, run: Running) -> str:
    """The party outside the offices that a step belongs to: an applicant, a post that no unit's seat holds, an office
    above the county."""
    if who.relation == "applicant" and not who.agencies:
        return "、".join(who.posts) or _(RELATIONS["applicant"])
    above = [agency_name(one) for one in who.agencies if _is_above(one, run)]
    if above and len(above) == len(who.agencies):
        return "、".join(above)
    inside = _seat_titles(run.system.id, run.book.pack.id)
    outside = [one for one in who.posts if one not in inside]
    return "、".join(outside) if outside and not who.agencies and not who.relation else ""


def _is_above(agency: str, run: Running) -> bool:
    """An office above the county takes its steps elsewhere; the unit of the case writes them down."""
    held = run.book.pack.agency(agency)
    return held is not None and held.kind == "superior"


def _asked(who: Who, run: Running, agency: str, joined: list[str]) -> list[str]:
    posts = [post_key(run.system.id, one) for one in who.posts]
    if who.agencies:
        return [*who.agencies, *posts, *([agency] if _outside(who, run) else [])]
    if who.relation == "participant":
        return [*joined, *posts]
    if who.relation in ("supervisor", "office", "government"):
        return [*_standing_for(who.relation, run, agency), *posts]
    if who.relation == "anyone":
        return [agency]
    return [*([agency] if who.relation or not posts or _outside(who, run) else []), *posts]


def _titles(posts: Iterable[HeldPost], agency: str, system: str, pack: str) -> frozenset[str]:
    """As what posts count in a system: their title where they belong to no unit, to `agency`, or to a seat of a body;
    and what the seat makes of them: 指挥长, 办公室主任 …"""
    seats = _seats(system, pack)
    found: set[str] = set()
    for post in posts:
        roles = seats.get((post.agency, post.title), ())
        own = (post.title,) if roles or post.agency in ("", agency) else ()
        found.update((*roles, *own))
    return frozenset(found)


def _pack() -> str:
    pack = county_pack()
    return pack.id if pack else ""


@cache
def _systems() -> tuple[str, ...]:
    book = county_rulebook()
    return tuple(book.systems) if book else ()


@cache
def _seats(system: str, pack: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for rule in rulebook_of(pack).systems[system].rules.values():
        for seat in rule.seats if isinstance(rule, Body) else ():
            key = (seat.agency[0] if seat.agency else "", seat.post)
            found[key] = (*found.get(key, ()), seat.role)
    return found


def _seat_titles(system: str, pack: str) -> frozenset[str]:
    seats = _seats(system, pack)
    return frozenset({title for _agency, title in seats} | {role for roles in seats.values() for role in roles})
