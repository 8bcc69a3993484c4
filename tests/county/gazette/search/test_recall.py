"""Every query finds every passage that holds it: the answers of the index against a plain scan."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from county.gazette.search import COUNTED, search

pytestmark = pytest.mark.database

ALWAYS = ("差评", "废止", "约谈", "工作日", "020〕2", "5个", "的", "县", "。", "一")
LIMIT = COUNTED


@pytest.fixture(params=["sample", "julu"])
def lines(request: pytest.FixtureRequest) -> list[str]:
    """The printed lines of the sample county, or of the gazette of 2020 where it stands beside the repository."""
    if request.param == "julu":
        text = request.getfixturevalue("julu_text").read_text(encoding="utf-8")
    else:
        folder: Path = request.getfixturevalue("sample_county")
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt")))
    return [line.strip() for line in text.splitlines() if line.strip()]


def cuts(lines: list[str], count: int, seed: int = 20) -> list[str]:
    """Random substrings of 1 to 8 characters that are more than white space."""
    chance, found = random.Random(seed), list(ALWAYS)  # noqa: S311
    while len(found) < count:
        line, length = chance.choice(lines), chance.randint(1, 8)
        begin = chance.randrange(max(1, len(line) - length + 1))
        found += [cut] if (cut := line[begin : begin + length]).strip() else []
    return found


def test_two_hundred_random_cuts_are_found_wherever_they_stand_and_in_order(lines, add_lines, scan, places) -> None:
    add_lines(lines)
    for query in cuts(lines, 200):
        held, answer = scan(query), search(query, size=LIMIT)
        assert places(answer.hits) == held[:LIMIT], query
        assert (answer.total, answer.capped) == (min(len(held), LIMIT), len(held) > LIMIT), query


def test_filters_give_what_a_scan_of_the_chosen_passages_gives(lines, add_lines, scan, places) -> None:
    add_lines(lines)
    first, last, address = date(2031, 1, 2), date(2031, 1, 4), "〔2031〕1号"

    def on_these_days(document) -> bool:
        return document.issued is not None and first <= document.issued <= last

    for query in cuts(lines, 40, seed=4):
        agency = search(query, agency="甲局", size=LIMIT)
        days = search(query, issued_from=first, issued_to=last, size=LIMIT)
        alone = search(query, document=address, agency="乙局", issued_to=date(2031, 1, 9), size=LIMIT)
        assert places(agency.hits) == scan(query, agency="甲局")[:LIMIT], query
        assert places(days.hits) == scan(query, chosen=on_these_days)[:LIMIT], query
        assert places(alone.hits) == scan(
            query, agency="乙局", chosen=lambda document: document.address == address and document.issued is not None
        )[:LIMIT], query
