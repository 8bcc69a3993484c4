"""What the steps of the county's procedures mean for the desk: the pack marks them, no step is known by its name."""

from __future__ import annotations

from county.cases import acts
from county.cases.models import Case
from county.cases.procedures import Running, running
from gongbao.rules.procedure import Step

TRANSFERS, ASKS_EXTENSION, RECTIFIED, CALLED_BACK = "transfers", "asks_extension", "rectified", "called_back"
CLOSES, CLOSES_ANONYMOUS, SET_ASIDE = "closes", "closes_anonymous", "set_aside"
ACCEPTS, OUT_OF_TIME, UPHELD, TOLD, EVIDENCE = "accepts", "out_of_time", "upheld", "told", "evidence"


def marked(case: Case, mark: str) -> Step | None:
    """The step with a mark that the case could take from where it stands."""
    return next((one for one in running(case).steps_from(case.state) if mark in one.marks), None)


def marks_of(case: Case) -> frozenset[str]:
    """The marks of every step that the case took."""
    run = running(case)
    codes = case.steps.filter(act=acts.TAKE).values_list("step", flat=True)
    return frozenset(mark for code in codes if (step := run.step(code)) for mark in step.marks)


def clocks_ended_by(run: Running, mark: str) -> list[str]:
    """The clocks that steps with a mark end."""
    return sorted({run.rule_id_of(key) for step in run.procedure.steps if mark in step.marks for key in step.stops})
