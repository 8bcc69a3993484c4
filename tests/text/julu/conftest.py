"""The gazette read once with its pack. Without ../shared, where the gazette lies, every test here is skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongbao.packs import find_packs, lexicon_for
from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.lexicon import Lexicon
from gongbao.text.model import Reading
from gongbao.text.source import Source, from_file

from . import oracle

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if oracle.GAZETTE.exists():
        return
    missing = pytest.mark.skip(reason="the gazette and its specifications (../shared) are not here")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(missing)


@pytest.fixture(scope="session")
def source() -> Source:
    return from_file(oracle.GAZETTE)


@pytest.fixture(scope="session")
def reading(source: Source) -> Reading:
    return read(source, lexicon_for(find_packs()))


@pytest.fixture(scope="session")
def payload(source: Source, reading: Reading) -> dict[str, Any]:
    return reading_as_json(source, reading)


@pytest.fixture(scope="session")
def documents(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {document["number"]: document for document in payload["documents"]}


@pytest.fixture(scope="session")
def of_spec(documents: dict[str, dict[str, Any]]) -> Callable[[int], dict[str, Any]]:
    """The document that specification n describes."""
    return lambda number: documents[oracle.number_of(number)]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicon_for(find_packs())(oracle.NUMBERS[0])


@pytest.fixture(scope="session")
def official(lexicon: Lexicon) -> Callable[[str], str]:
    """The official name behind a printed one, or the printed one."""
    return lambda name: lexicon.canonical(name) or name
