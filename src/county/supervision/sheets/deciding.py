"""Rewards and consequences as somebody decided them, and work that a unit holds up as an achievement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.models import Person
from county.agencies.names import agency_of
from county.agencies.roles import HEADS, Role
from county.audit.services import record
from county.cases.models import Case
from county.cases.opening import open_case
from county.cases.says import CannotDo
from county.packs import county_pack, county_rulebook
from county.supervision.models import Decision
from county.supervision.slots import DESK, slot
from gongbao.rules.register import UNITS, Register, texts

ACHIEVEMENT = "achievement"
LONGEST = {"post": 100, "reason": 1000, "decided_by": 100}


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the pack's register of consequences: what, and in which case for whom, as printed."""

    no: str
    title: str
    words: str
    at: str
    quote: str


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision as typed. `post`: the office held, never a name."""

    agency: str
    row: str
    reason: str
    decided_by: str
    decided_on: date | None
    post: str = ""


def kinds() -> list[Kind]:
    """The rewards and consequences that the county's document lists; empty where the pack names no such register."""
    book, rule_id = county_rulebook(), slot("consequences")
    rule = book.find(rule_id)[1] if book and rule_id else None
    if not isinstance(rule, Register):
        return []
    number, names = rule.number_column(), [one for one in rule.columns if one != rule.number_column()]
    found = []
    for row in rule.rows:
        title, *more = ["、".join(texts(row.get(one))) for one in names if rule.columns[one].form not in UNITS]
        place = rule.place(row)[0]
        found.append(Kind(str(row[number]), title, "；".join(one for one in more if one), place.at, place.quote))
    return found


def may_decide(actor: Actor) -> bool:
    """The supervisors of the county."""
    pack = county_pack()
    office = pack.offices.get("supervisor", "") if pack else ""
    return Role.SUPERVISOR.value in actor.roles or bool(office and actor.acts_for([office]))


def decide(*, actor: Actor, new: NewDecision, key: UUID | None = None, at: datetime | None = None) -> Decision:
    """Write down a decision. The same form twice is one. CannotDo: not a supervisor, something missing or wrong."""
    _require_supervisor(actor)
    now = at or business.now()
    day = _require_complete(new, now)
    if key and (before := Decision.objects.filter(key=key).first()):
        return before
    try:
        with transaction.atomic():
            made = Decision.objects.create(
                rule=slot("consequences"), row=new.row, agency=new.agency, post=new.post.strip(),
                reason=new.reason.strip(), decided_by=new.decided_by.strip(), decided_on=day,
                by_id=actor.user_id, shown_as=actor.shown_as, business_at=now, key=key)
            _record(actor, made, "supervision.decision", now)
    except IntegrityError:
        return Decision.objects.get(key=key)
    return made


def revoke(*, actor: Actor, decision: int, reason: str, at: datetime | None = None) -> Decision:
    """Revoke a decision; it stays on record with the reason."""
    _require_supervisor(actor)
    now = at or business.now()
    if not reason.strip():
        raise CannotDo(_("请写撤销的理由。"), "reason")
    with transaction.atomic():
        held = Decision.objects.select_for_update().filter(pk=decision).first()
        if held is None or held.voided_at:
            raise CannotDo(_("这个决定没有登记，或已经撤销，请刷新后再看。"))
        held.void_reason, held.voided_at = reason.strip()[:500], now
        held.save(update_fields=["void_reason", "voided_at"])
        _record(actor, held, "supervision.revoke", now)
    return held


def propose(*, actor: Actor, agency: str, title: str, key: UUID | None = None, at: datetime | None = None) -> Case:
    """A unit's head holds up a piece of work of this year. CannotDo: somebody else, no title."""
    now, procedure = at or business.now(), slot("achievement")
    if not procedure:
        raise CannotDo(_("本县的数据包没有亮点工作的程序，请先补上。"))
    if not actor.acts_for([agency], HEADS):
        raise CannotDo(_("亮点工作由本单位负责人申报；您现在是%(post)s。") % {"post": actor.shown_as}, "agency")
    return open_case(actor=actor, procedure=procedure, desk=DESK, agency=agency, title=title, key=key, at=now,
                     topic=f"{ACHIEVEMENT}/{now.astimezone(business.ZONE).year}").case


def _require_supervisor(actor: Actor) -> None:
    if not may_decide(actor):
        raise CannotDo(_("奖惩决定由督查人员登记；您现在是%(post)s。") % {"post": actor.shown_as})


def _require_complete(new: NewDecision, now: datetime) -> date:
    """The day of a decision that lacks nothing."""
    if agency_of(new.agency) is None:
        raise CannotDo(_("没有这个单位，请从列表里选。"), "agency")
    if new.row not in {one.no for one in kinds()}:
        raise CannotDo(_("请从文件列的几种里选一种。"), "row")
    _require_words(new)
    if new.decided_on is None:
        raise CannotDo(_("请填决定的日期。"), "decided_on")
    if new.decided_on > now.astimezone(business.ZONE).date():
        raise CannotDo(_("决定的日期不能晚于今天，请核对。"), "decided_on")
    return new.decided_on


def _require_words(new: NewDecision) -> None:
    for name, longest in LONGEST.items():
        if len(getattr(new, name).strip()) > longest:
            raise CannotDo(_("这一栏最多 %(n)s 个字，请缩短。") % {"n": longest}, name)
    if not new.reason.strip():
        raise CannotDo(_("请写理由。"), "reason")
    if not new.decided_by.strip():
        raise CannotDo(_("请写是哪个机关决定的。"), "decided_by")
    names = Person.objects.filter(tenures__post__agency=new.agency).values_list("name", flat=True) if new.post else ()
    if any(one and one in new.post for one in names):
        raise CannotDo(_("这一栏只写职务，不写姓名，请改。"), "post")


def _record(actor: Actor, held: Decision, verb: str, now: datetime) -> None:
    names = ("rule", "row", "agency", "post", "reason", "decided_by", "decided_on", "void_reason")
    record(actor=actor, verb=verb, thing_kind="decision", thing_id=held.pk, business_at=now,
           content={name: str(getattr(held, name)) for name in names})
