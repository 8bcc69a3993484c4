"""Drawing a sample that anybody can draw again: services in the order of sha256(seed + number), the first n of them.

What is published are these digests, never the numbers: who knows the number of a service finds its place in the list,
and who does not learns nothing of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from county import business
from county.reviews.models import ServiceAct, Survey

SEED = 16


@dataclass(frozen=True, slots=True)
class Drawn:
    """`digests`: of everything it was drawn from, in order. `acts`: keys of the first n, in the same order."""

    digests: tuple[str, ...]
    acts: tuple[int, ...]

    @property
    def list_digest(self) -> str:
        return hashlib.sha256(list_text(self.digests).encode()).hexdigest()


def proposed_seed(title: str, day: date) -> str:
    """From title and day, so that nobody tries seeds until the sample pleases; another one may be typed."""
    return hashlib.sha256(f"{title}\n{day.isoformat()}".encode()).hexdigest()[:SEED]


def digest_of(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()


def list_text(digests: tuple[str, ...]) -> str:
    """A digest a line: the published list, of which the digest was published before."""
    return "".join(f"{one}\n" for one in digests)


def services(survey: Survey) -> QuerySet[ServiceAct]:
    """Those that were finished in the days of the survey and had come in when it was drawn."""
    first, after = business.at_midnight(survey.first), business.at_midnight(survey.last + timedelta(days=1))
    found = ServiceAct.objects.filter(finished_at__gte=first, finished_at__lt=after)
    if survey.last_act:
        found = found.filter(pk__lte=survey.last_act)
    return found.filter(item__code__in=survey.items) if survey.items else found


def draw(survey: Survey) -> Drawn:
    """One query, however many services."""
    rows = services(survey).order_by().values_list("number", "pk").iterator(chunk_size=5000)
    order = sorted((digest_of(survey.seed, number), pk) for number, pk in rows)
    return Drawn(tuple(digest for digest, _pk in order), tuple(pk for _digest, pk in order[: survey.size]))
