"""Rows for the auditor's page, newest first, and the state of the chain. Three queries, however many rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from county.audit.models import AuditRow, Seal

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """`day`: of real time in Asia/Shanghai. `before`: only rows with a lower id, 0 for the newest."""

    day: date | None = None
    verb: str = ""
    thing: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """`older`: what the next page is asked `before`; 0 where the list ends."""

    rows: list[AuditRow]
    older: int


@dataclass(frozen=True, slots=True)
class Chain:
    """`last` is None while nothing is sealed."""

    last: Seal | None
    unsealed: int


def page_of(asked: Asked) -> Page:
    """One row more is read than shown, to know whether there are older ones."""
    found = list(_chosen(asked).order_by("-pk")[: A_PAGE + 1])
    rows = found[:A_PAGE]
    return Page(rows, rows[-1].pk if len(found) > A_PAGE else 0)


def chain() -> Chain:
    last = Seal.objects.order_by("-number").defer("leaves").first()
    return Chain(last, AuditRow.objects.filter(seal=None).count())


def _chosen(asked: Asked) -> QuerySet[AuditRow]:
    rows = AuditRow.objects.all()
    if asked.day:
        begin = timezone.make_aware(datetime.combine(asked.day, time.min))
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.thing:
        rows = rows.filter(thing_id=asked.thing)
    return rows.filter(pk__lt=asked.before) if asked.before else rows
