"""Circulars addressed to a unit stand on its year-end sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from county import offers
from county.letters import year_end
from county.letters.models import Addressee, Letter, Register

pytestmark = pytest.mark.database
CITE = {"document": "某政办字〔2020〕8号", "at": "四（三）"}


def circular(kind: str = "circular", day: date = date(2020, 6, 1), **more) -> Letter:
    register, _new = Register.objects.get_or_create(agency="supervision-office", code="某政督", year=2020)
    number = Letter.objects.count() + 1
    values = {"to_agencies": ["finance"], "to_words": "县财政局", "cites": [CITE], **more}
    made = Letter.objects.create(register=register, kind=kind, number=number, year=2020, issuer_words="督查室",
                                 title=f"关于某事的通报{number}", signatory_post="主任",
                                 signed_for="supervision-office", signed_words="督查室", dated=day,
                                 issued_at=datetime(2020, 6, 1, tzinfo=UTC), issued_by=1, **values)
    for agency in made.receivers():
        Addressee.objects.create(letter=made, agency=agency)
    return made


def titles(agency: str = "finance", year: int = 2020) -> list[str]:
    return [one.title for one in year_end.entries_of(agency, year)]


def test_a_circular_stands_under_the_document_that_it_cites(db):
    made = circular()
    [entry] = year_end.entries_of("finance", 2020)
    assert (entry.document, entry.at, entry.value) == (CITE["document"], CITE["at"], made.shown_number)
    assert str(made.pk) in entry.href


def test_a_copy_for_information_a_voided_one_and_another_kind_are_none(db):
    circular(voided_at=datetime(2020, 6, 2, tzinfo=UTC))
    circular(kind="supervise")
    circular(to_agencies=["water"], copy_agencies=["finance"])
    assert (titles(), len(titles("water"))) == ([], 1)


@pytest.mark.parametrize(("day", "found"), [(date(2019, 12, 31), 0), (date(2020, 1, 1), 1), (date(2020, 12, 31), 1),
                                            (date(2021, 1, 1), 0)])
def test_the_day_of_the_letter_decides_on_the_year(db, day, found):
    circular(day=day)
    assert len(titles()) == found


def test_a_letter_that_cites_nothing_names_no_document(db):
    circular(cites=[])
    assert [one.document for one in year_end.entries_of("finance", 2020)] == [""]


def test_the_desk_of_letters_offers_them(db):
    made = circular()
    assert made.title in [one.title for one in offers.year_end_entries("finance", 2020)]


def test_many_units_cost_one_query(db, django_assert_num_queries):
    circular()
    with django_assert_num_queries(1):
        year_end.entries_by_unit(["finance", "water"], 2020)
