"""A session ends when nobody has done anything for a while: sooner for posts that watch over or keep the system."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor, actor_of

SEEN, IDLE = "seen_at", "idle_seconds"
HOUR = 3600
A_WHILE = 60
USUAL = 12
SOONER = {"administrator": 2, "auditor": 2}


def idle_seconds(actor: Actor) -> int:
    """By SESSION_IDLE_HOURS (by role) and SESSION_USUAL_HOURS of the settings; the shortest of the posts counts."""
    by_role: dict[str, int] = getattr(settings, "SESSION_IDLE_HOURS", SOONER)
    usual: int = getattr(settings, "SESSION_USUAL_HOURS", USUAL)
    return HOUR * min([usual, *(by_role[role] for role in actor.roles if role in by_role)])


def begin(sender: object, request: HttpRequest, user: Any, **more: object) -> None:  # noqa: ARG001
    """At sign-in: from now on, as long as the posts of today allow."""
    request.session[SEEN] = int(time.time())
    request.session[IDLE] = idle_seconds(actor_of(user, business.business_today()))


def end_if_idle(request: HttpRequest) -> None:
    """Sign out who was away too long; else remember, at most once a minute, that somebody is there. Reads real time."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or SEEN not in request.session:
        return
    away = int(time.time()) - int(request.session[SEEN])
    if away > int(request.session[IDLE]):
        logout(request)
        messages.info(request, _("很久没有操作，已为您退出，请重新登录。"))
    elif away >= A_WHILE:
        request.session[SEEN] = int(time.time())


def keep_in_step(session: SessionBase, actor: Actor) -> None:
    """A post that was given or ended since sign-in changes how long one may be away."""
    if SEEN in session and session.get(IDLE) != idle_seconds(actor):
        session[IDLE] = idle_seconds(actor)
