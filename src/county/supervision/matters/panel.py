"""What the desk shows on the page of a chased case."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.cases.models import Case
from county.offers import Panel, PanelLine
from county.supervision.matters.opening import may_chase
from county.supervision.slots import is_open


def panel_of(case: Case, actor: Actor) -> Panel | None:
    """The way to the ledger's page of the case: its document, its units, urgings; and to urge it."""
    if not case.chased or not is_open():
        return None
    lines = (PanelLine(_("台账页：任务、单位、指标、催办"), reverse("supervision:matter", args=(case.pk,))),)
    urging = f"{reverse('supervision:urge')}?case={case.pk}"
    new = (PanelLine(_("催办"), urging),) if case.is_open and may_chase(actor) else ()
    return Panel(_("督查台账"), lines, "", new)
