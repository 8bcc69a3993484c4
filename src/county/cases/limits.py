"""The clocks of a case: begun by a step, put off, stopped. A number of days is the rule's or the office's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Any, Literal

from county.business import ZONE
from county.cases.needs import OVER
from county.cases.says import CannotDo, bad_input, refusal_of
from gongbao.clock import Calendar, Due, moved
from gongbao.packs.rulebook import Rulebook
from gongbao.rules.inputs import BadInput, given
from gongbao.rules.judgement import Judgement
from gongbao.rules.time_limit import Extension, TimeLimit

OWN = "own"
AMBER = "R-11"
"""The reading that says from when on a limit is shown as coming near."""
Clock = dict[str, Any]
_NONE: Mapping[str, str] = {}
_END = time(23, 59, 59, 999999)


def begin(book: Rulebook, rule_id: str, data: Mapping[str, Any], since: datetime,
          settings: Mapping[str, str] = _NONE) -> Clock | None:
    """The clock that a rule starts at a moment of business; None where the rule is no limit. CannotDo: it refuses.

    `settings`: reading → the number that the county has set where the document gives none. `data` may hold, under
    `needs.OVER`, the reason for an extension beyond a maximum that holds in principle only.
    """
    rule = book.find(rule_id)[1]
    if not isinstance(rule, TimeLimit):
        return None
    set_here = {name: settings[one.setting] for name, one in rule.asked.items()
                if one.setting and one.setting in settings}
    said = _answers(rule, {**set_here, **data}, since)
    judgement = _asked(book, rule_id, said)
    over = str(data.get(OVER, "")) if rule.extension and rule.extension.soft else ""
    if judgement.outcome == "refused" and over and rule.extension:
        judgement = _beyond(book, rule_id, rule, rule.extension, said)
    if judgement.outcome == "refused":
        raise refusal_of(judgement, rule.extension.input if rule.extension else "")
    span = rule.span(_read(rule, said))
    unit = ("working_day" if span.unit == "unstated" and _due(judgement) else span.unit) if span else "day"
    clock: Clock = {"title": rule.title, "rule": rule_id, "since": since.isoformat(), "unit": unit, "said": said,
                    "soft": bool(span and span.soft) or rule.soft, "provisional": judgement.provisional}
    clock |= {OVER: over} if over else {}
    return {**clock, **until(book.context(rule_id).calendar, since, _due(judgement), unit, amber=_amber(book))}


def again(book: Rulebook, clock: Clock, data: Mapping[str, Any]) -> Clock:
    """A running clock with what is known now: a later answer (days of extension) may put it off. CannotDo: refused."""
    since = datetime.fromisoformat(clock["since"])
    rule = book.find(clock["rule"])[1]
    known = {**clock["said"], OVER: clock.get(OVER, ""), **data}
    fresh = begin(book, clock["rule"], known, since) if isinstance(rule, TimeLimit) else None
    if fresh is None or fresh["said"] == clock["said"]:
        return clock
    for paused, resumed in clock.get("pauses", ()):
        fresh = put_off(book, fresh, datetime.fromisoformat(paused), datetime.fromisoformat(resumed))
    return fresh


def own(book: Rulebook, title: str, since: datetime, last: date, until_step: str) -> Clock:
    """A limit that the office sets itself: its last day, and the step with which it is kept."""
    calendar = book.calendar
    found = until(calendar, since, last, "working_day", amber=_amber(book))
    return {"title": title, "rule": "", "since": since.isoformat(), "unit": "working_day", "said": {}, "soft": False,
            "provisional": not calendar.covers(last), "until": until_step, **found}


def printed(book: Rulebook, title: str, rule: str, since: datetime, last: date, until_step: str) -> Clock:
    """A day that a document prints: it does not move for weekends and counts from the day the case begins."""
    found = until(book.calendar, since, last, "day", amber=_amber(book))
    return {"title": title, "rule": rule, "since": since.isoformat(), "unit": "day", "said": {}, "soft": False,
            "provisional": False, "until": until_step, **found}


def put_off(book: Rulebook, clock: Clock, since: datetime, at: datetime) -> Clock:
    """The clock after a suspension from `since` to `at`; one that was late already stays as it is."""
    if not clock["due"]:
        return clock
    due, unit = datetime.fromisoformat(clock["due"]), clock["unit"]
    if since > due:
        return clock
    if unit == "hour":
        later: date = moved(Due(_naive(due), provisional=False), _naive(since), _naive(at), "hour", book.calendar).at
    else:
        counted: Literal["day", "working_day"] = "working_day" if unit == "working_day" else "day"
        later = moved(Due(due.astimezone(ZONE).date(), provisional=False), _day(since), _day(at), counted,
                      book.calendar).at
    pauses = [*clock.get("pauses", ()), [since.isoformat(), at.isoformat()]]
    found = until(book.calendar, datetime.fromisoformat(clock["since"]), later, unit, amber=_amber(book))
    return {**clock, **found, "pauses": pauses}


def later_by(book: Rulebook, clock: Clock, last: date) -> Clock:
    """An own limit put off to another last day. CannotDo: the day is not later."""
    if clock["due"] and last <= _day(datetime.fromisoformat(clock["due"])):
        from django.utils.translation import gettext as _

        raise CannotDo(_("延期后的最后一天要晚于现在的最后一天，请改日期。"), "last")
    found = until(book.calendar, datetime.fromisoformat(clock["since"]), last, "working_day", amber=_amber(book))
    return {**clock, **found}


def until(calendar: Calendar, since: datetime, due: date | None, unit: str, *, amber: str) -> Clock:
    """Due and amber moments. A day lasts to its end."""
    if due is None:
        return {"due": None, "amber": None}
    last = due.replace(tzinfo=ZONE) if isinstance(due, datetime) else datetime.combine(due, _END, ZONE)
    near = _near(calendar, since.astimezone(ZONE), last, unit) if amber == "fifth" else _morning(last.date())
    return {"due": last.isoformat(), "amber": near.isoformat() if since < near < last else None}


def _near(calendar: Calendar, since: datetime, last: datetime, unit: str) -> datetime:
    """When four fifths of the time are used: the morning of that day, or the moment."""
    if unit == "hour":
        return since + (last - since) * 4 / 5
    first, end = since.date(), last.date()
    if unit == "working_day":
        used = ceil(max(0, calendar.count(first, end)) * 4 / 5)
        return _morning(calendar.add(first, used))
    return _morning(first + timedelta(days=ceil((end - first).days * 4 / 5)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)


def _answers(rule: TimeLimit, data: Mapping[str, Any], since: datetime) -> dict[str, str]:
    """What the case knows of the rule's questions; its start is the step's own moment where nobody typed another."""
    said = {name: str(data[name]) for name in rule.asked if data.get(name) not in (None, "") and name != rule.done}
    for name in rule.starts():
        moment = rule.asked[name].type == "moment"
        local = since.astimezone(ZONE)
        said.setdefault(name, local.strftime("%Y-%m-%d %H:%M:%S") if moment else local.date().isoformat())
    return said


def _asked(book: Rulebook, rule_id: str, said: Mapping[str, str]) -> Judgement:
    try:
        return book.ask(rule_id, said).judgement
    except BadInput as wrong:
        raise bad_input(wrong) from wrong


def _beyond(book: Rulebook, rule_id: str, rule: TimeLimit, stated: Extension, said: Mapping[str, str]) -> Judgement:
    """What the rule gives where more than its maximum in principle is granted, with a reason that the case keeps."""
    values = _read(rule, said)
    wide = stated.model_copy(update={"most": Decimal(values.get(stated.input, 0))})
    wider = rule.model_copy(update={"extension": wide})
    return wider.decide(values, book.context(rule_id))


def _read(rule: TimeLimit, said: Mapping[str, str]) -> dict[str, Any]:
    return given(rule.asked, said)


def _due(judgement: Judgement) -> date | None:
    value = judgement.value
    if isinstance(value, dict):
        value = value.get("due")
    return value if isinstance(value, date) else None


def _amber(book: Rulebook) -> str:
    return book.option(AMBER)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(ZONE).replace(tzinfo=None)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
