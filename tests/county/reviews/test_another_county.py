"""A county with three grades, two contents and other days: a pack of its own, and not a line of Python."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from county import packs
from county.cases.says import CannotDo
from county.cases.sweep import sweep
from county.packs import county_pack
from county.reviews.intake.elsewhere import SentRating, take_in
from county.reviews.judging import contents, grades, silence
from county.reviews.models import Rating, Ticket
from county.reviews.statistics.counts import Wanted, count

from .doing import OFFICE, at, finished, places, rated
from .loop_doing import do, due
from .opening import link_of, send, text_of

pytestmark = pytest.mark.database
PACKS = Path(__file__).parents[3] / "packs"
GRADES = ("好", "一般", "差")
WRITTEN = {
    r"choices: \{非常满意.*?\}": "choices: {好: 好, 一般: 一般, 差: 差}",
    r"(?s)( +bands:\n) +- \{grade: 差评, word: 非常不满意.*?(?=    source: \{at: 第十五条, quote: 五个等级\})": (
        "\\1          - {grade: 差评, word: 差, source: {at: 第十五条}}\n"
        "          - {grade: 不是差评, word: 一般, source: {at: 第十五条}}\n"
        "          - {grade: 不是差评, word: 好, source: {at: 第十五条}}\n"),
    r"grade: 基本满意, at": "grade: 一般, at",
    r"limit: \{value: 5, unit: working_day, start: finished\}": "limit: {value: 3, unit: working_day, start: finished}",
    r"limit: \{value: 5, unit: working_day, start: received\}": "limit: {value: 7, unit: working_day, start: received}",
    r" +- \{no: 3, content: 办事质量.*\n": "",
}


@pytest.fixture(autouse=True)
def another_county(db, tmp_path, monkeypatch, settings):
    shutil.copytree(PACKS / "china", tmp_path / "china")
    shutil.copytree(PACKS / "julu-2020", tmp_path / "another")
    manifest, facts = tmp_path / "another" / "pack.yaml", tmp_path / "another" / "service_reviews" / "facts.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("id: julu-2020", "id: another"), "utf-8")
    said = facts.read_text("utf-8")
    for old, new in WRITTEN.items():
        said, times = re.subn(old, new, said)
        assert times, old
    facts.write_text(said, "utf-8")
    monkeypatch.setenv("GONGBAO_PACKS", str(tmp_path))
    packs.all_packs.cache_clear()
    settings.PACK = "another"
    places()
    yield
    packs.all_packs.cache_clear()


def test_it_is_the_county_of_the_pages():
    pack = county_pack()
    assert pack
    assert pack.id == "another"
    assert tuple(one.word for one in grades()) == GRADES
    assert [one.is_bad for one in grades()] == [False, False, True]
    assert [name for _number, name in contents()] == ["服务态度", "办事效率"]
    assert silence().word == "一般"


def test_the_form_of_a_link_has_its_grades_and_contents_and_no_others():
    page = text_of(Client().get(link_of(finished())))
    assert all(word in page for word in (*GRADES, "服务态度", "办事效率"))
    assert not any(word in page for word in ("非常满意", "办事质量"))


@pytest.mark.parametrize(("grade", "status"), [(3, 303), (4, 422)])
def test_a_grade_is_one_of_its_list(grade, status):
    assert send(link_of(finished()), grade).status_code == status
    assert Rating.objects.exists() == (status == 303)


def test_silence_counts_after_its_days_as_its_grade():
    finished(day="2020-07-06")
    sweep(at("2020-07-09", "23:59"))
    assert not Rating.objects.exists()
    sweep(at("2020-07-10", "00:00"))
    default = Rating.objects.get()
    assert (default.grade, default.day, default.is_default) == (2, date(2020, 7, 9), True)


def test_its_last_grade_opens_a_ticket_with_its_days():
    rated(finished(day="2020-07-06"), 3, "2020-07-06")
    ticket = Ticket.objects.get()
    do(ticket, "complicated")
    assert due(ticket.case, "rectify") == date(2020, 7, 15)


def test_programs_say_its_words():
    finished()
    take_in(actor=OFFICE, sent=SentRating(key=uuid4(), grade="一般", channel="app", number="N-1"))
    assert Rating.objects.get().grade == 2
    finished("N-2")
    with pytest.raises(CannotDo):
        take_in(actor=OFFICE, sent=SentRating(key=uuid4(), grade="满意", channel="app", number="N-2"))


def test_counts_and_pages_have_its_columns(enter):
    for number, grade in enumerate((1, 1, 2, 3)):
        rated(finished(f"N-{number}"), grade)
    tally = count(Wanted(date(2020, 7, 1), date(2020, 7, 31)))
    assert (tally.given, tally.bad) == ({1: 2, 2: 1, 3: 1}, 1)
    page = text_of(enter("review_office", "service-office").get(f"{reverse('reviews:statistics')}?month=2020-07"))
    assert "25%" in page
    assert "非常满意" not in page
