"""The rosters of imported documents, for the desk that keeps people and posts."""

from __future__ import annotations

from datetime import date

from county.gazette.models import Edition

Member = tuple[str, str, str, date]


def members_listed(number: str) -> list[Member]:
    """role, name, post, day of issue of everybody a held document lists, in its order; the newest edition. One query.

    Nothing for a document without a day: whoever is entered from it needs a first day.
    """
    edition = Edition.objects.filter(document__address=number).select_related("document").order_by("-serial").first()
    if edition is None or edition.document.issued is None:
        return []
    issued = edition.document.issued
    return [(one["role"], one["name"], one["post"], issued) for one in edition.content["rosters"] if one["name"]]
