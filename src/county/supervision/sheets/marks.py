"""How a sheet stands, as a lamp of its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from county import business


@dataclass(frozen=True, slots=True)
class Mark:
    """As the lamp of a case: `kind` chooses the colour, `mark` is its shape, `word` says it."""

    kind: str
    mark: str
    word: str


def days_late(sent: datetime, last: date | None) -> int:
    """By how many days; the last day itself is in time."""
    return max(0, (sent.astimezone(business.ZONE).date() - last).days) if last else 0


def mark_of(sent: datetime | None, last: date | None, today: date) -> Mark:
    if sent:
        late = days_late(sent, last)
        return Mark("late", "▲", _("迟 %(n)s 天") % {"n": late}) if late else Mark("done", "✓", _("已报送"))
    if last and today > last:
        return Mark("late", "▲", _("逾期未报"))
    if last == today:
        return Mark("near", "◐", _("今天到期，未报"))
    return Mark("none", "–", _("未报"))
