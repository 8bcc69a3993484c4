"""What a case already says for its letter: addressee, matter, ground, limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agencies, agency_name
from county.cases.models import Case
from county.cases.procedures import Running, running
from county.letters.selectors import last_code
from county.letters.wording import overdue_row
from gongbao.packs.facts import document_name
from gongbao.rules.entry import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """A place of a document: as a letter writes it, and as a cite."""

    words: str = ""
    cites: tuple[dict[str, str], ...] = ()


def first_values(case: Case | None, actor: Actor, office: str) -> dict[str, Any]:
    """The form before anybody has typed; what the case does not say stays empty."""
    post = actor.posts[0].title if actor.posts else ""
    values = {"agency": office, "code": last_code(office), "signatory_post": post, "dated": business.business_today()}
    return values | (_of_case(case, office) if case else {})


def _of_case(case: Case, office: str) -> dict[str, Any]:
    due = case.due_at.astimezone(business.ZONE).date() if case.due_at else None
    to = "" if case.agency == office else agency_name(case.agency)
    return {"matter": case.title, "to": to, "due": due, "ground": ground_of(case).words, "found": _found(case),
            "rows": _overdue(case, due)} | _of_unit(case)


def _of_unit(case: Case) -> dict[str, Any]:
    return {"unit": agency_name(case.agency), "as_of": business.business_today()}


def _overdue(case: Case, due: date | None) -> str:
    """The first row of a list of overdue matters: this one, if it is."""
    days = (business.business_today() - due).days if due else 0
    return overdue_row(case.title, due, days) if due and days > 0 and case.is_open else ""


def _found(case: Case) -> str:
    return "该事项尚未办结" if case.is_open else ""


def ground_of(case: Case | None) -> Ground:
    """Where the procedure of a case stands in its document."""
    if case is None:
        return Ground()
    run = running(case)
    source = next(iter(run.procedure.source), None)
    return _written(run, source) if source else Ground()


def _written(run: Running, source: Source) -> Ground:
    document = run.system.document
    own = not source.document
    number = f"（{document.number_as_printed}）" if document.number else ""
    named = f"《{document.title}》{number}" if own else source.document
    known_as = document_name(run.system) if own else source.document
    return Ground(named + source.at, ({"document": known_as, "at": source.at},))


def units_named(words: str) -> list[str]:
    """The county's units among addressees written with 、 between them; others are not known here."""
    wanted = [one.strip() for one in words.replace("，", "、").replace(",", "、").split("、")]
    known: dict[str, set[str]] = {}
    for agency in agencies():
        for form in (agency.name, *agency.former, *agency.aliases):
            known.setdefault(form, set()).add(agency.id)
    return [next(iter(known[one])) for one in dict.fromkeys(wanted) if len(known.get(one, ())) == 1]


def notice_of_change(_person: int, last_day: date) -> str:
    """Where the notice is drafted that somebody left a body after this day. The address names nobody."""
    return reverse("letters:new", args=("change",)) + f"?from_day={last_day + timedelta(days=1)}"
