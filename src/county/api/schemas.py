"""What the API takes and gives. Everything that comes in is bounded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints

from gongbao.rules.inputs import LONGEST


def _as_typed(said: object) -> object:
    """Numbers and true or false come as JSON has them too: they are read as somebody would type them."""
    return str(said).lower() if isinstance(said, int | Decimal) else said


Said = Annotated[str, BeforeValidator(_as_typed), StringConstraints(max_length=LONGEST)]
Name = Annotated[str, StringConstraints(max_length=60)]


class Question(Schema):
    """Answers as typed, other readings, the day whose law holds, the day whose calendar is known."""

    inputs: dict[Name, Said] = Field(default_factory=dict, max_length=200)
    readings: dict[Name, Name] = Field(default_factory=dict, max_length=50)
    on: date | None = None
    known_on: date | None = None
    language: Literal["zh", "en"] = "zh"


class CitationOut(Schema):
    document: str
    at: str
    quote: str


class ReasonOut(Schema):
    says: str
    rule: str
    citation: CitationOut | None
    reading: str | None


class AnswerOut(Schema):
    outcome: Literal["decided", "refused", "person_decides", "cannot_say"]
    value: Any = None
    reasons: list[ReasonOut]
    needs: list[str]
    provisional: bool
    receipt: dict[str, Any]


class RuleOut(Schema):
    rule: str
    title: str
    kind: str
    kind_title: str
    document: str
    at: str
    readings: list[str]
    inputs: dict[str, dict[str, Any]]


class Refusal(Schema):
    """What cannot be used: the input's name, and one sentence in each language."""

    input: str
    zh: str
    en: str
