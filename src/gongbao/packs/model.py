"""What a pack says: its documents, what they repeal, and the agencies of the county."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

AgencyKind = Literal[
    "government",
    "party",
    "congress",
    "court",
    "procuratorate",
    "office",
    "department",
    "branch",
    "institution",
    "mass",
    "company",
    "forces",
    "township",
    "zone",
    "village",
    "superior",
    "body",
    "group",
]

_BRACKETS = str.maketrans("[]［］【】()（）〈〉", "〔〕" * 6)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def normal_number(number: str) -> str:
    """A document number with 〔〕 and without blanks: `山政字 [2031] 4号` → `山政字〔2031〕4号`."""
    return "".join(number.split()).translate(_BRACKETS)


def _iso(value: object) -> object:
    if isinstance(value, str) and not _ISO.fullmatch(value):
        raise ValueError("not a date")
    return value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) < len(values):
        raise ValueError("an entry is given twice")
    return values


IsoDate = Annotated[date, BeforeValidator(_iso)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Names = Annotated[tuple[Name, ...], AfterValidator(_distinct)]
Number = Annotated[str, AfterValidator(normal_number)]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+/[a-z0-9_]+$")]
RuleIds = Annotated[tuple[RuleId, ...], BeforeValidator(_listed), Field(min_length=1), AfterValidator(_distinct)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Repealed(_Entry):
    """A document that another one puts out of force: `date` is its day of issue, `at` where the text says it.

    `number` or `title` is empty, and `date` None, where the text does not print it. `effective` is the first day
    without the document, where the text prints one; else it is the repealing document's first day.
    """

    number: Number = ""
    title: str = ""
    date: IsoDate | None = None
    at: Name
    effective: IsoDate | None = None

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Repealed:
        if not self.number and not self.title:
            raise ValueError("neither number nor title")
        return self


class PackDocument(_Entry):
    """A document of the gazette.

    `number` is empty where none is printed: title and day of issue then tell it apart. `printed` is the number as
    printed where that differs from `number`.
    """

    number: Number
    printed: str = ""
    title: Name
    issued: IsoDate
    issuers: Annotated[Names, Field(min_length=1)]
    in_force_from: IsoDate
    in_force_until: IsoDate | None = None
    repeals: tuple[Repealed, ...] = ()
    system: Slug
    topic: Annotated[Name, StringConstraints(max_length=20)]

    @property
    def number_as_printed(self) -> str:
        return self.printed or self.number

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> PackDocument:
        if self.in_force_until is not None and self.in_force_until < self.in_force_from:
            raise ValueError("in_force_until lies before in_force_from")
        return self


class StandsFor(_Entry):
    """Who acts for a body or a group: units by id, all units of some kinds, the units with a seat in a body."""

    agencies: tuple[Slug, ...] = ()
    kinds: tuple[AgencyKind, ...] = ()
    seats_of: tuple[RuleId, ...] = ()


class Agency(_Entry):
    """A unit and every name it is printed under.

    `former`: earlier official names. `aliases`: short or full forms in use. `slips`: misprints and variant wordings.
    `generic`: names that mean this unit only inside a document of this county (财政局).
    """

    id: Slug
    name: Name
    kind: AgencyKind
    parent: Slug | None = None
    former: Names = ()
    aliases: Names = ()
    slips: Names = ()
    generic: Names = ()
    stands_for: StandsFor | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """The names that mean it everywhere, the official one first."""
        return (self.name, *self.former, *self.aliases, *self.slips)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every printed form, the official name first."""
        return (*self.known_as, *self.generic)


class Door(_Entry):
    """A question of the first page and the rule that answers it; `hint` stands in the empty field."""

    question: Annotated[Name, StringConstraints(max_length=20)]
    rule: RuleId
    hint: str = ""


class PackSheet(_Entry):
    """`pack.yaml` as written.

    `offices`: role → the agency whose people carry it (supervisor: the office that supervises). `slots`: desk → what
    the desk calls a rule → the rule, or the rules.
    """

    id: Slug
    name: Name
    year: Annotated[int, Field(ge=1949, le=2999)]
    title: Name
    extends: Slug | None = None
    sample: bool = False
    demo_day: date | None = None
    doors: tuple[Door, ...] = ()
    offices: dict[Slug, Slug] = Field(default_factory=dict)
    slots: dict[Slug, dict[Slug, RuleIds]] = Field(default_factory=dict)
    documents: tuple[PackDocument, ...] = ()

    def slot(self, desk: str, name: str) -> str:
        """The rule that a desk calls by this name, the first where there are more; empty where it has none."""
        return next(iter(self.slots_of(desk, name)), "")

    def slots_of(self, desk: str, name: str) -> tuple[str, ...]:
        """Every rule that a desk calls by this name, in the order of the pack."""
        return self.slots.get(desk, {}).get(name, ())


class AgencySheet(_Entry):
    """`agencies.yaml` as written."""

    agencies: tuple[Agency, ...] = ()


class Pack(PackSheet):
    """A county's year: its documents in the order of the gazette and all agencies, inherited ones included."""

    agencies: tuple[Agency, ...] = ()

    def document(self, number: str) -> PackDocument | None:
        """The document with this number, however its brackets and blanks are printed; None if not listed or empty."""
        wanted = normal_number(number)
        return next((document for document in self.documents if wanted and document.number == wanted), None)

    def agency(self, agency_id: str) -> Agency | None:
        return next((agency for agency in self.agencies if agency.id == agency_id), None)
