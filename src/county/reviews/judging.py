"""What the county's rules say of ratings: grades, which are bad, when silence counts. Asked once for each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from county import business
from county.packs import county_pack, county_rulebook, rulebook_of
from county.reviews.slots import slot
from gongbao.rules.grading import Grading
from gongbao.rules.register import Register


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the pack's list: its place from the best, its word, whether it sets the loop going."""

    place: int
    word: str
    is_bad: bool


def grades() -> tuple[Grade, ...]:
    """The best first."""
    pack = county_pack()
    return _grades(pack.id) if pack else ()


def grade_at(place: int) -> Grade | None:
    return next((one for one in grades() if one.place == place), None)


def silence() -> Grade:
    """What no rating counts as. LookupError: the pack does not say."""
    pack = county_pack()
    return _silence(pack.id if pack else "")


def contents() -> tuple[tuple[str, str], ...]:
    """What a rating may say more: (number, name) of each of the pack's list."""
    pack = county_pack()
    return _contents(pack.id) if pack else ()


def silence_counts_at(finished: date) -> datetime:
    """The last moment in which a service that was finished on a day can be rated before silence counts."""
    pack = county_pack()
    last = _last_day(pack.id if pack else "", finished)
    return datetime.combine(last, time.max, business.ZONE)


@cache
def _grades(pack: str) -> tuple[Grade, ...]:
    book, rule_id = rulebook_of(pack), slot("grade")
    rule = book.find(rule_id)[1]
    if not isinstance(rule, Grading):
        raise TypeError(f"{rule_id} is no grading")
    name, question = next(iter(rule.questions().items()))
    bad = rule.grades[0]
    said = [(word, book.ask(rule_id, {name: word}).judgement.value) for word in question.choices]
    return tuple(Grade(place, word, value == bad) for place, (word, value) in enumerate(said, 1))


@cache
def _silence(pack: str) -> Grade:
    rule = rulebook_of(pack).find(slot("silence"))[1]
    word = str(rule.rows[0]["grade"]) if isinstance(rule, Register) else ""
    return next(one for one in _grades(pack) if one.word == word)


@cache
def _contents(pack: str) -> tuple[tuple[str, str], ...]:
    rule = rulebook_of(pack).find(slot("contents"))[1] if slot("contents") else None
    rows = rule.rows if isinstance(rule, Register) else ()
    return tuple((str(row["no"]), str(row["content"])) for row in rows)


@cache
def _last_day(pack: str, finished: date) -> date:
    """ValueError: the rule gives no day (the calendar ends before)."""
    rule_id = slot("default")
    value = rulebook_of(pack).ask(rule_id, {"finished": finished.isoformat()}).judgement.value
    due = value.get("due") if isinstance(value, dict) else value
    if not isinstance(due, date):
        raise ValueError(f"{rule_id} gives no last day for {finished}")
    return due


def book_ask(name: str, said: dict[str, str]) -> object:
    """What a rule of the desk's slots gives, or None where the pack names none."""
    book, rule = county_rulebook(), slot(name)
    return book.ask(rule, said).judgement.value if book and rule else None
