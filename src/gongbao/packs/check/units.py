"""The units that a text names, under their official names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from gongbao.packs.check.spelling import same
from gongbao.text.lexicon import Lexicon
from gongbao.text.obligations.marks import Marks

_SERIAL = re.compile(r"^[一二三四五六七八九十]{1,4}、")


class KnownUnits:
    """The agencies of a document's lexicon, ready to be looked for in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def listed(self, cell: Iterable[str]) -> list[str]:
        """Every unit of a cell; one that the lexicon does not know as it is printed."""
        printed = "、".join(_SERIAL.sub("", part.strip()).replace("\n", "、") for part in cell)
        units = Marks(self._lexicon).units(printed)
        names = dict.fromkeys((*units.lead, *units.all, *units.part))
        return [self._lexicon.canonical(name) or name for name in names]

    def mentioned(self, text: str) -> Iterator[str]:
        """Every unit in running text that the lexicon knows, the longest name at each position."""
        plain, position = same(text), 0
        while position < len(plain):
            forms = self._forms.get(plain[position], ())
            form, official = next((known for known in forms if plain.startswith(known[0], position)), ("", ""))
            if form:
                yield official
            position += len(form) or 1

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, str]]]:
        """(form, official name) by the form's first character, longest first."""
        forms: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(self._lexicon.names(), key=len, reverse=True):
            if name:
                forms.setdefault(same(name)[0], []).append((same(name), self._lexicon.canonical(name) or name))
        return forms
