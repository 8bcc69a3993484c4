"""What is printed as JSON has the form that `gongbao schema read` states."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongbao.packs import find_packs, lexicon_for
from gongbao.text import from_file, read
from gongbao.text.as_json import reading_as_json
from gongbao.text.schema import reading_schema

HERE = Path(__file__).parent
TEXTS = sorted([*HERE.glob("places/*.txt"), *HERE.glob("elsewhere/*.txt")])


def errors(path: Path) -> list[str]:
    source = from_file(path)
    printed = reading_as_json(source, read(source, lexicon_for(find_packs())))
    return [error.message for error in Draft202012Validator(reading_schema()).iter_errors(printed)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(reading_schema())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_foreign_documents_are_printed_in_the_stated_form(path: Path) -> None:
    assert errors(path) == []


def test_the_sample_county_is_printed_in_the_stated_form(sample_county: Path) -> None:
    assert errors(sample_county / "documents" / "gazette.txt") == []


def test_the_gazette_is_printed_in_the_stated_form(shared: Path) -> None:
    assert errors(shared / "gazette" / "julu-2020.txt") == []


@pytest.mark.parametrize(
    "broken",
    [{}, {"schema": 2}, {"documents": [{"number": 1}]}],
    ids=["nothing", "another form", "a number that is none"],
)
def test_another_form_is_refused(broken: dict[str, Any]) -> None:
    assert list(Draft202012Validator(reading_schema()).iter_errors(broken))
