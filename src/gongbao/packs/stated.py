"""What a pack states about a document, as the check takes it: a place, the words quoted and what they print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PrintedKind = Literal["number", "date", "comparator", "text", "part", "agencies", "names", "mark"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A value that the quote, or a place compared whole, prints. `name`: which field of the fact it is.

    number: plain decimal; date: ISO; comparator: >= > <= <; text: the words; agencies: official names joined by 、

    part: words inside a cell; names: agencies that the whole place names; mark: a responsibility mark of the place, as
    lead|participants, each official names joined by 、
    """

    kind: PrintedKind
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact of `rule` (flood/report), inside it called `name` (limit, rows[3]).

    `document`: number, or "date title" where it has none. `at`: locator as in the reading. `quote`: 4 to 30
    characters, empty only where a table row, cell or roster person is compared whole.
    """

    rule: str
    name: str
    document: str
    at: str
    quote: str = ""
    printed: tuple[Printed, ...] = ()
