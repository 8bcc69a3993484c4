"""The one door to what a rater left: the named handler of the ticket, while it is open, with a reason, each time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.models import Case
from county.cases.says import CannotDo
from county.reviews.models import Contact, Look, Ticket

LONGEST = 200


def look(*, actor: Actor, case: Case, reason: str, at: datetime | None = None) -> Contact:
    """Name and telephone of the rater of a ticket. The look is written down; so is a refusal, and CannotDo says why."""
    moment = at or business.now()
    try:
        with transaction.atomic():
            return _looked(actor, case, reason.strip(), moment)
    except CannotDo:
        write_refusal(actor, case.pk, moment)
        raise


def write_refusal(actor: Actor, case: UUID, at: datetime | None = None) -> None:
    """Somebody asked for what a rater left and did not get it; `case` need not be there."""
    with transaction.atomic():
        _write(actor, case, "review.look_refused", at or business.now())


def may_look(actor: Actor, case: Case) -> bool:
    """Whether a page offers the look; the look itself asks again."""
    ticket = Ticket.objects.filter(case=case).select_related("rating__staff", "case").first()
    return ticket is not None and not _refusal(actor, ticket)


def _looked(actor: Actor, case: Case, reason: str, moment: datetime) -> Contact:
    Case.objects.select_for_update().filter(pk=case.pk).first()  # it cannot be closed or passed on meanwhile
    ticket = Ticket.objects.filter(case=case).select_related("rating__staff", "case").first()
    if ticket is None:
        raise CannotDo(_("这不是差评单，没有联系方式可看。"))
    if says := _refusal(actor, ticket):
        raise CannotDo(says)
    if not reason or len(reason) > LONGEST:
        raise CannotDo(_("请写明查看的理由，最多 200 个字；每次查看都有记录。"), "reason")
    contact = Contact.objects.filter(rating=ticket.rating_id).first()
    if contact is None:
        raise CannotDo(_("联系方式已按设定的保存期限删除，不能再看。"))
    Look.objects.create(rating_id=ticket.rating_id, user_id=actor.user_id, shown_as=actor.shown_as[:200],
                        reason=reason, business_at=moment)
    _write(actor, case.pk, "review.look", moment)
    return contact


def _refusal(actor: Actor, ticket: Ticket) -> str:
    """Why not; empty where it is allowed."""
    case, staff = ticket.case, ticket.rating.staff
    if actor.user_id is not None and actor.user_id in {ticket.rated_account, staff.user_id if staff else None}:
        return _("被评价的工作人员不能看评价人的联系方式。")
    if actor.user_id is None or case.handler_id != actor.user_id or not actor.acts_for([case.agency]):
        return _("联系方式只给这张差评单指定的承办单位经办人看；请先由单位指定经办人。")
    if not case.is_open:
        return _("差评单已经办结，联系方式不再给人看。")
    if not ticket.is_real_name:
        return _("这是匿名评价，没有留下联系方式。")
    return ""


def _write(actor: Actor, case: UUID, verb: str, moment: datetime) -> None:
    """Ids and nothing else."""
    record(actor=actor, verb=verb, thing_kind="review_ticket", thing_id=case, business_at=moment,
           content={"case": str(case), "user": actor.user_id})
