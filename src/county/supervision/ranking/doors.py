"""Which quarter or interview an address means; 404 where the county's pack has no ranking."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from county.supervision.models import Quarter
from county.supervision.ranking import ladder

View = Callable[..., HttpResponse]


def of_ranking(view: View) -> View:
    """404 where the county's pack has no such document."""
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ladder.is_open():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def quarter_at(year: int, quarter: int) -> Quarter:
    """Http404: nobody opened it."""
    found = Quarter.objects.select_related("case").filter(year=year, quarter=quarter).first()
    if found is None:
        raise Http404
    return found
