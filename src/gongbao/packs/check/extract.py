"""The stretch of a document that a fact points to: a quote where it stands, or a whole place."""

from __future__ import annotations

from dataclasses import dataclass

from gongbao.packs.check.places import Place
from gongbao.packs.check.units import KnownUnits


@dataclass(frozen=True, slots=True)
class Extract:
    """[start, end) of the text of a place; `quoted` where a quote stands there. `units`: the document's agencies."""

    place: Place
    start: int
    end: int
    quoted: bool
    units: KnownUnits

    @property
    def text(self) -> str:
        return self.place.text[self.start : self.end]

    @property
    def is_whole_cell(self) -> bool:
        return self.place.kind == "cell" and not self.quoted
