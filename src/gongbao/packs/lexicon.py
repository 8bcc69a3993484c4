"""From a printed name to the official one, and from a document's number to the pack that knows its agencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongbao.packs.errors import unknown_pack
from gongbao.packs.model import Pack, normal_number
from gongbao.packs.spelling import spelled
from gongbao.text.lexicon import Lexicon, LexiconFor, NoAgencies


class PackLexicon:
    """The agencies of one pack, inside a document of its county: generic names resolve too."""

    def __init__(self, pack: Pack) -> None:
        self._official = {spelled(form): agency.name for agency in pack.agencies for form in agency.forms}

    def canonical(self, name: str) -> str | None:
        """The official name behind a printed form; None if the pack does not know it."""
        return self._official.get(spelled(name))

    def names(self) -> Iterable[str]:
        """Every printed form, official names included, without blanks."""
        return self._official.keys()


def lexicon_for(packs: Sequence[Pack], pack_id: str | None = None) -> LexiconFor:
    """From a number to the lexicon of the pack that lists it, or that knows nobody; with `pack_id` always that pack's.

    PackError: no pack has that id.
    """
    if pack_id is not None:
        chosen = PackLexicon(_pack(packs, pack_id))
        return lambda _number: chosen
    by_number: dict[str, Lexicon] = {}
    for pack in packs:
        lexicon = PackLexicon(pack)
        for document in pack.documents:
            if document.number:
                by_number.setdefault(document.number, lexicon)
    nobody = NoAgencies()
    return lambda number: by_number.get(normal_number(number), nobody)


def _pack(packs: Sequence[Pack], pack_id: str) -> Pack:
    for pack in packs:
        if pack.id == pack_id:
            return pack
    raise unknown_pack(pack_id, (pack.id for pack in packs))
