"""Which registers the county keeps, with how much stands in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.accounts.may import require
from county.cases.models import Case
from county.supervision.models import FarmlandArea, Figure, Plot
from county.supervision.registers.figures.selectors import measured
from county.supervision.registers.guard import of_slots
from county.supervision.registers.listed.selectors import counts
from county.supervision.registers.rules import Held, checklists, of_slot
from county.supervision.registers.units import townships
from county.supervision.slots import slot


@dataclass(frozen=True, slots=True)
class Door:
    """A register: what it is called, where it is, how much stands there, what it rests on."""

    title: str
    href: str
    says: str
    rule: Held | None


@of_slots("plot", "land_use_change", "farmland", "registers", "targets", "rates")
@require_safe
@require("read_unit")
def registers(request: HttpRequest) -> HttpResponse:
    """Every register with its count and its door."""
    return render(request, "supervision/registers/registers.html", {"doors": list(doors())})


def doors() -> Iterator[Door]:
    """Those whose slots the pack fills. One query for each sort of register."""
    if slot("plot"):
        yield Door(_("地块"), reverse("supervision:plots"), _("%(count)s 个地块") % {"count": Plot.objects.count()},
                   of_slot("plot"))
    if slot("land_use_change"):
        count = Case.objects.filter(procedure=slot("land_use_change")).count()
        yield Door(_("用途变更"), reverse("supervision:changes"), _("%(count)s 件") % {"count": count},
                   of_slot("land_use_change"))
    if slot("farmland"):
        reported = FarmlandArea.objects.values("township").distinct().count()
        yield Door(_("耕地类别"), reverse("supervision:farmland"), _("%(all)s 个乡镇报了 %(count)s 个") % {
            "all": len(townships()), "count": reported}, of_slot("farmland"))
    yield from _lists()
    rules = measured()
    if rules:
        reported = Figure.objects.filter(is_current=True).values("rule", "row").distinct().count()
        says = _("报了数的 %(count)s 项") % {"count": reported}
        yield Door(_("指标和比率"), reverse("supervision:figures"), says, None)


def _lists() -> Iterator[Door]:
    lists = checklists()
    held = counts() if lists else {}
    for one in lists:
        yield Door(one.rule.title, reverse("supervision:listing", args=tuple(one.id.split("/"))),
                   _("%(count)s 个") % {"count": held.get(one.id, 0)}, one)
