"""Words that come again in bad ratings: counted by ratings, never shown below the smallest number, never a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.conf import settings

from county.reviews.models import Rating
from county.reviews.protection.screening import MARK
from county.reviews.statistics.counts import Wanted
from county.reviews.statistics.tables import smallest

SHORTEST, LONGEST, MOST, READ = 2, 4, 20, 5000
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_EMPTY = frozenset("的了是在我你他她它们这那有和就都也很不没还要会能可把被让给对到说着过吗呢吧啊个一")
"""Characters that no word begins or ends with here: without them the pieces of sentences read as words."""


def recurring(wanted: Wanted) -> list[tuple[str, int]]:
    """(word, in how many bad ratings), the most frequent first. One query."""
    found = Rating.objects.filter(day__gte=wanted.first, day__lte=wanted.last, is_bad=True, is_counted=True)
    for name in ("agency", "item", "unit", "channel"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    found = found if wanted.online is None else found.filter(is_online=wanted.online)
    texts = found.exclude(shown_text="").order_by("-day", "-pk").values_list("shown_text", flat=True)[:READ]
    return counted(texts, least())


def least() -> int:
    """In how many ratings a word must stand before it is shown."""
    return max(int(getattr(settings, "REVIEWS_WORDS_SMALLEST", 0)) or smallest(), 2)


def counted(texts: Iterable[str], few: int) -> list[tuple[str, int]]:
    """Words in at least so many different texts; a piece that only stands in a longer word is left out."""
    numbers: Counter[str] = Counter()
    for one in texts:
        numbers.update(_words(one))
    kept = {word: number for word, number in numbers.items() if number >= few}
    whole = [word for word in kept if not any(
        word != other and word in other and kept[other] == kept[word] for other in kept)]
    return sorted(((word, kept[word]) for word in whole), key=lambda one: (-one[1], -len(one[0]), one[0]))[:MOST]


def _words(text: str) -> set[str]:
    """Pieces of two to four characters, each once."""
    found = set()
    for run in _RUN.findall(text.replace(MARK, " ")):
        for size in range(SHORTEST, LONGEST + 1):
            for at in range(len(run) - size + 1):
                piece = run[at : at + size]
                if piece[0] not in _EMPTY and piece[-1] not in _EMPTY:
                    found.add(piece)
    return found
