"""The page of statistics and its two files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county import business
from county.accounts.may import actor_in, refused, require
from county.agencies.names import agencies, agency_name
from county.agencies.sheets import MIME
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.loop.sight import sees_all, units_of
from county.reviews.models import Item, Rating, ServiceUnit
from county.reviews.statistics import selectors, sheets
from county.reviews.statistics.asked import Asked, NotYours, asked
from county.reviews.statistics.words import least

FORMS = {"xlsx": (MIME, sheets.workbook), "docx": (sheets.WORD, sheets.document)}


@of_the_desk
@require_safe
@require("read_reviews")
def statistics(request: HttpRequest) -> HttpResponse:
    """A month in numbers, narrowed by the address."""
    now, refusal = business.now(), None
    try:
        wanted = asked(request.GET.dict(), actor_in(request), now.date())
    except NotYours as refusing:
        return refused(request, refusing.says)
    except CannotDo as wrong:
        refusal, wanted = wrong, _plain(request)
    context = selectors.page(wanted, now) | _choices(request, wanted)
    context |= {"asked": wanted, "refusal": refusal, "least": least()}
    return render(request, "reviews/statistics/page.html", context, status=422 if refusal else 200)


@of_the_desk
@require_safe
@require("read_reviews")
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    now, (mime, write) = business.now(), FORMS[form]
    try:
        wanted = asked(request.GET.dict(), actor_in(request), now.date())
    except NotYours as refusing:
        return refused(request, refusing.says)
    except CannotDo as wrong:
        return render(request, "site/says.html", {"title": wrong.says, "says": wrong.says, "status": 422}, status=422)
    response = HttpResponse(write(selectors.page(wanted, now)), content_type=mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'好差评-{wanted.month}')}.{form}"
    return response


def _plain(request: HttpRequest) -> Asked:
    """The page as it opens, for one whose address was wrong. NotYours cannot be: the unit is the own one."""
    return asked({}, actor_in(request), business.business_today())


def _choices(request: HttpRequest, wanted: Asked) -> dict[str, Any]:
    """What the filters offer. Two queries."""
    actor, agency = actor_in(request), wanted.wanted.agency
    own = agencies() if sees_all(actor) else ()
    units = [(one.id, one.name) for one in own] or [(one, agency_name(one)) for one in sorted(units_of(actor))]
    items = Item.objects.filter(agency=agency) if agency else Item.objects.all()
    listed = list(items.order_by("name").values_list("pk", "name"))
    return {"units": units, "sees_all": sees_all(actor), "items": listed,
            "halls": list(ServiceUnit.objects.order_by("level", "name").values_list("pk", "name")),
            "channels": Rating.Channel.choices, "said": dict(wanted.said)}
