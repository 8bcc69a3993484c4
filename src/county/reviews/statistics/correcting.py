"""A published edition is corrected by a new version that only shows less: ratings left the counts of its month.

They leave when an appeal sets one aside, at once, and when somebody rates a service of which silence had counted, once
a day for all of a month. Both ways withdraw every number that changed (`withdrawing`).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from county import business
from county.reviews.models import Edition, Rating
from county.reviews.slots import is_open
from county.reviews.statistics import chosen, counts, keeping, tables
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import Cell
from county.reviews.statistics.withdrawing import Base, withdrawn

SET_ASIDE = "有评价经复核不予采纳，相关的数字不再显示，以前的版本仍可查看。"
REPLACED = "有按默认计入的服务后来有了本人评价，相关的数字不再显示，以前的版本仍可查看。"
"""As published, in the county's language."""
_looked: dict[str, date] = {}
"""The day on which this process looked for replaced defaults last: months of ratings are not read every minute."""


def correct(rating: Rating, at: datetime | None = None) -> Edition | None:
    """A rating was set aside: the published edition of its month is made again without the numbers that it changes.

    An edition that is not published yet is gathered again. None: there is no edition of the month. Twice is once.
    """
    moment, month = at or business.now(), Month.of(rating.day)
    with transaction.atomic():
        held = _latest(month)
        return None if held is None else _corrected(held, [rating], SET_ASIDE, moment)


def correct_replaced(now: datetime) -> int:
    """Editions of months whose defaults were replaced since they were gathered; one that became public today waits for
    tomorrow, so that a day has one version. Returns how many were corrected."""
    today = now.astimezone(business.ZONE).date()
    shown = dict[Month, datetime | None]()
    for year, number, published in Edition.objects.values_list("year", "month", "published_at"):  # the latest first
        shown.setdefault(Month(year, number), published)
    due = [month for month, published in shown.items()
           if published is None or published.astimezone(business.ZONE).date() < today]
    return sum(_correct_month(month, now) for month in due if counts.replaced(month.first, month.last).exists())


def sweep(now: datetime) -> int:
    """For the sweep: once a day."""
    today = now.astimezone(business.ZONE).date()
    if not is_open() or _looked.get("day") == today:
        return 0
    done = correct_replaced(now)
    _looked["day"] = today
    return done


def _correct_month(month: Month, now: datetime) -> int:
    with transaction.atomic():
        held = _latest(month)
        if held is None:
            return 0
        found = counts.replaced(month.first, month.last).exclude(pk__in=held.tables["kept"]["corrected"])
        left, before = list(found.select_related("unit", "item").order_by("pk")), held.digest
        return int(_corrected(held, left, REPLACED, now).digest != before)


def _latest(month: Month) -> Edition | None:
    return Edition.objects.select_for_update().filter(year=month.year, month=month.number).first()


def _corrected(held: Edition, left: Sequence[Rating], note: str, moment: datetime) -> Edition:
    """All of one kind: set aside, or replaced."""
    fresh = [one for one in left if one.pk not in held.tables["kept"]["corrected"]]
    if not fresh:
        return held
    if held.published_at is None:
        return _gathered_again(held, fresh, moment)
    document = _without(held, fresh)
    if _same(document["public"], held.tables["public"]):
        held.tables = {**held.tables, "kept": document["kept"]}
        held.save(update_fields=["tables"])
        return held
    document["public"] |= {"version": held.version + 1, "note": note}
    made = Edition.objects.create(
        year=held.year, month=held.month, version=held.version + 1, case_id=held.case_id, tables=document,
        digest=tables.digest_of(document["public"]), note=note, published_at=moment)
    keeping.record_edition(None, made, "review.correct", moment)
    return made


def _without(held: Edition, left: Sequence[Rating]) -> tables.Document:
    document: tables.Document = copy.deepcopy(held.tables)
    kept, public, keys = document["kept"], document["public"], {one.pk for one in left}
    kept["corrected"] += sorted(keys)
    kept["chosen"] = [one for one in kept["chosen"] if one not in keys]
    frame = tables.frame_of(kept["base"])
    changed = [base for one in left if (base := _base_of(one, kept["codes"]))[0] in frame.counts]
    if changed:
        _hide(public, withdrawn(frame, keeping.held_back(held), changed, tables.smallest()))
    if not all(one.is_default for one in left):
        public["set_aside"] = None if changed else public["set_aside"]
        chosen.fit(document)
    return document


def _hide(public: tables.Document, cells: Iterable[Cell]) -> None:
    hidden = {tables.cell_id(cell) for cell in cells}
    for table in public["tables"]:
        for row in table["rows"]:
            row["cells"] |= {column: None for column in row["cells"] if (table["id"], row["id"], column) in hidden}
            row |= tables.rates_of(row["cells"])
    _hide_rates(public)


def _hide_rates(public: tables.Document) -> None:
    """A ticket ended with the rating that was set aside. Rates go wherever a bad grade went, also where it only went
    to hide another: a rate that stayed would say that its unit lost none."""
    gone = {row["id"] for table in public["tables"] if table["id"] in (tables.SUM, counts.AGENCY)
            for row in table["rows"] if any(row["cells"][one] is None for one in tables.bad_columns())}
    for row in (row for table in public["rates"] for row in table["rows"] if row["id"] in gone):
        row["rate"] = None


def _base_of(rating: Rating, codes: Mapping[str, Mapping[str, str]]) -> Base:
    """By the codes of the month's gathering: a unit may have another name by now."""
    unit, item = codes[counts.UNIT].get(str(rating.unit_id), "-"), codes[counts.ITEM].get(str(rating.item_id), "")
    labels = (rating.agency, unit, item, rating.channel)
    return labels, tables.DEFAULT if rating.is_default else str(rating.grade)


def _same(document: tables.Document, other: tables.Document) -> bool:
    return all(document[name] == other[name] for name in ("tables", "set_aside", "words", "rates"))


def _gathered_again(held: Edition, left: Sequence[Rating], moment: datetime) -> Edition:
    keys = {one.pk for one in left}
    before, praised = held.tables["kept"]["chosen"], held.tables["public"]["praise"]
    held.tables = tables.document_of(Month(held.year, held.month), moment)
    held.tables["kept"]["chosen"] = [one for one in before if one not in keys]
    held.tables["public"]["praise"] = praised
    chosen.fit(held.tables)
    keeping.save(held)
    return held
