"""What the forms of a case send, read once: keys, days, files."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from county.cases.says import CannotDo
from county.files import CannotKeep, Kept, keep

MOST_FILES = 10


def key_in(request: HttpRequest) -> UUID | None:
    """The key of the form; None where it is missing or no key."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def seen_in(request: HttpRequest) -> int | None:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 9 else None


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What was typed, without the form's own fields; bounded."""
    own = {"csrfmiddlewaretoken", "key", "seen"}
    return {_clean(name): said_in(request, name)[:2001] for name in request.POST if name not in own}


def said_in(request: HttpRequest, name: str) -> str:
    """One answer, without the NUL that no database keeps."""
    return _clean(request.POST.get(name, ""))


def _clean(said: str) -> str:
    return said.replace("\0", "")


def day_in(request: HttpRequest, name: str) -> date | None:
    """A day. CannotDo: something was typed that is none."""
    said = request.POST.get(name, "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise CannotDo(_("日期要写成 2020-12-18 这样，请改正。"), name) from None


def files_in(request: HttpRequest) -> dict[str, list[Kept]]:
    """The files by field, checked and kept. CannotDo: one of them cannot be taken; none is mentioned anywhere then."""
    sent = [(name, one) for name in request.FILES for one in request.FILES.getlist(name)]
    if len(sent) > MOST_FILES:
        raise CannotDo(_("一次最多传 10 个文件，请分几次。"))
    kept: dict[str, list[Kept]] = {}
    for name, upload in sent:
        try:
            kept.setdefault(name, []).append(keep(upload))
        except CannotKeep as refusal:
            raise CannotDo(refusal.says, name) from refusal
    return kept
