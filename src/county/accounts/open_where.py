"""Pages that exist where something holds: a desk's, where the county's pack fills its slots."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def open_where(holds: Callable[[], object]) -> Callable[[View], View]:
    """404 for everybody while `holds` says no; asked at each request."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not holds():
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return wrap
