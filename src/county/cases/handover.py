"""All open work of one person given to another, or back to the units, in one act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from county.accounts.actor import Actor
from county.cases import acts
from county.cases.models import Case
from county.cases.writing import at_work, tell


def open_work_of(user_id: int) -> list[Case]:
    """The open cases in one person's hands, earliest due first."""
    return list(Case.objects.filter(handler_id=user_id, is_open=True).order_by("due_at", "opened_at"))


def hand_over(*, actor: Actor, from_user: int, to_user: int | None, at: datetime | None = None) -> int:
    """All of it or nothing; returns how many cases changed hands. To nobody: the unit decides."""
    from django.utils.translation import gettext as _

    with transaction.atomic():
        held = [case.pk for case in open_work_of(from_user)]
        for case_id in held:
            with at_work(case_id, at) as work:
                made = work.append(actor, acts.HANDLER, {"handler": to_user}, data={"user": to_user, "from": from_user})
                tell(work, f"handler-{made.seq}", None, _("人员变动，请接着办"), [work.case.agency], user_id=to_user)
        return len(held)
