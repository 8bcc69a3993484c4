"""What every page shows in its masthead."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from county.packs import county_pack
from county.business import business_today


def masthead(request: HttpRequest) -> dict[str, Any]:
    """County, business day, mode and language. No query."""
    pack = county_pack()
    return {
        "county": pack.name if pack else "",
        "business_day": business_today(),
        "demo": settings.DEMO,
        "upload_limit": settings.UPLOAD_LIMIT,
        "other_language": "zh-hans" if get_language() == "en" else "en",
        "here": quote(request.path, safe="/"),
    }
