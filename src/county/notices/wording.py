"""What a notice says outside, and where it leads. Always Chinese: it goes to Chinese offices."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.utils import timezone, translation

from county.notices.models import Channel, Notice
from county.packs import county_pack
from county.site.templatetags.county import day


def text_of(notice: Notice, path: str = "") -> str:
    """Who says it, the sentence, by when, and the link where the site's own address is known."""
    lines = [f"【{sender()}】{notice.title}", _due(notice), link_of(notice, path)]
    return "\n".join(line for line in lines if line)


def sender() -> str:
    pack = county_pack()
    return "·".join(filter(None, ("令行", pack.name if pack else "", "演示数据" if settings.DEMO else "")))


def _due(notice: Notice) -> str:
    if notice.due is None:
        return ""
    with translation.override("zh-hans"):
        return f"期限：{day(notice.due)} {timezone.localtime(notice.due):%H:%M} 前"


def link_of(notice: Notice, path: str = "") -> str:
    """The full address behind GONGBAO_ORIGINS; empty where that is not set. `path`: instead of the notice's own."""
    return origin() + quote(path or notice.href, safe="/?&=#%") if origin() else ""


def origin() -> str:
    """The site's own address as others reach it; empty where nobody set it."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return str(origins[0]).rstrip("/") if origins and "*" not in origins[0] else ""


def full_address(channel: Channel) -> str:
    """With the hidden query."""
    return f"{channel.address}?{channel.key}" if channel.key else channel.address
