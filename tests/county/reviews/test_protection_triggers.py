"""Ratings and looks are only added: the database refuses every other statement, the application's own included."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from county.audit import triggers
from county.reviews.models import Look, Rating
from county.reviews.protection.triggers import KEPT

from .doing import BEST, WORST, at, finished, places, rated

pytestmark = pytest.mark.database
MAY_CHANGE = {"agency", "is_counted", "set_aside", "is_gathered", "text", "shown_text"}


@pytest.fixture(autouse=True)
def held(db):
    places()
    made = rated(finished(), WORST, text="请打 10000001111")
    Look.objects.create(rating=made, shown_as="经办", reason="回访", business_at=at("2020-07-08"))
    return made


@pytest.mark.parametrize("statement", [
    "UPDATE reviews_rating SET grade = 1", "UPDATE reviews_rating SET day = '2020-01-01'",
    "UPDATE reviews_rating SET staff_id = NULL", "UPDATE reviews_rating SET unit_id = NULL",
    "UPDATE reviews_rating SET text = 'x'", "UPDATE reviews_rating SET text = ''", "UPDATE reviews_rating SET seq = 7",
    "UPDATE reviews_rating SET dimensions = '{\"1\": 1}'", "UPDATE reviews_rating SET id = id + 1000",
    "UPDATE reviews_rating SET made_at = '2020-01-01 00:00:00+00:00'", "UPDATE reviews_rating SET is_default = true",
    "DELETE FROM reviews_rating", "DELETE FROM reviews_look", "UPDATE reviews_look SET reason = 'x'",
    "UPDATE reviews_look SET user_id = NULL"])
def test_no_statement_changes_what_was_said_or_removes_it(statement):
    before = (Rating.objects.values().get(), Look.objects.values().get())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (Rating.objects.values().get(), Look.objects.values().get()) == before


def test_every_column_is_either_kept_or_may_change():
    assert {one.column for one in Rating._meta.concrete_fields} == set(KEPT) | MAY_CHANGE


def test_neither_is_replaced_by_one_of_its_number(held):
    for row in (held, Look.objects.get()):
        kept = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
        for change in (row.delete, lambda row=row, kept=kept: type(row).objects.bulk_create([type(row)(**kept)])):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_what_counts_was_set_aside_or_gathered_may_change():
    Rating.objects.update(is_counted=False, set_aside="wrong", is_gathered=True, shown_text="不公开")


def test_a_bad_rating_may_count_for_the_unit_that_handles_it_and_a_good_one_stays():
    Rating.objects.update(agency="water")
    good = rated(finished("N-2"), BEST)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.filter(pk=good.pk).update(agency="water")
    assert set(Rating.objects.values_list("grade", "agency")) == {(WORST, "water"), (BEST, "housing")}


def test_words_give_way_only_to_those_that_may_be_shown():
    Rating.objects.update(text="请打 〔已隐去〕")
    assert Rating.objects.get().text == "请打 〔已隐去〕"


def test_the_reset_of_the_demo_lifts_them_and_puts_them_back_whatever_happens():
    with triggers.without_triggers():
        Rating.objects.update(by_staff="x")
    for _again in range(2):
        with pytest.raises(DatabaseError), transaction.atomic():
            Rating.objects.update(by_staff="y")
        with pytest.raises(ZeroDivisionError), triggers.without_triggers():
            raise ZeroDivisionError
    assert Rating.objects.get().by_staff == "x"
