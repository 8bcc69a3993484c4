"""Every procedure of the packs runs from its first state to its ends, by those whom it names and by nobody else."""

from __future__ import annotations

import pytest

from county.cases import services
from county.cases.may import may
from county.cases.procedures import county_procedures
from county.cases.refold import refold
from county.files import Kept
from gongbao.rules.procedure import Procedure

from .walking import actor_with, answer, post_for, routes, strangers

pytestmark = pytest.mark.database
PROCEDURES = {run.rule_id: run for run in county_procedures()}
PAPER = Kept("材料.pdf", "application/pdf", 10, "0" * 64)


def lead_and_partner(run):
    units = [one.id for one in run.book.pack.agencies if one.kind == "department"]
    named = [one for step in run.procedure.steps for one in step.who.agencies]
    lead = next((one for one in units if one not in named), units[0])
    return lead, next(one for one in units if one != lead and one not in named)


@pytest.mark.parametrize("rule_id", PROCEDURES)
def test_a_procedure_runs_to_its_ends_by_those_it_names(db, rule_id):
    run = PROCEDURES[rule_id]
    assert isinstance(run.procedure, Procedure)
    lead, partner = lead_and_partner(run)
    starter = actor_with(lead, "负责人", "head")
    for way in routes(run):
        case = services.open_case(actor=starter, procedure=rule_id, title="走一遍", agency=lead).case
        services.join(actor=starter, case=case.pk, agency=partner, part="自己的部分")
        for step in way:
            _take(run, case, step, lead, partner)
        case.refresh_from_db()
        assert case.state == way[-1].to
        assert not case.is_open
        assert case.due_at is None
    assert list(refold()) == []


def _take(run, case, step, lead, partner):
    case.refresh_from_db()
    for stranger in strangers(step, run, lead, partner):
        refusal = may(stranger, step, case, run, [partner])
        assert step.who.relation == "anyone" or not refusal, (step.id, stranger)
        if not refusal:
            assert f"“{step.title}”由" in refusal.says
    actor = actor_with(*post_for(step, run, lead, partner))
    clocks = tuple(one["rule"] for one in case.clocks["running"].values())
    given = {need.id: answer(need, step, run, clocks) for need in step.needs if need.form != "file"}
    files = {need.id: [PAPER] for need in step.needs if need.form == "file"}
    services.take(actor=actor, case=case.pk, step=step.id, given=given, files=files, seen=case.seq)
