"""What a rater typed, read once and bounded; a form that is refused gets all of it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from county.reviews.judging import contents, grade_at, grades
from county.reviews.models import ServiceAct
from county.reviews.rating.new_rating import NewRating

MOST = 2001
DIMENSION = "dimension-"


def text_in(request: HttpRequest, name: str, most: int = MOST) -> str:
    """One answer, without what no database keeps (NUL, halves of characters); one more than allowed stays visible."""
    said = request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n")
    return said.encode("utf-8", "replace").decode()[:most]


def place_in(request: HttpRequest, name: str) -> int:
    """The place of a grade; 0 where nothing readable was chosen."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 0


def rating_in(request: HttpRequest, act: ServiceAct, channel: str, key: UUID | None = None, by_staff: str = ""
              ) -> NewRating:
    """What was said of a service. Name and telephone count only where a call back is wanted after a bad rating: of
    other ratings nobody calls, and what nobody needs is not kept."""
    grade = grade_at(place_in(request, "grade"))
    wants = request.POST.get("callback") == "yes" and grade is not None and grade.is_bad
    chosen = {no: place_in(request, DIMENSION + no) for no, _name in contents()}
    return NewRating(
        act=act, grade=place_in(request, "grade"), channel=channel, text=text_in(request, "text"),
        dimensions={no: place for no, place in chosen.items() if place},
        name=text_in(request, "name", 60).strip() if wants else "",
        telephone=text_in(request, "telephone", 60).strip() if wants else "", key=key, by_staff=by_staff,
        wants_call=wants)


def typed_in(request: HttpRequest) -> dict[str, str]:
    names = ("grade", "text", "callback", "name", "telephone", "channel", "number", "counter", "day", "item")
    return {name: text_in(request, name) for name in names}


def form_context(typed: Mapping[str, str], request: HttpRequest | None = None) -> dict[str, Any]:
    """Grades and contents with what was chosen of them."""
    posted = request.POST if request else {}
    dimensions = [{"name": DIMENSION + no, "title": name, "chosen": str(posted.get(DIMENSION + no, ""))[:2]}
                  for no, name in contents()]
    return {"grades": grades(), "dimensions": dimensions, "typed": typed}
