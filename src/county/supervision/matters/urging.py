"""A batch of urgings: which cases a filter offers, what is ticked, a letter for each unit, sent all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.cases.models import Case
from county.cases.says import CannotDo
from county.letters.access import offices_of
from county.letters.kinds import KINDS
from county.letters.refusals import Refused
from county.letters.selectors import last_code
from county.letters.services import Draft, issue_each
from county.letters.wording import Words, filled, overdue_row
from county.supervision.matters import ledger, selectors
from county.supervision.matters.chasing import MOST, urge
from county.supervision.matters.ledger import Wanted
from county.supervision.matters.rows import Row, rows_of
from county.supervision.models import Urging

LETTER = "batch_urge"
PROPOSED = "请抓紧办理，按期反馈结果。"
"""A letter is Chinese whatever the language of the pages."""
REPLY_DAYS = 7
"""Only what the empty form proposes; the office writes its own day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds. `ticked`: the cases; on first sight all that are offered. `letter`: with a letter."""

    offered: tuple[Case, ...]
    ticked: frozenset[UUID]
    wanted: Wanted
    words: str
    letter: bool
    office: str
    code: str
    signatory: str
    reply_by: date | None

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than one batch takes."""
        return len(self.offered) == MOST

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The filter, as the form sends it back."""
        return parse_qsl(self.wanted.query)

    @property
    def chosen(self) -> list[Case]:
        return [one for one in self.offered if one.pk in self.ticked]


@dataclass(frozen=True, slots=True)
class Group:
    """A unit with its cases, and the letter that it would get."""

    agency: str
    rows: tuple[tuple[Row, bool], ...]
    title: str = ""
    paragraphs: tuple[str, ...] = ()


def asked(said: Any, actor: Actor) -> Asked:
    """Out of an address or a form; bounded. Without a filter and without cases: everything that is late."""
    wanted, given = Wanted.of(said), _ids(said.getlist("case"))
    narrowed = wanted if wanted.query or given else wanted.with_(lamp=ledger.LATE)
    only = given and "act" not in said and not wanted.query
    found = ledger.ledger().filter(pk__in=given) if only else selectors.found_for(actor, narrowed)
    offered = tuple(ledger.ordered(found.filter(is_open=True))[:MOST])
    ticked = frozenset(given if given or "act" in said else (one.pk for one in offered))
    office = str(said.get("office") or next(iter(offices_of(actor)), ""))[:80]
    today = business.business_today()
    return Asked(offered, ticked, narrowed, _text(said, "message") or PROPOSED,
                 said.get("letter") == "yes", office, _text(said, "code") or last_code(office),
                 _text(said, "signatory") or (actor.posts[0].title if actor.posts else ""),
                 _day(said.get("reply_by", "")) or today + timedelta(days=REPLY_DAYS))


def groups(asked: Asked) -> list[Group]:
    """The offered cases by unit, each with the letter as it would read now."""
    by_unit: dict[str, list[Case]] = {}
    for case in asked.offered:
        by_unit.setdefault(case.agency, []).append(case)
    return [_group(agency, cases, asked) for agency, cases in by_unit.items()]


def _group(agency: str, cases: Sequence[Case], asked: Asked) -> Group:
    rows = tuple((row, row.case.pk in asked.ticked) for row in rows_of(cases))
    chosen = [one for one in cases if one.pk in asked.ticked and _is_late(one)]
    if not asked.letter or not chosen:
        return Group(agency, rows)
    try:
        words = _words(asked, chosen)
    except Refused:
        return Group(agency, rows)
    return Group(agency, rows, words.title, words.paragraphs)


def send(*, actor: Actor, asked: Asked, key: UUID) -> list[Urging]:
    """All of it or nothing. CannotDo: nothing ticked, or a letter lacks something."""
    chosen = asked.chosen
    if not chosen:
        raise CannotDo(_("请至少选一件。"), "case")
    with transaction.atomic():
        letters = _letters(actor, asked, chosen, key) if asked.letter else {}
        return urge(actor=actor, chosen=[one.pk for one in chosen], words=asked.words, batch=key, letters=letters)


def _letters(actor: Actor, asked: Asked, chosen: Sequence[Case], key: UUID) -> dict[str, UUID]:
    """One letter for each unit that is late, numbered in one row; what is not late gets its notice alone."""
    late = [one for one in chosen if _is_late(one)]
    units = list(dict.fromkeys(one.agency for one in late))
    try:
        drafts = [_draft(asked, unit, [one for one in late if one.agency == unit], uuid5(key, unit)) for unit in units]
        issued = issue_each(actor=actor, drafts=drafts)
    except Refused as refusal:
        raise CannotDo(str(refusal), refusal.field) from refusal
    return {unit: letter.pk for unit, letter in zip(units, issued, strict=True)}


def _draft(asked: Asked, unit: str, cases: Sequence[Case], letter_id: UUID) -> Draft:
    words = _words(asked, cases)
    case = cases[0] if len(cases) == 1 else None
    return Draft(case=case, kind=LETTER, agency=asked.office, code=asked.code, to=(unit,), title=words.title,
                 paragraphs=words.paragraphs, signatory_post=asked.signatory, dated=business.business_today(),
                 letter_id=letter_id)


def _words(asked: Asked, cases: Sequence[Case]) -> Words:
    values = {"as_of": business.business_today(), "action": asked.words, "reply_by": asked.reply_by}
    return filled(KINDS[LETTER], values, rows=[_overdue(one) for one in cases])


def _overdue(case: Case) -> str:
    due = case.due_at.astimezone(business.ZONE).date() if case.due_at else business.business_today()
    return overdue_row(case.title, due, (business.business_today() - due).days)


def _is_late(case: Case) -> bool:
    return case.due_at is not None and case.due_at < business.now()


def offices(actor: Actor) -> list[tuple[str, str]]:
    return [(one, agency_name(one)) for one in offices_of(actor)]


def _ids(said: Sequence[str]) -> list[UUID]:
    found = []
    for one in said[:MOST]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _text(said: Any, name: str) -> str:
    return str(said.get(name, "")).replace("\0", "").strip()[:500]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None

