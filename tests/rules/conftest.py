"""The made-up county that the kinds are asked in."""

from __future__ import annotations

import pytest

from gongbao.rules import Context
from tests.rules.made_up import COUNTY


@pytest.fixture
def county() -> Context:
    return COUNTY
