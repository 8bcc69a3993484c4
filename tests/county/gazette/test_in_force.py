"""As of a day: in force or not, and what was in force instead. Facts come from the packs that are installed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from county.gazette.facts import standing_on
from county.packs import all_packs

pytestmark = pytest.mark.database


def repeals():
    return [(entry, repealed) for pack in all_packs() for entry in pack.documents for repealed in entry.repeals]


@pytest.mark.parametrize(("entry", "repealed"), repeals(), ids=lambda one: one.number)
def test_the_repealed_document_is_in_force_until_the_day_before(entry, repealed):
    first = repealed.effective or entry.in_force_from
    before, after = standing_on(repealed.number, first - timedelta(days=1)), standing_on(repealed.number, first)
    assert (before.state, after.state) == ("in_force", "no_longer")
    assert after.instead is not None
    assert after.instead.number == entry.number


@pytest.mark.parametrize(("entry", "repealed"), repeals(), ids=lambda one: one.number)
def test_the_page_of_the_new_one_names_the_old_one_on_the_day_before(client, db, entry, repealed):
    day = entry.in_force_from - timedelta(days=1)
    page = client.get(f"/文件/{entry.number}/?on={day}").content.decode()
    assert "尚未施行" in page
    assert "当天有效的是" in page
    assert "本系统未收录" in page


@pytest.mark.parametrize(("entry", "repealed"), repeals(), ids=lambda one: one.number)
def test_the_page_of_a_repealed_document_says_that_nobody_holds_it(client, db, entry, repealed):
    response = client.get(f"/文件/{repealed.number}/?on={entry.in_force_from - timedelta(days=1)}")
    assert response.status_code == 200
    assert "本系统未收录" in response.content.decode()


def test_a_document_that_no_pack_lists_is_not_judged(db):
    from datetime import date

    assert standing_on("无此字〔2031〕1号", date(2031, 1, 1)).state == "unknown"
