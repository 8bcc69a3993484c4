"""The same ratings counted by the county's database and by the batch: every number and every rate is the same."""

from __future__ import annotations

import random
from datetime import date

import ibis
import pyarrow as pa
import pytest

from county.reviews.judging import grades
from county.reviews.models import Rating
from county.reviews.statistics import counts
from county.reviews.statistics.counts import Wanted
from gongbao.batch.distribution import distribution

from .counting import ratings

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")]
JULY = Wanted(date(2020, 7, 1), date(2020, 7, 31))


@pytest.mark.parametrize("seed", range(4))
def test_both_count_alike(seed):
    drawn = random.Random(seed)  # noqa: S311  (test data)
    ratings([{"agency": drawn.choice(["housing", "water", "finance"]), "grade": drawn.randint(1, 5),
              "is_default": drawn.random() < 0.3, "is_counted": drawn.random() < 0.8, "n": drawn.randint(1, 5)}
             for _row in range(40)])
    named = ("agency", "grade", "is_default", "is_counted")
    rows = [dict(zip(named, one, strict=True)) for one in Rating.objects.values_list(*named)]
    bad = [one.place for one in grades() if one.is_bad]
    found = distribution(ibis.memtable(pa.Table.from_pylist(rows)), ["agency"], grades=len(grades()), bad=bad)
    by_unit = {one["agency"]: one for one in ibis.duckdb.connect().to_pyarrow(found).to_pylist()}
    tallies = counts.by(JULY, counts.AGENCY)
    assert by_unit.keys() == tallies.keys()
    for unit, tally in tallies.items():
        one = by_unit[unit]
        assert [one[f"grade_{place}"] for place in range(1, 6)] == [tally.of(place) for place in range(1, 6)]
        assert (one["defaults"], one["counted"], one["bad"]) == (tally.defaults, tally.counted, tally.bad)
        assert one["set_aside"] == tally.set_aside
        assert one["default_share"] == float(counts.default_share(tally).value)
        assert one["bad_share"] == float(counts.bad_share(tally).value)
