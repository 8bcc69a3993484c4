"""The command run inside the test's process, and the made-up county as the only folder of packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongbao.cli import main
from tests.packs.flood import Flood

Run = Callable[..., Result]


@pytest.fixture
def flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flood:
    monkeypatch.setenv("GONGBAO_PACKS", str(tmp_path))
    return Flood(tmp_path)


@pytest.fixture
def run() -> Run:
    """`gongbao` with these words; what it raises is the test's."""
    return lambda *words: CliRunner().invoke(main, list(words), catch_exceptions=False)
