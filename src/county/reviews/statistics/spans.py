"""Months and days as the statistics name them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        return self.earlier(1)

    def earlier(self, months: int) -> Month:
        count = self.year * 12 + self.number - 1 - months
        return Month(count // 12, count % 12 + 1)

    @property
    def said(self) -> str:
        """2020年7月, in other languages 2020-07."""
        return _("%(year)s年%(number)s月") % {"year": self.year, "number": self.number}

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"
