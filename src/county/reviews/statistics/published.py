"""Editions as everybody may read them: what was published of them and nothing that is kept inside, which is long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from county.reviews.models import Edition
from county.reviews.statistics.spans import Month


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a month. `public`: the published document."""

    year: int
    month: int
    version: int
    note: str
    digest: str
    published_at: datetime
    public: dict[str, Any]


def latest() -> Published | None:
    return _first(_every())


def of_month(month: Month, version: int | None = None) -> Published | None:
    """Its latest version, or the one that is asked for."""
    found = _every().filter(year=month.year, month=month.number)
    return _first(found if version is None else found.filter(version=version))


def versions() -> dict[Month, list[int]]:
    """Every month of which something is public, with its versions, the latest first."""
    found: dict[Month, list[int]] = {}
    for year, number, version in _every().values_list("year", "month", "version"):
        found.setdefault(Month(year, number), []).append(version)
    return found


def _every() -> QuerySet[Edition]:
    return Edition.objects.filter(published_at__isnull=False)


def _first(found: QuerySet[Edition]) -> Published | None:
    names = ("year", "month", "version", "note", "digest", "published_at")
    row = found.annotate(public=F("tables__public")).values(*names, "public").first()
    return Published(**row) if row else None
