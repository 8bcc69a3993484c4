"""Pages of interviews and of the sheet for the standing meeting."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.accounts.may import actor_in, refused, require
from county.cases.may import sees
from county.cases.procedures import running
from county.supervision.models import Interview, Quarter
from county.supervision.ranking import interviews, selectors, services, shown
from county.supervision.ranking.doors import of_ranking, quarter_at


@of_ranking
@require_safe
@require("read_cases")
def held_by_me(request: HttpRequest) -> HttpResponse:
    """What waits for the reader to hold it; for those who watch all of it."""
    actor = actor_in(request)
    context = {"mine": interviews.to_hold(actor), "others": interviews.all_seen(actor),
               "watches": interviews.watches(actor), "ladder": shown.ladder_href(),
               "writes": services.may_rank(actor)}
    return render(request, "supervision/ranking/interviews.html", context)


@of_ranking
@require_safe
@require("read_cases")
def record(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The sheet on which an interview is written down; the last step has the sheet of the meeting instead."""
    found = Interview.objects.select_related("case", "quarter").filter(pk=case_id).first()
    if found is None:
        raise Http404
    concerned = found.case.concerns.values_list("who", flat=True)
    if not sees(actor_in(request), found.case, concerned, running(found.case)):
        return refused(request, _("这次约谈不关您的单位，您的职务不能看。"))
    if selectors.is_exposure(found):
        return HttpResponseRedirect(reverse("supervision:exposure", args=(found.quarter.year, found.quarter.quarter)))
    due, drawn = selectors.told([found])[0], selectors.strips([found.agency], _at(found.quarter))
    context = {"due": due, "words": services.label(*_at(found.quarter)), "strip": drawn[found.agency],
               "head": interviews.head_of(due), "cites": interviews.cites_of(found.step),
               "letter": interviews.letter_href(due, "talk_record")}
    return render(request, "supervision/ranking/record.html", context)


@of_ranking
@require_safe
@require("read_unit")
def exposure(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """The sheet for the standing meeting."""
    held = quarter_at(year, quarter)
    listed = interviews.listed_in(held)
    drawn = selectors.strips([one.interview.agency for one in listed], _at(held))
    rows = [(one, drawn[one.interview.agency], interviews.head_of(one), interviews.letter_href(one, "expose"))
            for one in listed]
    context = {"quarter": held, "words": services.label(year, quarter), "rows": rows,
               "row": listed[0].row if listed else {}, "waiting": selectors.waiting_in(held) if held.frozen_at else {},
               "cites": interviews.cites_of(listed[0].interview.step) if listed else [],
               "writes": services.may_rank(actor_in(request))}
    return render(request, "supervision/ranking/exposure.html", context)


def _at(quarter: Quarter) -> tuple[int, int]:
    """A sheet shows what was known when its quarter was frozen."""
    return quarter.year, quarter.quarter
