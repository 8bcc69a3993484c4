"""Worked examples: what is asked of a rule, and what must come back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from gongbao.rules.entry import Entry
from gongbao.rules.judgement import Outcome


def _as_text(value: Any) -> Any:
    return (
        {str(k): ",".join(v) if isinstance(v, list) else v for k, v in value.items()}
        if isinstance(value, dict)
        else value
    )


def _a_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise ValueError("not a date") from None


Day = Annotated[str, AfterValidator(_a_day)]
"""An ISO date, or nothing."""
Said = Annotated[dict[str, str], BeforeValidator(_as_text)]


class Expected(Entry):
    """`value`: equal; of a mapping the keys that are listed. `rows`: how many rows the answer has. `cites`: places
    among the reasons. `error`: the input that is refused before anything is decided. An empty text is nothing."""

    outcome: Outcome | Literal[""] = ""
    value: Any = None
    rows: int | None = None
    needs: tuple[str, ...] | None = None
    cites: tuple[str, ...] = ()
    error: str = ""
    provisional: bool | None = None


class WorkedExample(Entry):
    """`rule`: the key within the system. `chip`: shown on the rule's page as a one-tap example, in a few words."""

    rule: str
    given: Said = Field(default_factory=dict)
    readings: dict[str, str] = Field(default_factory=dict)
    on: Day = ""
    known_on: Day = ""
    then: Expected
    note: str = ""
    chip: str = ""


class CaseSheet(BaseModel):
    """`cases.yaml` as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: tuple[WorkedExample, ...] = ()
