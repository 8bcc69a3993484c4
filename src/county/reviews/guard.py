"""Pages of the desk exist where the county's pack has service reviews."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from county.reviews.slots import is_open

View = Callable[..., HttpResponse]


def of_the_desk(view: View) -> View:
    """404 where the county's pack has no service reviews."""
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_open():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
