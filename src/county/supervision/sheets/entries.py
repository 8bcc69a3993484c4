"""What the desk has on record of units for a year, as entries of their year-end sheets. Many units cost no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from county.cases.models import Case, Concern
from county.offers import YearEndEntry
from county.supervision.matters import ledger, rates, rows
from county.supervision.models import Progress
from county.supervision.plans import plans
from county.supervision.sheets import recorded
from county.supervision.sheets.years import document_of_rule, span, unit_page
from county.supervision.slots import slot

Entry = tuple[str, YearEndEntry]
Units = Sequence[str]
QUARTERS = (1, 2, 3, 4)


def entries_of(agency: str, year: int) -> list[YearEndEntry]:
    return entries_by_unit([agency], year)[agency]


def entries_by_unit(agencies: Units, year: int) -> dict[str, list[YearEndEntry]]:
    """Unit → its entries. The number of queries does not grow with the units."""
    found: dict[str, list[YearEndEntry]] = {one: [] for one in agencies}
    for part in (led, joined, carried_out, kept_in_quarters, *recorded.PARTS):
        for agency, entry in part(agencies, year):
            if agency in found:
                found[agency].append(entry)
    return found


def led(agencies: Units, year: int) -> Iterator[Entry]:
    """Tasks and matters that lie with a unit, as the ledger counts them."""
    kept = _kept(agencies, year)
    for name, document in _documents():
        counted = ledger.by_unit(_in_year(ledger.Wanted(document=name), year).filter(agency__in=agencies))
        for agency, parts in counted.items():
            value = _("%(count)s 件：办结 %(done)s，逾期 %(late)s，其余 %(rest)s") % {
                "count": sum(parts.values()), "done": parts[ledger.DONE], "late": parts[ledger.LATE],
                "rest": sum(parts.values()) - parts[ledger.DONE] - parts[ledger.LATE]}
            on_time, behind = kept.get((agency, name), (0, 0))
            note = _("办结的里按时 %(on_time)s 件，迟 %(late)s 件") % {"on_time": on_time, "late": behind}
            yield agency, YearEndEntry(document, _("牵头的任务"), value, note if on_time or behind else "",
                                       _list(ledger.Wanted(lead=agency, document=name)))


def joined(agencies: Units, year: int) -> Iterator[Entry]:
    """Tasks and matters that a unit takes part in."""
    for name, document in _documents():
        cases = _in_year(ledger.Wanted(document=name), year)
        parts = Concern.objects.filter(joined=True, who__in=agencies, case__in=cases.values("pk"))
        counted = parts.order_by().values("who").annotate(count=Count("pk"), done=Count("pk", filter=~Q(done_at=None)))
        for row in counted:
            value = _("%(count)s 件，自己的部分办完 %(done)s") % {"count": row["count"], "done": row["done"]}
            yield row["who"], YearEndEntry(document, _("参加的任务"), value, "",
                                           _list(ledger.Wanted(joins=row["who"], document=name)))


def carried_out(agencies: Units, year: int) -> Iterator[Entry]:
    """What units reported that carry tasks out without leading them: the latest word on each task counts."""
    first, after = span(year)
    said = Progress.objects.filter(agency__in=agencies, business_at__gte=first, business_at__lt=after)
    latest: dict[tuple[str, str], dict[object, bool]] = {}
    for agency, case, source, done in said.order_by("business_at", "pk").values_list(
            "agency", "case_id", "case__source", "is_done"):
        latest.setdefault((agency, source.partition("/")[0]), {})[case] = done
    names = dict(_documents())
    for (agency, system), cases in latest.items():
        value = _("填报 %(count)s 件，已落实 %(done)s") % {"count": len(cases), "done": sum(cases.values())}
        yield agency, YearEndEntry(names.get(system, names[ledger.OWN]), _("落实的任务"), value, "", unit_page(agency))


def kept_in_quarters(agencies: Units, year: int) -> Iterator[Entry]:
    """Limits kept in time, quarter by quarter: for information, no ranking rests on it."""
    if not slot("on_time_rate"):
        return
    document = document_of_rule(slot("on_time_rate"))
    for quarter in QUARTERS:
        for agency, rate in rates.on_time(year, quarter).items():
            if agency in agencies:
                value = _("到期 %(due)s 件，按时 %(kept)s") % {"due": rate.due, "kept": rate.on_time}
                yield agency, YearEndEntry(document, _("第 %(n)s 季度的时限") % {"n": quarter}, value,
                                           f"{rate.said}%" if rate.said != rates.EMPTY else "", unit_page(agency))


def _in_year(wanted: ledger.Wanted, year: int) -> QuerySet[Case]:
    """What ran in a year: begun before its end, and not closed before its beginning."""
    first, after = span(year)
    return ledger.narrowed(wanted).filter(Q(is_open=True) | Q(closed_at__gte=first), opened_at__lt=after)


def _kept(agencies: Units, year: int) -> dict[tuple[str, str], tuple[int, int]]:
    """(unit, document) → how many of its closed cases kept every limit, and how many did not. One query."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    closed = _in_year(ledger.Wanted(lamp=ledger.DONE), year).filter(agency__in=agencies)
    for case in closed.only("agency", "source", "clocks"):
        ended = rows.kept_of(case)
        if ended:
            key = case.agency, case.source.partition("/")[0] or ledger.OWN
            good, bad = found.get(key, (0, 0))
            late = any(one.days_late for one in ended)
            found[key] = (good + (not late), bad + late)
    return found


def _documents() -> list[tuple[str, str]]:
    """What the ledger's filter calls a document, and its number; matters of their own rest on the rule for matters."""
    named = {plan.system: plan.document for plan in plans()}
    return [*named.items(), (ledger.OWN, document_of_rule(slot("matter") or slot("duty")))]


def _list(wanted: ledger.Wanted) -> str:
    return f"{reverse('supervision:matters')}?{wanted.query}"
