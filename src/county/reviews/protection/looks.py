"""Who looked at contacts: for which ticket, when, why. Nothing of the contact itself."""

from __future__ import annotations

from dataclasses import dataclass

from county.reviews.models import Look

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`older`: what the next page is asked `before`; 0 where the list ends."""

    rows: list[Look]
    total: int
    older: int


def page_of(before: int = 0, number: str = "") -> Page:
    """The latest first. `number`: of one ticket. Two queries, however many rows."""
    found = Look.objects.all()
    if number:
        found = found.filter(rating__ticket__case__number=number)
    total = found.count()
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("rating__ticket__case").only(
        "shown_as", "reason", "business_at", "rating__ticket__case__number", "rating__ticket__case__agency"
    ).order_by("-pk")[: A_PAGE + 1])
    return Page(rows[:A_PAGE], total, rows[A_PAGE - 1].pk if len(rows) > A_PAGE else 0)
