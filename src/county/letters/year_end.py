"""Circulars that a unit received in a year, as entries of its year-end sheet."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from county.letters.models import Addressee, Letter
from county.offers import YearEndEntry, offer_year_end
from county.packs import county_rulebook
from county.site.templatetags.county import plain_day

KIND, ORDER = "circular", 900


def offer() -> None:
    offer_year_end(ORDER, entries_of, entries_by_unit)


def entries_of(agency: str, year: int) -> list[YearEndEntry]:
    return entries_by_unit([agency], year).get(agency, [])


def entries_by_unit(agencies: Sequence[str], year: int) -> dict[str, list[YearEndEntry]]:
    """Unit → the circulars addressed to it; voided ones are left out. One query."""
    found: dict[str, list[YearEndEntry]] = {}
    held = Addressee.objects.filter(agency__in=agencies, letter__kind=KIND, letter__dated__year=year,
                                    letter__voided_at=None).select_related("letter__register", "letter__case")
    for one in held.order_by("letter__dated", "letter__number"):
        if one.agency in one.letter.to_agencies:
            found.setdefault(one.agency, []).append(_entry(one.letter))
    return found


def _entry(letter: Letter) -> YearEndEntry:
    document, at = _ground(letter)
    return YearEndEntry(document, letter.title, letter.shown_number, plain_day(letter.dated),
                        reverse("letters:letter", args=(letter.pk,)), at)


def _ground(letter: Letter) -> tuple[str, str]:
    """The document that the letter cites first, else that of its case's task."""
    cites = [one for one in letter.cites if one.get("document")]
    if cites:
        return str(cites[0]["document"]), str(cites[0].get("at", ""))
    book = county_rulebook()
    system = letter.case.source.partition("/")[0] if letter.case else ""
    held = book.systems.get(system) if book and system else None
    return (held.document.number or held.document.title if held else "", "")
