"""Standing tasks are opened once for all, a matter with one task for each unit that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.cases.models import Case
from county.cases.opening import Ledger
from county.cases.says import CannotDo
from county.cases.services import Opened, open_case
from county.insolvency.tasks import DESK, lines, lines_for, slot

STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter that was opened, with the tasks of its units."""

    case: Case
    tasks: tuple[Case, ...]


def open_standing(*, actor: Actor, at: datetime | None = None) -> int:
    """Each line of the document as a task of each responsible unit; what stands already is left alone."""
    _require_office(actor)
    held = set(Case.objects.filter(desk=DESK, topic__startswith=f"{STANDING}/").values_list("topic", "agency"))
    with transaction.atomic():
        made = [open_case(actor=actor, procedure=slot("unit_task"), desk=DESK, topic=f"{STANDING}/{line.no}",
                          title=line.topic, agency=unit, at=at, ledger=Ledger(f"{slot('tasks')}#{line.no}"))
                for line in lines() for unit in line.units if (f"{STANDING}/{line.no}", unit) not in held]
    return len(made)


def open_matter(*, actor: Actor, title: str, agency: str, flags: Mapping[str, str], key: UUID | None = None,
                at: datetime | None = None) -> Matter:
    """A matter of one enterprise, and one task for each line and unit that apply to it. All of it, or nothing."""
    _require_office(actor)
    with transaction.atomic():
        opened: Opened = open_case(actor=actor, procedure=slot("case"), desk=DESK, topic="matter", title=title,
                                   agency=agency, data=dict(flags), key=key, at=at)
        if opened.case.children.exists():
            return Matter(opened.case, tuple(opened.case.children.all()))
        tasks = [open_case(actor=actor, procedure=slot("unit_task"), desk=DESK, topic=line.no, agency=unit, at=at,
                           title=f"{opened.case.title}：{line.topic}"[:200], parent=opened.case).case
                 for line in lines_for(flags) for unit in line.units]
    return Matter(opened.case, tuple(tasks))


def _require_office(actor: Actor) -> None:
    """The office of the leading group opens matters and tasks, as the body's host."""
    from county.packs import county_rulebook
    from gongbao.rules.body import Body

    book = county_rulebook()
    group = book.find(slot("group"))[1] if book else None
    if not isinstance(group, Body) or not actor.acts_for(group.host):
        raise CannotDo(_("由领导小组办公室办理；您现在是%(post)s。") % {"post": actor.shown_as})
