"""Things are put on a list with their answers, corrected, and taken off again; nothing is erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.supervision.models import Listed
from county.supervision.registers.asking import answers, asked
from county.supervision.registers.rules import Held
from county.supervision.registers.units import keepers_of, require_keeper, require_township


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of a thing; `said`: the answers to the rule's questions as typed."""

    name: str
    township: str = ""
    said: Mapping[str, str] = ()  # type: ignore[assignment]
    note: str = ""


def put_on(*, actor: Actor, rule: Held, thing: Thing, at: datetime | None = None) -> Listed:
    """A thing of the list; one that was taken off stands on it again. CannotDo: it is there, or cannot be read."""
    require_keeper(actor, keepers(rule))
    fresh = _checked(rule, thing)
    before = Listed.objects.filter(rule=rule.id, name=fresh.name, township=fresh.township).first()
    if before is not None and not before.is_off:
        raise _there(fresh.name)
    fresh.pk = before.pk if before else None
    return _keep(actor, fresh, at, "put_on")


def correct(*, actor: Actor, rule: Held, listed: Listed, thing: Thing, at: datetime | None = None) -> Listed:
    """Other answers for a thing, or another name. CannotDo: it was taken off, or another bears the name."""
    require_keeper(actor, keepers(rule))
    _require_there(listed)
    fresh = _checked(rule, thing)
    same = Listed.objects.filter(rule=rule.id, name=fresh.name, township=fresh.township).exclude(pk=listed.pk)
    if same.exists():
        raise _there(fresh.name)
    fresh.pk = listed.pk
    return _keep(actor, fresh, at, "correct")


def take_off(*, actor: Actor, rule: Held, listed: Listed, reason: str, at: datetime | None = None) -> Listed:
    """A thing leaves the list and is kept. CannotDo: it left before, or nobody says why."""
    require_keeper(actor, keepers(rule))
    _require_there(listed)
    words = reason.strip()[:500]
    if not words:
        raise CannotDo(_("请写移出的理由。"), "reason")
    listed.is_off, listed.note = True, words
    return _keep(actor, listed, at, "take_off")


def keepers(rule: Held) -> tuple[str, ...]:
    return keepers_of(rule.system.id, rule.rule)


def _checked(rule: Held, thing: Thing) -> Listed:
    """CannotDo: no name, one too long, no township of the county, an answer that the rule cannot read."""
    name = thing.name.strip()
    if not name or len(name) > 100:
        raise CannotDo(_("请写名称，最多 100 个字。"), "name")
    said = answers(rule.rule, dict(thing.said))
    asked(rule.id, rule.rule, said)
    return Listed(rule=rule.id, name=name, township=require_township(thing.township, optional=True), given=said,
                  note=thing.note.strip()[:500])


def _keep(actor: Actor, listed: Listed, at: datetime | None, act: str) -> Listed:
    listed.checked_at = at or business.now()
    listed.by_id, listed.shown_as = actor.user_id, actor.shown_as[:200]
    try:
        with transaction.atomic():
            listed.save()
            record(actor=actor, verb=f"supervision.listed.{act}", thing_kind="listed", thing_id=str(listed.pk),
                   business_at=listed.checked_at, content={"rule": listed.rule, "name": listed.name,
                                                           "township": listed.township, "given": listed.given,
                                                           "note": listed.note, "off": listed.is_off})
    except IntegrityError as error:
        raise _there(listed.name) from error
    return listed


def _require_there(listed: Listed) -> None:
    if listed.is_off:
        raise CannotDo(_("要重新列入，请到名录页用同一个名称列入。"))


def _there(name: str) -> CannotDo:
    return CannotDo(_("名录里已经有“%(name)s”，请在名录里改。") % {"name": name}, "name")
