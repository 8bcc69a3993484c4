"""What a desk adds to the steps of its own cases, without the mechanism knowing the desk.

A desk says in its `apps.py` what it checks before a step is written (`offer_check`), which steps pages leave out
because nobody could take them (`offer_choice`), what else follows from a step (`offer_after`) or from a move to another
unit (`offer_moved`), from whom a case is kept (`offer_sight`), and which numbers the county has set where a document
gives none (`offer_settings`). What concerns a step runs on the locked case, in the same transaction; a CannotDo from
any of it leaves nothing written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from county.accounts.actor import Actor
from gongbao.rules.procedure import Step as ProcedureStep

if TYPE_CHECKING:
    from county.cases.models import Case, Step
    from county.cases.writing import Work

Data = Mapping[str, str]
Check = Callable[["Work", ProcedureStep, Data, Actor], None]
After = Callable[["Work", ProcedureStep, "Step", Actor], None]
Settings = Callable[[], Mapping[str, str]]
_checks: dict[str, list[Check]] = {}
_choices: dict[str, list[Callable[[Case, ProcedureStep], bool]]] = {}
_afters: dict[str, list[After]] = {}
_moved: dict[str, list[Callable[[Work], None]]] = {}
_hides: dict[str, list[Callable[[Case, Actor], bool]]] = {}
_settings: list[Settings] = []


def offer_check(desk: str, check: Check) -> None:
    """`check(work, step, data, actor)`: raises CannotDo where a step of a case of this desk cannot be taken now."""
    _checks.setdefault(desk, []).append(check)


def offer_choice(desk: str, fits: Callable[[Case, ProcedureStep], bool]) -> None:
    """`fits(case, step)`: False for a step that the desk's own checks refuse to everybody as the case stands."""
    _choices.setdefault(desk, []).append(fits)


def offer_after(desk: str, act: After) -> None:
    """`act(work, step, made, actor)`: what follows from a step of a case of this desk."""
    _afters.setdefault(desk, []).append(act)


def offer_moved(desk: str, act: Callable[[Work], None]) -> None:
    """`act(work)`: what follows when a case of this desk has gone to another unit."""
    _moved.setdefault(desk, []).append(act)


def offer_sight(desk: str, hides: Callable[[Case, Actor], bool]) -> None:
    """`hides(case, actor)`: whether a case of this desk is kept from somebody who could read it otherwise."""
    _hides.setdefault(desk, []).append(hides)


def offer_settings(look_up: Settings) -> None:
    """`look_up()`: reading → the number that the county has set; a clock that begins takes it, a running one stays."""
    _settings.append(look_up)


def check_step(work: Work, step: ProcedureStep, data: Data, actor: Actor) -> None:
    """CannotDo: the desk of the case refuses."""
    for check in _checks.get(work.case.desk, ()):
        check(work, step, data, actor)


def is_offered(case: Case, step: ProcedureStep) -> bool:
    """Whether a page offers the step to those who may take it; the check itself comes with the step."""
    return all(fits(case, step) for fits in _choices.get(case.desk, ()))


def after_step(work: Work, step: ProcedureStep, made: Step, actor: Actor) -> None:
    for act in _afters.get(work.case.desk, ()):
        act(work, step, made, actor)


def after_move(work: Work) -> None:
    for act in _moved.get(work.case.desk, ()):
        act(work)


def is_hidden(case: Case, actor: Actor) -> bool:
    return any(hides(case, actor) for hides in _hides.get(case.desk, ()))


def settings() -> dict[str, str]:
    """Every number that the county has set, by the reading that asks for it."""
    return {reading: said for look_up in _settings for reading, said in look_up().items()}
