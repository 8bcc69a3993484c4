"""Documents in the forms that other places print are read as a careful person reads them."""

from pathlib import Path

import pytest

from tests.text.places.comparison import all_differences, uncovered_and_doubled
from tests.text.places.expectation import written
from tests.text.test_places import reading_of

ELSEWHERE = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: path.stem)
def test_a_document_in_another_form_is_read_as_written_down(path: Path) -> None:
    text, reading = reading_of(path)
    found = list(all_differences(written(path.with_suffix(".expect.yaml")), reading, text))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: path.stem)
def test_each_character_of_it_is_owned_once_or_set_aside(path: Path) -> None:
    text, reading = reading_of(path)
    assert uncovered_and_doubled(text, reading) == ([], [])


def test_each_of_these_documents_has_its_expectation() -> None:
    assert ELSEWHERE
    assert [path.name for path in ELSEWHERE if not path.with_suffix(".expect.yaml").exists()] == []
