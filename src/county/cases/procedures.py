"""The procedures that cases run, from the packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from county.cases.models import Case
from county.cases.says import CannotDo
from county.packs import county_rulebook, rulebook_of
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.rules.inputs import BadInput, Input
from gongbao.rules.procedure import Need, Procedure, Step
from gongbao.rules.time_limit import TimeLimit


@dataclass(frozen=True)
class Running:
    """A procedure in its pack. `rule_id` is system/key."""

    book: Rulebook
    system: System
    rule_id: str
    procedure: Procedure

    @property
    def first(self) -> str:
        return self.procedure.states[0].id

    @property
    def key(self) -> str:
        """The rule's key within its system."""
        return self.rule_id.partition("/")[2]

    def ends(self, state: str) -> bool:
        return any(one.id == state and one.ends for one in self.procedure.states)

    def step(self, code: str) -> Step | None:
        return next((one for one in self.procedure.steps if one.id == code), None)

    def steps_from(self, state: str) -> list[Step]:
        return [one for one in self.procedure.steps if state in one.origin]

    def rule_id_of(self, key: str) -> str:
        """A rule of the same system."""
        return f"{self.system.id}/{key}"

    def question_for(self, step: Step, need: Need, clocks: tuple[str, ...]) -> Input | None:
        """How the rules whose clock this step starts, or that run, ask for a need: its type, bounds and choices."""
        for rule_id in (*map(self.rule_id_of, step.starts), *clocks):
            rule = self.book.find(rule_id)[1] if rule_id else None
            if isinstance(rule, TimeLimit) and need.id in rule.asked and need.id != rule.done:
                return rule.asked[need.id]
        return None

    def consequence(self, clock: Mapping[str, Any]) -> str:
        """What the document says follows where a limit passes: the words of the steps that would have ended it."""
        key, until = clock["rule"].partition("/")[2], clock.get("until")
        ending = [one for one in self.procedure.steps if (one.id == until if until else key in one.stops)]
        return "；".join(dict.fromkeys(one.on_breach for one in ending if one.on_breach))


def running(case: Case) -> Running:
    """The procedure of a case, in the case's own pack."""
    return procedure_of(case.pack, case.procedure)


@cache
def procedure_of(pack: str, rule_id: str) -> Running:
    """BadInput: the pack has no such rule. TypeError: it is no procedure."""
    book = rulebook_of(pack)
    system, rule = book.find(rule_id)
    if not isinstance(rule, Procedure):
        raise TypeError(f"{rule_id} is a {rule.kind}, not a procedure")
    return Running(book, system, rule_id, rule)


def county_procedures() -> Iterator[Running]:
    """Every procedure of the county, in the gazette's order."""
    book = county_rulebook()
    for rule_id, _system, rule in book.rules() if book else ():
        if isinstance(rule, Procedure):
            yield procedure_of(book.pack.id, rule_id)  # type: ignore[union-attr]


def find_procedure(rule_id: str) -> Running:
    """A procedure of the county by its id. CannotDo: there is none."""
    book = county_rulebook()
    try:
        if book is not None:
            return procedure_of(book.pack.id, rule_id)
    except (BadInput, TypeError):
        pass
    raise CannotDo(_("本县的数据包没有“%(rule)s”这个程序，请从程序列表里选。") % {"rule": rule_id[:60]})
