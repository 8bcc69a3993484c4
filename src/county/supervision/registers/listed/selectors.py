"""The things of a list with what the rule says of them now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from county.agencies.names import agency_name
from county.site.templatetags.county import plain_day
from county.supervision.models import Listed
from county.supervision.registers.asking import choices_of
from county.supervision.registers.listed.verdicts import VERDICTS, Verdict, mark_of, verdict_of
from county.supervision.registers.marks import Mark
from county.supervision.registers.rules import Held


@dataclass(frozen=True, slots=True)
class Row:
    """A thing of the list with the rule's verdict on it."""

    listed: Listed
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """A verdict with how many things have it."""

    code: str
    mark: Mark
    count: int


def rows_of(rule: Held) -> list[Row]:
    """Everything on the list. One query, however long it is."""
    found = Listed.objects.filter(rule=rule.id, is_off=False).order_by("township", "name")
    return [Row(one, verdict_of(rule, one.given)) for one in found]


def taken_off(rule: Held) -> list[Listed]:
    return list(Listed.objects.filter(rule=rule.id, is_off=True).order_by("-checked_at"))


def parts_of(rule: Held, rows: Iterable[Row]) -> list[Part]:
    counted = [row.verdict.code for row in rows]
    return [Part(code, mark_of(rule.checklist, code), counted.count(code)) for code in VERDICTS]


def counts() -> dict[str, int]:
    """Rule → how many things are on its list. One query."""
    return dict(Listed.objects.filter(is_off=False).order_by().values_list("rule").annotate(count=Count("pk")))


def sheet(rule: Held, rows: Iterable[Row]) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the Excel file."""
    asked = rule.rule.asked
    header = [_("名称"), _("乡镇"), _("结论"), _("缺什么"), *(one.title or name for name, one in asked.items()),
              _("说明"), _("登记日期"), _("登记人")]
    return header, [_line(rule, row) for row in rows]


def _line(rule: Held, row: Row) -> list[str]:
    one = row.listed
    said = [choices_of(question).get(one.given.get(name, ""), one.given.get(name, ""))
            for name, question in rule.rule.asked.items()]
    town = agency_name(one.township) if one.township else ""
    day = plain_day(one.checked_at.date()) if one.checked_at else ""
    return [one.name, town, row.verdict.mark.word, row.verdict.missing, *said, one.note, day, one.shown_as]
