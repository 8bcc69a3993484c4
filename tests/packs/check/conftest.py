"""The sample county's gazette as text and as it is read, with the agencies of its pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongbao.packs import lexicon_for, load_pack
from gongbao.text import read
from gongbao.text.lexicon import LexiconFor
from gongbao.text.model import Reading
from gongbao.text.source import Source, from_file


@pytest.fixture(scope="session")
def sample_source(sample_county: Path) -> Source:
    return from_file(sample_county / "documents" / "gazette.txt")


@pytest.fixture(scope="session")
def sample_lexicon(sample_county: Path) -> LexiconFor:
    return lexicon_for((load_pack(sample_county),))


@pytest.fixture(scope="session")
def sample_reading(sample_source: Source, sample_lexicon: LexiconFor) -> Reading:
    return read(sample_source, sample_lexicon)
