"""What the desk shows on the page of a ticket, of an appeal, of staff with concentrated bad ratings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.cases.models import Case
from county.offers import Panel, PanelLine
from county.reviews.loop.sight import sees_all, tickets_for
from county.reviews.models import Ticket
from county.reviews.slots import DESK, is_open


def panel_of(case: Case, actor: Actor) -> Panel | None:
    """The way to what the rater said; nothing for whoever was rated."""
    if case.desk != DESK or not is_open():
        return None
    ticket = _ticket(case, actor)
    if ticket is not None:
        words = _("实名，要反馈并回访") if ticket.is_real_name else _("匿名，注明后办结")
        line = PanelLine(_("评价的等级、内容和意见"), reverse("reviews:ticket", args=(ticket.pk,)), words)
        return Panel(_("差评"), (line,), "")
    if sees_all(actor) and hasattr(case, "staff_notice"):
        return Panel(_("差评集中"), (PanelLine(_("差评集中的人员"), reverse("reviews:concentrated")),), "")
    return None


def _ticket(case: Case, actor: Actor) -> Ticket | None:
    """The ticket of the case, or the one that the case reviews."""
    return tickets_for(actor).filter(pk__in=[one for one in (case.pk, case.parent_id) if one]).first()
