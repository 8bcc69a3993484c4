"""`request.actor`: who acts, with the posts held on the day of business; looked up when a view first asks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from county import business
from county.accounts import sessions
from county.accounts.actor import Actor, actor_of

Handler = Callable[[HttpRequest], HttpResponse]
PARTY_OF = "party_of"


def acting(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        sessions.end_if_idle(request)
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return get_response(request)

    return handle


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request.user, business.business_today(), request.session.get(PARTY_OF, ()))
    sessions.keep_in_step(request.session, actor)
    return actor
