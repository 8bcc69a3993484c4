"""Work passed on from one case to a unit: offered, then accepted as a case of its own, or declined with a reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.models import Referral
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.cases.writing import Work, at_work, tell


def refer(*, kind: str, procedure: str, to: str, subject: str, source: Work, actor: Actor,
          ground: str = "") -> Referral:
    """Offer a matter to a unit; the same offer again is the same referral. Inside the transaction of `source`."""
    made, fresh = Referral.objects.get_or_create(
        case=source.case, kind=kind, procedure=procedure, to=to, subject=subject[:200],
        defaults={"source": ground[:200], "made_at": source.now})
    if fresh:
        record(actor=actor, verb="case.refer", thing_kind="case", thing_id=str(source.case.pk), business_at=source.now,
               content={"referral": made.pk, "procedure": procedure, "to": to})
        tell(source, f"referral-{made.pk}", None, _("转来一件事，请接收或退回"), [to])
    return made


def accept(*, actor: Actor, referral: int) -> Referral:
    """The unit takes the matter on: a case of the procedure that the referral names."""
    from county.cases.services import open_case

    offered = Referral.objects.select_related("case").filter(pk=referral).first()
    with at_work(_open_offer(actor, offered).case_id) as work:
        held = Referral.objects.select_for_update().get(pk=referral)
        if held.answer:
            raise CannotDo(_("这件转办已经有人答复，请刷新后再看。"))
        run = find_procedure(held.procedure)
        opened = open_case(actor=actor, procedure=held.procedure, title=held.subject, agency=held.to,
                           desk=run.system.id, parent=work.case, at=work.now)
        held.answer, held.answered_at, held.led_to = "accepted", work.now, opened.case
        held.save(update_fields=["answer", "answered_at", "led_to"])
        return held


def decline(*, actor: Actor, referral: int, reason: str) -> Referral:
    """The unit gives the matter back, and says why."""
    if not reason.strip():
        raise CannotDo(_("请写退回的理由。"), "reason")
    offered = Referral.objects.filter(pk=referral).first()
    with at_work(_open_offer(actor, offered).case_id) as work:
        held = Referral.objects.select_for_update().get(pk=referral)
        if held.answer:
            raise CannotDo(_("这件转办已经有人答复，请刷新后再看。"))
        held.answer, held.answered_at, held.reason = "declined", work.now, reason.strip()[:500]
        held.save(update_fields=["answer", "answered_at", "reason"])
        record(actor=actor, verb="case.decline", thing_kind="case", thing_id=str(work.case.pk), business_at=work.now,
               content={"referral": held.pk, "reason": held.reason})
        told = _("转办被退回：%(reason)s") % {"reason": held.reason}
        tell(work, f"declined-{held.pk}", None, told, [work.case.agency])
        return held


def _open_offer(actor: Actor, offered: Referral | None) -> Referral:
    if offered is None:
        raise CannotDo(_("没有这件转办，请从收件箱重新进入。"))
    if not actor.acts_for([offered.to]):
        raise CannotDo(_("转办由收到的单位答复；您现在是%(post)s。") % {"post": actor.shown_as})
    return offered
