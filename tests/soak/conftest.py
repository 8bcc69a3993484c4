"""`pytest tests/soak --rounds N`: what takes long. Started by `python3 start.py soak`, never with the suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=100, help="how often server and worker are killed")
    parser.addoption("--cases", type=int, default=1000, help="cases of the year of virtual time")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--cases"))
