"""What is done about matters: urging, progress of those who carry them out, a dispute taken up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases import services as cases
from county.cases.models import Case
from county.cases.opening import open_case
from county.cases.says import CannotDo
from county.cases.writing import at_work, tell
from county.supervision.matters.opening import require_office
from county.supervision.matters.units import carries_out, is_party
from county.supervision.models import Progress, Urging
from county.supervision.slots import DESK, slot

DISPUTE = "dispute"
MOST = 500
URGED, DISPUTED = gettext_noop("催办"), gettext_noop("提出分歧")
"""What the timeline says; kept in Chinese, shown in the reader's language."""


def urge(*, actor: Actor, chosen: Iterable[UUID], words: str, batch: UUID, letters: dict[str, UUID] | None = None,
         at: datetime | None = None) -> list[Urging]:
    """Urge open matters, each once in a batch: a line of its timeline, a notice to its unit. All of it or nothing.

    `letters`: unit → the letter that says so. CannotDo: not the supervisor's side, nothing chosen, no words.
    """
    require_office(actor)
    wanted = list(dict.fromkeys(chosen))
    if not wanted:
        raise CannotDo(_("请至少选一件。"), "case")
    if not words.strip():
        raise CannotDo(_("请写催办的内容。"), "words")
    if len(wanted) > MOST or len(words.strip()) > 500:
        raise CannotDo(_("一次最多催办 500 件，内容最多 500 个字，请分几次。"), "words")
    moment = at or business.now()
    with transaction.atomic():
        held = {one.case_id: one for one in Urging.objects.filter(batch=batch, case__in=wanted)}
        return [held.get(one) or _urged(actor, one, words.strip(), batch, letters or {}, moment) for one in wanted]


def _urged(actor: Actor, case_id: UUID, words: str, batch: UUID, letters: dict[str, UUID], moment: datetime) -> Urging:
    with at_work(case_id, moment) as work:
        if not work.case.is_open:
            raise CannotDo(_("“%(title)s”已经办结，不用催办，请去掉它再办。") % {"title": work.case.title}, "case")
        tell(work, f"urged-{batch}", None, _("催办：%(words)s") % {"words": words}, [work.case.agency])
    cases.note(actor=actor, case=case_id, title=URGED, data={"words": words}, at=moment)
    letter = letters.get(work.case.agency)
    return Urging.objects.create(case=work.case, batch=batch, agency=work.case.agency, words=words, letter=letter,
                                 by_id=actor.user_id, shown_as=actor.shown_as, business_at=moment)


def report_progress(*, actor: Actor, case: Case, agency: str, words: str, is_done: bool, key: UUID | None = None,
                    at: datetime | None = None) -> Progress:
    """How far a unit is that carries the task out. CannotDo: not this unit's task, not this unit's people."""
    if key and (before := Progress.objects.filter(key=key).first()):
        return before
    if not carries_out(case, agency) or not actor.acts_for([agency]):
        raise CannotDo(_("落实情况由落实单位自己报；您现在是%(post)s。") % {"post": actor.shown_as})
    if not words.strip() or len(words.strip()) > 1000:
        raise CannotDo(_("请写落实情况，最多 1000 个字。"), "words")
    moment = at or business.now()
    with transaction.atomic():
        made = Progress.objects.create(case=case, agency=agency, words=words.strip(), is_done=is_done, key=key,
                                       by_id=actor.user_id, shown_as=actor.shown_as, business_at=moment)
        record(actor=actor, verb="supervision.progress", thing_kind="case", thing_id=str(case.pk), business_at=moment,
               content={"agency": agency, "done": is_done, "words": made.words})
    return made


def take_up_dispute(*, actor: Actor, case: Case, cause: str, key: UUID | None = None,
                    at: datetime | None = None) -> Case:
    """A unit that leads or takes part disagrees: a case of its own, which the lead settles or takes to the county."""
    if not slot("dispute"):
        raise CannotDo(_("本县的数据包没有协调分歧的程序。"))
    if not is_party(case, actor):
        raise CannotDo(_("意见分歧由牵头单位或参与单位提出；您现在是%(post)s。") % {"post": actor.shown_as})
    if not case.is_open:
        raise CannotDo(_("这件事已经办结，不能再提分歧。"))
    if not cause.strip():
        raise CannotDo(_("请写分歧在哪里。"), "cause")
    unit = "、".join(map(agency_name, actor.home_agencies[:1]))
    with transaction.atomic():
        opened = open_case(actor=actor, procedure=slot("dispute"), desk=DESK, topic=DISPUTE, agency=case.agency,
                           title=f"分歧：{case.title[:180]}", parent=case, key=key, at=at,
                           data={"cause": cause.strip()[:500], "by": unit}).case
        cases.note(actor=actor, case=case.pk, title=DISPUTED, data={"words": cause.strip()[:500]}, at=at)
    return opened
