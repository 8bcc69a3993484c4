"""What the desk of letters shows on the page of a case."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.accounts.may import may
from county.cases.models import Case
from county.letters.kinds import KINDS
from county.letters.selectors import PanelLetter, panel
from county.offers import Panel, PanelLine


def panel_of(case: Case, actor: Actor) -> Panel:
    """The letters of the case that this reader may open, and the kinds that he or she may write."""
    lines = tuple(PanelLine(one.title, one.href, _note(one)) for one in panel(case.pk, actor))
    kinds = KINDS.values() if may(actor, "write_letters") else ()
    new = tuple(PanelLine(one.name, reverse("letters:new", args=(case.pk, one.id))) for one in kinds)
    return Panel(_("公函"), lines, _("还没有为这件事发过公函。"), new)


def _note(letter: PanelLetter) -> str:
    return f"{letter.number} " + _("已作废") if letter.is_voided else letter.number
