"""A month of three units, published: for the tests of what is published and of its pages."""

from __future__ import annotations

import pytest

from county.reviews.models import Edition, Rating
from county.reviews.statistics import editions
from county.reviews.statistics.spans import Month

from .counting import hall, ratings
from .doing import OFFICE, at

JULY, AFTER = Month(2020, 7), at("2020-08-03")
TICKS = {"lawful": True, "hidden": True}


@pytest.fixture
def month():
    """A month of three units: the worst grade is rare, one matter has few ratings."""
    other = hall("县社保大厅", "social-security")
    made = []
    for number, (agency, unit) in enumerate((("housing", hall()), ("water", other), ("finance", hall()))):
        for at_, channel in enumerate(("code", "screen")):
            row = {"agency": agency, "unit": unit, "channel": channel, "code": f"{agency}-1"}
            worst = 1 if number == 0 else 7
            made += ratings({**row, "grade": grade, "n": n} for grade, n in enumerate(
                (30 + number, 12, 9, 6 + at_, worst), 1))
        ratings([{"agency": agency, "unit": unit, "code": f"{agency}-1", "is_default": True, "n": 11}])
    ratings([{"agency": "housing", "code": "housing-2", "n": 2}])
    return made


def published(month_: Month = JULY) -> Edition:
    made = editions.gather(actor=OFFICE, month=month_, at=AFTER)
    made = editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest=made.digest, at=AFTER)
    return editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)


def numbers(edition: Edition) -> dict[tuple[str, str, str], int | None]:
    return {(table["id"], row["id"], column): value for table in edition.tables["public"]["tables"]
            for row in table["rows"] for column, value in row["cells"].items()}


def set_aside(rating: Rating) -> Edition | None:
    Rating.objects.filter(pk=rating.pk).update(is_counted=False, set_aside="wrong")
    rating.refresh_from_db()
    return editions.correct(rating, at=at("2020-08-10"))
