"""Opening a case: in the first state of its procedure, with the days that a document prints for it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.cases import acts, checks, limits
from county.cases.may import asked_next
from county.cases.models import Case, Step
from county.cases.procedures import Running, find_procedure
from county.cases.projection import Projection
from county.cases.says import CannotDo
from county.cases.shown import PRINTED
from county.cases.writing import Work, tell

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case, and the secret that its receipt carries for a party outside the offices ("" for none)."""

    case: Case
    secret: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day that a document prints for a case: what is due then, the rule that states it, the step that keeps it."""

    title: str
    last: date
    rule: str
    until: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where a case stands in the county's ledger: the task it carries out, who takes part from the beginning (unit →
    part), the days that are printed for it."""

    source: str = ""
    chased: bool = True
    units: Mapping[str, str] = field(default_factory=dict)
    days: tuple[PrintedDay, ...] = ()


NOWHERE = Ledger(chased=False)


def open_case(*, actor: Actor, procedure: str, title: str, agency: str, desk: str = "", topic: str = "",
              applicant: str = "", parent: Case | None = None, data: Mapping[str, str] | None = None,
              key: UUID | None = None, at: datetime | None = None, is_drill: bool = False,
              ledger: Ledger = NOWHERE) -> Opened:
    """A case in the first state of its procedure. The same `key` again gives the case that it gave before.

    CannotDo: no such procedure, no title, no such unit. Who may open is for the view that lets one in.
    """
    run, now = find_procedure(procedure), at or business.now()
    if key and (before := _opened_with(key)):
        return before
    _require_words(run, title, agency, ledger.units)
    secret = new_secret() if applicant else ""
    case = Case(
        number=_number(now), desk=desk or run.system.id, topic=topic, procedure=run.rule_id, pack=run.book.pack.id,
        pack_digest=run.book.digest, title=title.strip(), opened_at=now, parent=parent, applicant=applicant.strip(),
        secret_hash=make_password(secret) if secret else "", is_drill=is_drill, state=run.first, agency=agency,
        source=ledger.source, chased=ledger.chased, clocks={"running": {}, "suspended_since": None, "asked": [],
                                                            "aware": []})
    try:
        _begin(case, actor, run, now, ledger, data, key)
    except IntegrityError:
        before = _opened_with(key) if key else None
        if before is None and Step.objects.filter(key=key, key__isnull=False).exists():
            raise CannotDo(_("这张表已经收到过，没有再办一次。")) from None
        if before is None:
            raise
        return before
    return Opened(case, secret)


def _opened_with(key: UUID) -> Opened | None:
    """The case that a form opened before; the secret was shown then and cannot be shown again."""
    before = Step.objects.filter(key=key, act=acts.OPEN).select_related("case").first()
    return Opened(before.case) if before else None


def _begin(case: Case, actor: Actor, run: Running, now: datetime, ledger: Ledger, data: Mapping[str, str] | None,
           key: UUID | None) -> None:
    with transaction.atomic():
        case.save(force_insert=True)
        units = dict(ledger.units)
        effects: dict[str, Any] = {"state": run.first, "agency": case.agency,
                                   **asked_next(run, run.first, case.agency, units)}
        effects |= {"join": units} if units else {}
        clocks = {**_begun(run, now, data or {}), **_printed(run, now, ledger.days)}
        effects |= {"clocks": clocks} if clocks else {}
        work = Work(case, run, now, Projection())
        work.append(actor, acts.OPEN, effects, data=data, key=key, at=now)
        tell(work, "opened", None, _("新的办件"), [case.agency])


def _begun(run: Running, now: datetime, data: Mapping[str, str]) -> dict[str, Any]:
    """The clocks that begin with the case."""
    keys = run.procedure.starts
    set_here = checks.settings() if keys else {}
    begun = {run.rule_id_of(key): limits.begin(run.book, run.rule_id_of(key), data, now, set_here) for key in keys}
    return {name: clock for name, clock in begun.items() if clock}


def _printed(run: Running, now: datetime, days: Iterable[PrintedDay]) -> dict[str, Any]:
    """Clocks of printed days, in the order of the document; each keeps its own name."""
    return {f"{PRINTED}{number}": limits.printed(run.book, one.title, one.rule, now, one.last, one.until)
            for number, one in enumerate(days, 1)}


def _require_words(run: Running, title: str, agency: str, units: Iterable[str]) -> None:
    if not title.strip():
        raise CannotDo(_("请写这件事叫什么。"), "title")
    if len(title.strip()) > 200:
        raise CannotDo(_("标题最多 200 个字，请缩短。"), "title")
    known_unit(run, agency)
    for one in units:
        known_unit(run, one)
        if one == agency:
            raise CannotDo(_("%(unit)s已经是承办单位，不必再列为参与单位。") % {"unit": agency_name(one)}, "units")


def known_unit(run: Running, agency: str) -> None:
    """CannotDo: the pack lists no such unit."""
    if run.book.pack.agency(agency) is None:
        raise CannotDo(_("没有这个单位，请从列表里选。"), "agency")


def new_secret() -> str:
    """Copied from paper by hand: 60 bits in three groups, no letter that is taken for a digit."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(3))


def _number(now: datetime) -> str:
    """Told over the telephone: no letter that is taken for a digit."""
    return f"{now:%y%m%d}-" + "".join(secrets.choice(_LETTERS) for _place in range(6))
