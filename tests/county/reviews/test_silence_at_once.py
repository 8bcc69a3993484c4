"""The sweep that counts silence and those who rate in the same moment: one rating counts, whoever was first."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.county.own_database import run_in_own

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[3]


def test_a_rating_counts_once_and_a_default_is_replaced_whoever_comes_first(tmp_path):
    said = run_in_own(Path(__file__).with_name("silence_at_once.py"), tmp_path)
    assert said == ["5", connection.vendor]
