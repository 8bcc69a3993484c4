"""Readings: points that the documents leave open, how they are read, and who may read them otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gongbao.packs.sheet import Sheet
from gongbao.packs.wording import at
from gongbao.rules.entry import ReadingId

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Reading(BaseModel):
    """option: the kinds of rule offer `options`, `chosen` is one of them. setting: a number that no document gives,
    `chosen` empty until somebody sets it. note: how a point is read, without a choice. `used_by`: cases, where no rule
    rests on it but the clocks of cases do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ReadingId
    question: Said
    sort: Literal["option", "setting", "note"]
    options: dict[str, Said] = Field(default_factory=dict)
    chosen: str = ""
    unit: str = ""
    used_by: Literal["rules", "cases"] = "rules"
    why: Said

    @model_validator(mode="after")
    def _chosen_is_offered(self) -> Reading:
        if (self.sort == "option") != bool(self.options) or (self.sort == "option" and self.chosen not in self.options):
            raise ValueError("the chosen option is not offered")
        return self

    @property
    def says(self) -> str:
        """The chosen way in words."""
        return self.options.get(self.chosen, self.chosen)


class ReadingSheet(BaseModel):
    """`readings.yaml` as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What holds in one question: options and settings by reading, the packs' own or those asked for."""

    options: Mapping[str, str]
    settings: Mapping[str, str]


def chosen(readings: Iterable[Reading]) -> Chosen:
    """The packs' own choice."""
    held = tuple(readings)
    return Chosen(
        {one.id: one.chosen for one in held if one.sort == "option"},
        {one.id: one.chosen for one in held if one.sort == "setting" and one.chosen},
    )


def once(sheet: Sheet, own: Iterable[Reading], known: Mapping[str, Reading]) -> None:
    """PackError: an id that stands in the sheet twice or elsewhere already."""
    seen = set(known)
    for index, one in enumerate(own):
        if one.id in seen:
            raise at(
                sheet,
                ("readings", index, "id"),
                f"“{one.id}”已用过，请换一个",
                f"“{one.id}” is used already; choose another",
            )
        seen.add(one.id)
