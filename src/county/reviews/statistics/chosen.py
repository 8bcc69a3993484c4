"""Words of raters in an edition: so many of each grade that they count nobody whom the tables hold back.

Words stand with their grade: n of them say that at least n gave it. None are told of a grade whose number in the county
is held back. Of each other grade as many raters as the smallest published number stay without words, so that of nobody
who is known to have given it can it be said that one of these words is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from county.reviews.judging import grade_at
from county.reviews.models import Rating
from county.reviews.statistics import tables

MOST = 20
"""In one edition."""
Document = dict[str, Any]


def room(public: Document) -> dict[int, int]:
    """A grade's place → how many words of it may be told; none of a grade that is not here."""
    county = next(one for one in public["tables"] if one["id"] == tables.SUM)["rows"]
    cells = county[0]["cells"] if county else {}
    return {int(place): min(max(count - public["smallest_count"], 0), MOST) for place, count in cells.items()
            if count is not None and place not in (tables.SUM, tables.DEFAULT)}


def fit(document: Document) -> None:
    """Takes out words that may be told no longer, the last chosen first, and tells the others."""
    kept, left = document["kept"], Counter(room(document["public"]))
    found = {one.pk: one for one in Rating.objects.filter(pk__in=kept["chosen"], is_counted=True)}
    fitting = []
    for one in kept["chosen"]:
        if one in found and left[found[one].grade] > 0:
            left[found[one].grade] -= 1
            fitting.append(one)
    kept["chosen"], document["public"]["words"] = fitting, _told(found[one] for one in fitting)


def grades_of(keys: Iterable[int]) -> Counter[int]:
    """How many words of each grade are chosen."""
    return Counter(Rating.objects.filter(pk__in=list(keys)).values_list("grade", flat=True))


def _told(found: Iterable[Rating]) -> list[dict[str, str]]:
    """The grade and the words, nothing that tells where or when."""
    return [{"grade": grade.word, "text": one.shown_text}
            for one in sorted(found, key=lambda one: (one.grade, one.shown_text)) if (grade := grade_at(one.grade))]
