"""The paper form, for points that have neither screen nor code: printed from here, put into the box, entered later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from county.reviews.catalogue.order import units_in_order
from county.reviews.guard import of_the_desk
from county.reviews.judging import contents, grades
from county.reviews.models import ServiceUnit

LARGEST = 2**63 - 1


@of_the_desk
@require_safe
def paper(request: HttpRequest, unit: int = 0) -> HttpResponse:
    """With the name of a unit on it, or room for one."""
    named = get_object_or_404(ServiceUnit, pk=min(unit, LARGEST), is_closed=False) if unit else None
    units = [] if named else units_in_order(ServiceUnit.objects.filter(is_closed=False))
    context = {"unit": named, "units": units, "grades": grades(), "contents": [name for _no, name in contents()]}
    return render(request, "reviews/rating/paper.html", context)
