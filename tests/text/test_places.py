"""Documents of other counties, cities and bureaus are read as a careful person reads them."""

from pathlib import Path
from typing import Any

import pytest

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_file
from tests.text.places.comparison import all_differences, uncovered_and_doubled
from tests.text.places.expectation import unordered, written

PLACES = sorted((Path(__file__).parent / "places").glob("*.txt"))


def reading_of(path: Path) -> tuple[str, dict[str, Any]]:
    source = from_file(path)
    return source.text, reading_as_json(source, read(source))


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_a_document_of_another_place_is_read_as_written_down(path: Path) -> None:
    text, reading = reading_of(path)
    found = list(all_differences(written(path.with_suffix(".expect.yaml")), reading, text))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_each_character_is_owned_once_or_set_aside(path: Path) -> None:
    text, reading = reading_of(path)
    assert uncovered_and_doubled(text, reading) == ([], [])


def test_each_document_has_its_expectation() -> None:
    assert PLACES
    assert [path.name for path in PLACES if not path.with_suffix(".expect.yaml").exists()] == []


def test_a_wrong_value_and_a_lost_or_added_thing_are_each_told() -> None:
    wanted = [{"at": "一", "value": "5", "unit": "件"}, {"at": "二", "value": "7"}]
    found = [{"at": "一", "value": "6", "unit": "件"}, {"at": "二", "value": "7", "unit": "个"}]
    told = list(unordered("target", wanted, found, lambda _: False))
    assert [line.split(":")[0] for line in told] == ["target missing", "target not expected"]


def test_a_character_without_owner_and_one_with_two_are_each_told() -> None:
    document = {"sections": [], "tables": [], "rosters": [], "footnotes": []}
    pieces = [{"spans": [[0, 2]]}, {"spans": [[1, 3]]}]
    reading = {"documents": [{**document, "pieces": pieces}], "set_aside": [{"span": [4, 5]}]}
    assert uncovered_and_doubled("甲乙丙丁戊", reading) == (["丁"], ["乙丙"])
