"""Entries of year-end sheets that rest on what was recorded beside the ledger: places, urgings, sheets, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from county import business
from county.cases.procedures import running
from county.offers import YearEndEntry
from county.site.templatetags.county import plain_day
from county.supervision.matters.ledger import Wanted, narrowed
from county.supervision.models import Decision, Interview, LowEfficiency, Placing, Quarter, SelfCheck, Urging
from county.supervision.plans import Plan
from county.supervision.sheets import achievements
from county.supervision.sheets.checked import asked, checked_plans, last_day, year_of
from county.supervision.sheets.deciding import kinds
from county.supervision.sheets.marks import days_late, mark_of
from county.supervision.sheets.years import document_of_rule, span, unit_page
from county.supervision.slots import slot

Entry = tuple[str, YearEndEntry]
Units = Sequence[str]


def placings(agencies: Units, year: int) -> Iterator[Entry]:
    """Places in the quarters that are settled."""
    held = Placing.objects.filter(agency__in=agencies, quarter__year=year, quarter__frozen_at__isnull=False)
    for one in held.select_related("quarter").order_by("quarter__quarter"):
        note = _("列入末位") if one.is_last else ""
        yield one.agency, YearEndEntry(_document("ranking"), _quarter(one.quarter.quarter),
                                       _("第 %(n)s 名") % {"n": one.rank}, note, _of_quarter(one.quarter))


def interviews(agencies: Units, year: int) -> Iterator[Entry]:
    """Interviews and what else followed from the places, with how far they are."""
    held = Interview.objects.filter(agency__in=agencies, quarter__year=year).select_related("quarter", "case")
    for one in held.order_by("quarter__quarter", "step"):
        run = running(one.case)
        yield one.agency, YearEndEntry(_document("ladder"), run.procedure.title, run.procedure.title_of(one.case.state),
                                       _quarter(one.quarter.quarter), _of_quarter(one.quarter))


def findings(agencies: Units, year: int) -> Iterator[Entry]:
    """Whether a unit was found to be of low efficiency."""
    for one in LowEfficiency.objects.filter(agency__in=agencies, quarter__year=year).select_related("quarter"):
        value = _("认定") if one.found else _("没有认定")
        yield one.agency, YearEndEntry(_document("ladder"), _("低效能"), value,
                                       f"{_quarter(one.quarter.quarter)}；{one.ground}", _of_quarter(one.quarter))


def urgings(agencies: Units, year: int) -> Iterator[Entry]:
    """How often a unit was urged, by document."""
    first, after = span(year)
    counted: dict[tuple[str, str], int] = {}
    held = Urging.objects.filter(agency__in=agencies, business_at__gte=first, business_at__lt=after)
    for agency, source in held.order_by("business_at", "pk").values_list("agency", "case__source"):
        document = document_of_rule(source.partition("#")[0] or slot("matter") or slot("duty"))
        counted[agency, document] = counted.get((agency, document), 0) + 1
    for (agency, document), count in counted.items():
        yield agency, YearEndEntry(document, _("收到催办"), _("%(n)s 次") % {"n": count}, "", unit_page(agency))


def self_checks(agencies: Units, year: int) -> Iterator[Entry]:
    """When a unit sent its self-check; that it did not, only where the county runs the plan and the day is over."""
    for plan in checked_plans():
        if year_of(plan) == year:
            yield from _of_plan(plan, agencies)


def _of_plan(plan: Plan, agencies: Units) -> Iterator[Entry]:
    last, today = last_day(plan), business.business_today()
    held = SelfCheck.objects.filter(plan=plan.rule, year=year_of(plan), agency__in=agencies, sent_at__isnull=False)
    sent = {one.agency: one.sent_at for one in held}
    runs = bool(last and today > last) and narrowed(Wanted(plan=plan.rule)).exists()
    for agency in asked(plan):
        when = sent.get(agency)
        if agency in agencies and (when or runs):
            value = plain_day(when.astimezone(business.ZONE).date()) if when else mark_of(None, last, today).word
            late = mark_of(when, last, today).word if when and days_late(when, last) else ""
            yield agency, YearEndEntry(plan.document, _("自查评估表"), value, late, _sheet_of(plan, agency, bool(when)))


def held_up(agencies: Units, year: int) -> Iterator[Entry]:
    """Achievements proposed and counted, with what the rule says of the count."""
    if not slot("achievement"):
        return
    counted: dict[str, list[bool]] = {}
    for case in achievements.of_year(year):
        if case.agency in agencies:
            counted.setdefault(case.agency, []).append(achievements.is_counted(case))
    for agency, several in counted.items():
        said = achievements.verdict(sum(several))
        value = _("申报 %(count)s 项，计入 %(counted)s 项") % {"count": len(several), "counted": sum(several)}
        yield agency, YearEndEntry(_document("achievement"), _("亮点工作"), value, said.word if said else "",
                                   f"{reverse('supervision:achievements')}?year={year}")


def decided(agencies: Units, year: int) -> Iterator[Entry]:
    """Rewards and consequences, one entry each; a revoked one says so."""
    names = {one.no: one for one in kinds()}
    for one in Decision.objects.filter(agency__in=agencies, decided_on__year=year).order_by("decided_on", "pk"):
        kind = names.get(one.row)
        note = _("已撤销：%(why)s") % {"why": one.void_reason} if one.voided_at else one.reason
        value = f"{plain_day(one.decided_on)} {one.decided_by}"
        yield one.agency, YearEndEntry(document_of_rule(one.rule), kind.title if kind else one.row, value,
                                       "；".join(filter(None, (one.post, note))),
                                       f"{reverse('supervision:decisions')}?agency={one.agency}",
                                       kind.at if kind else "")


def _document(name: str) -> str:
    return document_of_rule(slot(name) or slot("ranking") or slot("duty"))


def _quarter(number: int) -> str:
    return _("第 %(n)s 季度预评") % {"n": number}


def _sheet_of(plan: Plan, agency: str, was_sent: bool) -> str:
    """The sheet, or the list where there is none to be read."""
    listed = f"{reverse('supervision:self-checks')}?plan={plan.rule}"
    return reverse("supervision:self-check", args=(*plan.rule.split("/"), agency)) if was_sent else listed


def _of_quarter(held: Quarter) -> str:
    return reverse("supervision:quarter", args=(held.year, held.quarter))


PARTS: tuple[Callable[[Units, int], Iterator[Entry]], ...] = (
    placings, interviews, findings, urgings, self_checks, held_up, decided)
