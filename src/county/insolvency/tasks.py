"""The lines of the document as standing tasks of their units, and those that one matter needs (docs: task slot)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from county.cases.procedures import find_procedure
from county.packs import county_rulebook
from gongbao.rules.conditions import all_hold
from gongbao.rules.inputs import Input
from gongbao.rules.task import Segment, Task

DESK = "insolvency"


@dataclass(frozen=True, slots=True)
class Line:
    """A task of the document with the units that are responsible for it, as printed."""

    no: str
    topic: str
    at: str
    units: tuple[str, ...]
    words: tuple[str, ...]


def slot(name: str) -> str:
    """The rule that the pack names for this desk; empty where it names none."""
    book = county_rulebook()
    return book.pack.slot(DESK, name) if book else ""


def is_open() -> bool:
    """Whether the county's pack has what the desk needs."""
    return all(map(slot, ("tasks", "unit_task", "case")))


def lines() -> list[Line]:
    return [_line(segment) for segment in _task().segments]


def lines_for(flags: Mapping[str, str]) -> list[Line]:
    """The lines that apply to a matter with these answers (yes, no)."""
    questions = _task().inputs
    given = {name: questions[name].read(name, said) for name, said in flags.items() if name in questions and said}
    return [_line(segment) for segment in _task().segments if all_hold(segment.when, given)]


def first_actor(rule_id: str) -> str:
    """The unit that takes the first step of a procedure."""
    run = find_procedure(rule_id)
    return run.procedure.steps[0].who.agencies[0]


def questions() -> Iterator[tuple[str, Input]]:
    """What has to be known of a matter to tell which lines it needs."""
    yield from _task().inputs.items()


def _line(segment: Segment) -> Line:
    at = segment.source[0].at if segment.source else ""
    return Line(segment.no, segment.topic, at, tuple(dict.fromkeys((*segment.lead, *segment.participants))),
                (*segment.lead_words, *segment.participant_words))


def _task() -> Task:
    book = county_rulebook()
    rule = book.find(slot("tasks"))[1] if book else None
    if not isinstance(rule, Task):
        raise TypeError("the slot `tasks` names no rule of the kind task")
    return rule
