"""What every stated fact has: where it is printed, and the readings it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator

PrintedKind = Literal["number", "date", "comparator", "text", "agencies"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
"""A title is an official name or a heading; a topic is ours, in at most 20 characters."""
Locator = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Quote = Annotated[str, StringConstraints(max_length=30)]
ReadingId = Annotated[str, StringConstraints(pattern=r"^R-\d{2,4}$")]
AgencyId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Entry):
    """A place: `quote` is 4 to 30 characters, empty only where a table cell, row or person is compared whole.

    `document` is given only where it is another one than the system's own.
    """

    at: Locator
    quote: Quote = ""
    document: str = ""


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, Mapping | str) else value


Sources = Annotated[tuple[Source, ...], BeforeValidator(_listed)]
Agencies = Annotated[tuple[AgencyId, ...], BeforeValidator(_listed)]
Names = Annotated[tuple[Words, ...], BeforeValidator(_listed)]
Readings = Annotated[tuple[ReadingId, ...], BeforeValidator(_listed)]


class Stated(Entry):
    """Something the document states. `printed` of the class says which fields the text prints and how they are read.

    `source` empty: the place of the entry around it. `inferred` names fields that are not printed; a reading explains
    each of them.
    """

    printed: ClassVar[Mapping[str, PrintedKind]] = {}

    source: Sources = ()
    readings: Readings = ()
    inferred: Names = ()

    @model_validator(mode="after")
    def _inferred_has_a_reading(self) -> Stated:
        unknown = [name for name in self.inferred if name not in type(self).model_fields]
        if unknown:
            raise ValueError("inferred names no field")
        if self.inferred and not self.readings:
            raise ValueError("inferred without a reading")
        return self

    def printed_values(self) -> Iterator[tuple[str, PrintedKind, Any]]:
        """Field, kind and value of all that the text must print for this entry itself."""
        for name, kind in self.printed.items():
            value = getattr(self, name)
            if value not in (None, (), "") and name not in self.inferred:
                yield name, kind, value

    def open_points(self) -> Iterator[str]:
        """The readings that this entry itself rests on; a kind adds those that it takes without being told."""
        yield from self.readings

    def inner(self) -> Iterator[tuple[str, Stated]]:
        """The stated entries directly inside this one, with their places: `limit`, `rows[3]`, `cases.K1`."""
        for name in type(self).model_fields:
            yield from _parts(name, getattr(self, name))


def readings_in(entry: Stated) -> list[str]:
    """Every reading of an entry and of those inside it, once each, in order."""
    inner = (name for _, part in entry.inner() for name in readings_in(part))
    return list(dict.fromkeys((*entry.open_points(), *inner)))


def _parts(name: str, value: Any) -> Iterator[tuple[str, Stated]]:
    if isinstance(value, Stated):
        yield name, value
    elif isinstance(value, tuple):
        for index, one in enumerate(value, 1):
            yield from _parts(f"{name}[{index}]", one)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _parts(f"{name}.{key}", one)
