"""What all kinds of rule share: a title, questions, places, and how a rule is judged, proven and walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from gongbao.rules.context import Context, cannot_say
from gongbao.rules.entry import Source, Stated, Title, Words
from gongbao.rules.inputs import Input, Inputs
from gongbao.rules.judgement import Judgement

Weight = Literal["wrong", "gap"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a proof found: `wrong` stops the pack, a `gap` is the document's own and is listed. `name` is the place."""

    weight: Weight
    name: str
    zh: str
    en: str


class Elsewhere(Stated):
    """Another place of the same gazette that says it differently; shown beside the answer, never merged."""

    says: Words


class Rule(Stated):
    """A rule of a pack. `soft`: the document says 原则上. `note`: one sentence of our own, where one is needed."""

    kind: str
    title: Title
    inputs: Inputs = Field(default_factory=dict)
    soft: bool = False
    note: str = Field(default="", max_length=120)
    elsewhere: tuple[Elsewhere, ...] = ()

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Rule:
        if not self.source and not self.readings:
            raise ValueError("a rule needs a source or a reading")
        return self

    def open_points(self) -> Iterator[str]:
        yield from self.readings
        yield from (one.setting for one in self.inputs.values() if one.setting)

    def questions(self) -> dict[str, Input]:
        """Everything that can be asked for, in order."""
        return dict(self.inputs)

    def judge(self, given: Mapping[str, Any], context: Context) -> Judgement:
        """Decide one case from typed values (see `inputs.given`)."""
        if not given.keys() >= self.needed:
            missing = [name for name in self.asked if name in self.needed - given.keys()]
            return self.incomplete(given, missing, context)
        return self.decide(given, context)

    def incomplete(self, given: Mapping[str, Any], missing: list[str], context: Context) -> Judgement:  # noqa: ARG002
        """What can be said while required answers are missing; a kind says more where the known ones decide."""
        return cannot_say(context, missing)

    @cached_property
    def asked(self) -> dict[str, Input]:
        """`questions`, made once."""
        return self.questions()

    @cached_property
    def needed(self) -> frozenset[str]:
        """The inputs without which nothing is decided."""
        return frozenset(name for name, one in self.asked.items() if not one.optional)

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:  # noqa: ARG002
        """What the kind decides once every required answer is there."""
        raise TypeError(f"{type(self).__name__} decides nothing")

    def proofs(self) -> Iterator[Problem]:
        """What is wrong with the rule, or open in the document, before any case is asked."""
        yield from ()

    def edges(self) -> Iterator[tuple[str, Any]]:
        """Inputs with values at which the answer may turn: what “what would change it” and the tests try."""
        yield from ()

    def edges_near(self, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:  # noqa: ARG002
        """The edges for one case, where they depend on its other answers."""
        yield from self.edges()

    def verdict(self, value: Any) -> Any:
        """What of an answer has to turn, where it is asked what would change it."""
        return value

    def agencies(self) -> Iterator[str]:
        """Ids of the agencies that the rule names."""
        yield from ()

    def clocks(self) -> Iterator[str]:
        """Keys of the rules of its own system whose clocks it starts or stops."""
        yield from ()

    def facts_count(self) -> int:
        """How many facts the rule states: what the county's gazette is counted by."""
        return 1


def wrong(name: str, zh: str, en: str) -> Problem:
    return Problem("wrong", name, zh, en)


def gap(name: str, zh: str, en: str) -> Problem:
    return Problem("gap", name, zh, en)


def asks_for(names: Iterator[str] | list[str], questions: Mapping[str, Any]) -> Iterator[Problem]:
    """Inputs that are used and not declared."""
    for name in dict.fromkeys(names):
        if name not in questions:
            yield wrong(
                "inputs",
                f"用到的“{name}”没有写进 inputs，请补上",
                f"the input “{name}” is used and not declared; add it",
            )


def given_twice(list_name: str, names: list[str]) -> Iterator[Problem]:
    """Names that two entries of a list have."""
    for name in dict.fromkeys(one for one in names if names.count(one) > 1):
        yield wrong(f"{list_name}.{name}", f"“{name}”写了两次", f"“{name}” is given twice")


def source_of(stated: Stated, outer: Stated) -> tuple[Source, ...]:
    return stated.source or outer.source
