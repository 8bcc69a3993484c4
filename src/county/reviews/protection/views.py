"""The access log, for the auditor and for who runs the reviews."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.accounts.may import actor_in, may, refused
from county.reviews.guard import of_the_desk
from county.reviews.protection.looks import page_of

MOST = 9_000_000_000_000_000


@of_the_desk
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every look at a contact, the latest first."""
    actor = actor_in(request)
    manages = bool(may(actor, "manage_reviews"))
    if not manages and not may(actor, "read_audit"):
        return refused(request, _("查看记录只给评价管理人员和审计人员看；您现在是%(post)s。") % {
            "post": actor.shown_as})
    number = request.GET.get("number", "").replace("\0", "").strip()[:20]
    context = {"page": page_of(_before(request), number), "number": number, "manages": manages,
               "is_later": bool(_before(request))}
    return render(request, "reviews/protection/looks.html", context)


def _before(request: HttpRequest) -> int:
    said = request.GET.get("before", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 17 and int(said) < MOST else 0
