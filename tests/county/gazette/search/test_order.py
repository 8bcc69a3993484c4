"""The order of results as one number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.gazette.search.order import CannotIndex, both, key_of, of_days, of_document

PLACES = st.tuples(
    st.integers(0, 2**20 - 1), st.none() | st.dates(), st.integers(0, 2**20 - 1), st.booleans()
)


def promised(place):
    document, issued, position, title = place
    return not title, issued is None, -issued.toordinal() if issued else 0, document, position


@given(st.lists(PLACES, unique=True))
def test_titles_come_first_then_the_newest_then_document_and_position(places) -> None:
    by_key = sorted(places, key=lambda place: key_of(*place[:3], title=place[3]))
    assert by_key == sorted(places, key=promised)


@given(PLACES)
def test_keys_fit_a_signed_integer_of_eight_bytes(place) -> None:
    assert 0 <= key_of(*place[:3], title=place[3]) < 2**63


@given(PLACES, st.none() | st.dates(), st.none() | st.dates())
def test_the_ranges_of_days_hold_just_the_documents_of_these_days(place, first, last) -> None:
    key, issued = key_of(*place[:3], title=place[3]), place[1]
    wanted = issued is not None and (first or date.min) <= issued <= (last or date.max)
    assert any(part.low <= key <= part.high for part in of_days(first, last)) == wanted


@given(PLACES, PLACES)
def test_the_ranges_of_a_document_hold_its_own_passages_only(place, other) -> None:
    own = of_document(place[0], place[1])
    for one in (place, other):
        key = key_of(*one[:3], title=one[3])
        assert any(part.low <= key <= part.high for part in own) == (one[:2] == place[:2])


def test_the_days_of_a_document_meet_its_own_ranges_in_the_order_of_results() -> None:
    own = of_document(7, date(2031, 5, 6))
    assert both(own, of_days(date(2031, 1, 1), None)) == own == sorted(own, key=lambda part: part.low)
    assert both(own, of_days(date(2032, 1, 1), None)) == []


@pytest.mark.parametrize(("document", "position"), [(2**20, 0), (1, 2**20)])
def test_what_has_no_room_is_refused_in_two_languages(document: int, position: int) -> None:
    with pytest.raises(CannotIndex) as refusal:
        key_of(document, date(2031, 1, 1), position, title=False)
    assert "请把文件拆开" in refusal.value.zh
    assert "split the file" in refusal.value.en
