"""What every page shows in its masthead."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from county.accounts.may import actor_in, may
from county.business import business_today
from county.notices.selectors import unread_count
from county.offers import NavLink, nav_links
from county.packs import county_pack


def masthead(request: HttpRequest) -> dict[str, Any]:
    """County, business day, mode and language: no query. For somebody signed in, two: the posts, the unread notices."""
    pack = county_pack()
    return {
        "county": pack.name if pack else "",
        "business_day": business_today(),
        "demo": settings.DEMO,
        "upload_limit": settings.UPLOAD_LIMIT,
        "other_language": "zh-hans" if get_language() == "en" else "en",
        "here": quote(request.path, safe="/"),
        "has_inbox": SimpleLazyObject(lambda: bool(may(actor_in(request), "read_cases"))),
        "nav": SimpleLazyObject(lambda: _nav(request)),
        "unread": SimpleLazyObject(lambda: unread_count(actor_in(request))),
    }


def _nav(request: HttpRequest) -> list[NavLink]:
    """The doors that this person's posts open."""
    return [link for link in nav_links() if may(actor_in(request), link.verb)]
