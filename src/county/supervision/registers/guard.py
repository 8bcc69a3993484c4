"""A room whose slot the pack leaves empty is no page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from county.supervision.slots import slots_of

View = Callable[..., HttpResponse]


def of_slots(*names: str) -> Callable[[View], View]:
    """404 where the county's pack names no rule for any of these slots."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(map(slots_of, names)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return wrap
