"""Which unit or body an address means, and whether the visitor may pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from county.accounts.actor import Actor
from county.accounts.may import actor_in, refused, require
from county.agencies import access
from county.agencies.bodies import BodyOf, body_of
from county.agencies.names import agencies

View = Callable[..., HttpResponse]
Check = Callable[[Actor, str], bool]


def of_unit(verb: str, check: Check | None = None) -> Callable[[View], View]:
    """A page of a unit: 404 for one that the county does not have, 403 with the sentence for another unit's people."""

    def wrap(view: View) -> View:
        @require(verb)
        @wraps(view)
        def guarded(request: HttpRequest, agency: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if agency not in {one.id for one in agencies()}:
                raise Http404
            if check is not None and not check(actor_in(request), agency):
                return refused(request, access.only_own(agency, actor_in(request)))
            return view(request, agency, *args, **kwargs)

        return guarded

    return wrap


def of_body(verb: str) -> Callable[[View], View]:
    """A page of a body: the view gets the body in place of its system and key."""

    def wrap(view: View) -> View:
        @require(verb)
        @wraps(view)
        def guarded(request: HttpRequest, system: str, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, body_or_404(system, key), *args, **kwargs)

        return guarded

    return wrap


def body_or_404(system: str, key: str) -> BodyOf:
    body = body_of(system, key)
    if body is None:
        raise Http404
    return body
