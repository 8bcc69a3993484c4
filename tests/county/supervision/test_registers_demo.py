"""The registers of the demo county: what is there when it opens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from county.cases.models import Case
from county.supervision.models import FarmlandArea, Figure, Listed, Plot, PlotRequest
from county.supervision.registers.farmland.classes import classes
from county.supervision.registers.figures.selectors import blocks, measured
from county.supervision.registers.happened import happenings
from county.supervision.registers.rules import checklists
from county.supervision.registers.units import townships

pytestmark = pytest.mark.database


@pytest.fixture
def happened(db):
    for _moment, act in sorted(happenings(), key=lambda one: one[0]):
        act()


def test_the_demo_has_plots_at_every_sort_of_stage_and_both_answers(happened, enter):
    states = list(Plot.objects.values_list("case__state", flat=True))
    assert (len(states), len(set(states))) == (6, 6)
    assert sorted(PlotRequest.objects.values_list("allowed", flat=True)) == [False, True]
    assert Case.objects.filter(topic="land_use_change").count() == 2
    assert FarmlandArea.objects.count() == len(townships()) * len(classes())
    assert Listed.objects.filter(rule=checklists()[0].id).count() == 5
    assert not Figure.objects.filter(is_current=False).exists()
    verdicts = {row.result.verdict for block in blocks(measured()) for row in block.rows}
    assert {"met", "not_met", "no_data"} <= verdicts
    assert all(row.figures or row.result.verdict == "no_data" for block in blocks(measured()) for row in block.rows)
    client = enter("supervisor", "supervision-office")
    for name in ("registers", "plots", "changes", "farmland", "figures"):
        assert client.get(reverse(f"supervision:{name}")).status_code == 200
