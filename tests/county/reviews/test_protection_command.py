"""`gongbao reviews retention`: says what it destroyed, or that nothing is set."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from county.business import now
from county.reviews.models import Rating, Setting
from county.reviews.protection.commands import reviews
from county.reviews.protection.numbers import TEXT_MONTHS

from .doing import BEST, finished, places, rated


@pytest.fixture
def old(db):
    places()
    return rated(finished(), BEST, "2020-07-07", text="请打 10000001111")


def run(*words):
    return CliRunner().invoke(reviews, ["retention", *words])


def test_without_a_setting_it_says_so_and_destroys_nothing(old):
    answer = run()
    assert (answer.exit_code, "什么都不删" in answer.output) == (0, True)
    assert Rating.objects.get().text == old.text


def test_it_counts_first_and_says_what_it_destroyed(old):
    Setting.objects.create(name=TEXT_MONTHS, value="1", reason="定", shown_as="x", business_at=now())
    assert "将要把原话换成隐去后的 1 条" in run("--dry-run").output
    assert Rating.objects.get().text == old.text
    assert "已把原话换成隐去后的 1 条" in run().output
    assert Rating.objects.get().text == "请打 〔已隐去〕"
    assert "已把原话换成隐去后的 0 条" in run().output
