"""What the page of a case says of the ranking: which quarter it belongs to, which sheet it is written on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.cases.models import Case
from county.offers import Panel, PanelLine
from county.supervision.models import Interview, Quarter
from county.supervision.ranking import ladder, selectors, services


def panel_of(case: Case, actor: Actor) -> Panel | None:  # noqa: ARG001
    """The quarter and the sheet; None for a case that has nothing to do with the ranking."""
    lines = lines_of(case)
    return Panel(_("季度预评"), lines, "") if lines else None


def lines_of(case: Case) -> tuple[PanelLine, ...]:
    """Empty for a case that has nothing to do with the ranking. At most two queries, none for other cases."""
    if not ladder.is_open() or case.topic.partition("/")[0] not in ("ranking", "interview"):
        return ()
    quarter = Quarter.objects.filter(case=case).first()
    if quarter is not None:
        return (_of_quarter(quarter),)
    interview = Interview.objects.filter(case=case).select_related("quarter", "case").first()
    return (_sheet(interview), _of_quarter(interview.quarter)) if interview is not None else ()


def _of_quarter(quarter: Quarter) -> PanelLine:
    note = _("名次已定") if quarter.frozen_at else _("名次在这一页填和定")
    return PanelLine(services.label(quarter.year, quarter.quarter),
                     reverse("supervision:quarter", args=(quarter.year, quarter.quarter)), note)


def _sheet(interview: Interview) -> PanelLine:
    if selectors.is_exposure(interview):
        at = (interview.quarter.year, interview.quarter.quarter)
        return PanelLine(_("曝光台情况单"), reverse("supervision:exposure", args=at))
    return PanelLine(_("约谈记录表"), reverse("supervision:interview", args=(interview.pk,)), _("打印后填写"))
