"""How often a body must meet: the frequency of the document, asked with the meetings held in the running period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from county.agencies.bodies import BodyOf
from county.agencies.models import Meeting
from gongbao.rules.cadence import Cadence
from gongbao.rules.inputs import BadInput

MEETING_WORDS = ("会议", "例会", "会商")
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Often:
    """A required frequency. `met` None: this cannot be counted, the document's words stand (`words`). `by`: the next
    printed day. `start`–`end`: the period counted, both included."""

    key: str
    title: str
    words: str
    required: int | None = None
    done: int = 0
    met: bool | None = None
    start: date | None = None
    end: date | None = None
    by: date | None = None

    @property
    def missing(self) -> int:
        return max((self.required or 0) - self.done, 0)


def meeting_rules(body: BodyOf) -> list[tuple[str, Cadence]]:
    """(key, rule) of every frequency of the same document that is about meetings, or about this body."""
    wanted = (*MEETING_WORDS, body.rule.name)
    return [(key, rule) for key, rule in body.system.rules.items()
            if isinstance(rule, Cadence) and any(word in rule.title for word in wanted)]


def how_often(body: BodyOf, meetings: Iterable[Meeting], today: date) -> list[Often]:
    held = [(one.kind, one.held_on) for one in meetings]
    return [_asked(body, key, rule, held, today) for key, rule in meeting_rules(body)]


def period_of(per: str, today: date) -> tuple[date, date] | None:
    """The calendar period that holds a day, both ends included; None for a period that no calendar names."""
    if per == "day":
        return today, today
    if per == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if per not in MONTHS:
        return None
    length = MONTHS[per]
    month = (today.month - 1) // length * length + 1
    after = date(today.year + (month + length > 12), (month + length - 1) % 12 + 1, 1)
    return date(today.year, month, 1), after - timedelta(days=1)


def _asked(body: BodyOf, key: str, rule: Cadence, held: list[tuple[str, date]], today: date) -> Often:
    words = "；".join(dict.fromkeys(filter(None, (rule.occasion, *(one.quote for one in rule.source), rule.note))))
    period = None if rule.each or rule.every else period_of(rule.per, today)
    try:
        if rule.by:
            answer = body.book.ask(f"{body.system.id}/{key}", {"on": today.isoformat()}).judgement.value
            return Often(key, rule.title, words, by=answer if isinstance(answer, date) else None)
        if period is None or rule.occasion:
            return Often(key, rule.title, words)
        done = sum(kind == key and period[0] <= day <= min(period[1], today) for kind, day in held)
        answer = body.book.ask(f"{body.system.id}/{key}", {"done": str(done)}).judgement.value
    except BadInput:
        return Often(key, rule.title, words)
    if not isinstance(answer, dict):
        return Often(key, rule.title, words)
    return Often(key, rule.title, words, int(str(answer["required"])), done, bool(answer["met"]), *period)
