"""Where a quote stands, and what stands there instead when it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from gongbao.packs.check.places import Place, skeleton_of
from gongbao.packs.check.spelling import bare, same, short
from gongbao.text.numerals import numbers_in

NOWHERE = "没有这一处"
_ALIKE, _BARELY = 0.7, 0.4


def standings(place: Place, quote: str) -> list[int]:
    """Where the quote begins, each time it stands in the place; not where it would cut a number in two."""
    wanted = same(bare(quote))
    found = _all(place.plain, wanted)
    return [at for at in found if not place.cuts(at) and not place.cuts(at + len(wanted))]


def instead(place: Place, quote: str, others: Iterable[Place]) -> str:
    """What stands in the place where the quote should: the same words with another number, or the likest words.

    Where nothing is much alike but one of `others` holds the quote, the answer is that place.
    """
    renumbered = _renumbered(place, quote)
    if renumbered:
        return short("、".join(renumbered))
    likest, likeness = _likest(place, quote)
    if likeness >= _ALIKE:
        return short(likest)
    elsewhere = next((other.at for other in others if other is not place and standings(other, quote)), None)
    if elsewhere is not None:
        return f"在{elsewhere}"
    return short(likest) if likeness >= _BARELY else NOWHERE


def _all(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _renumbered(place: Place, quote: str) -> list[str]:
    """The runs of the place that have the quote's words around other numbers."""
    words = bare(quote)
    wanted, _ = skeleton_of(same(words), tuple(numbers_in(words)))
    if wanted == same(words):
        return []
    skeleton, positions = place.skeleton
    runs = [place.text[positions[at] : positions[at + len(wanted)]] for at in _all(skeleton, wanted)]
    return list(dict.fromkeys(run for run in runs if same(run) != same(words)))


def _likest(place: Place, quote: str) -> tuple[str, float]:
    """The run of the place that is most like the quote, and how much: 0 to 1."""
    wanted = same(bare(quote))
    matcher = SequenceMatcher(None, place.plain, wanted, autojunk=False)
    block = matcher.find_longest_match()
    start = max(0, block.a - block.b)
    run = place.text[start : start + len(wanted)]
    return run, SequenceMatcher(None, same(run), wanted, autojunk=False).ratio()
