"""What desks offer one another without knowing one another: a desk says in its `apps.py` what it can look up.

demo_events: what a desk lets happen in the demo county, through its own services, in the order of their numbers.
nav: a desk's door in the masthead. panels: what a desk shows on the page of a case. passages: from places (number,
locator) to the text that is held there. rules: from a document's number to the rules that rest on its places.
kept: which cases lists and notices keep from somebody. year_end: what a desk has on record of a unit's year, document
by document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """The text of a place as imported, and the path of its place on the document's page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RestingRule:
    """A rule that rests on a place: where it stands, what it is called, its page."""

    at: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class NavLink:
    """A desk's door in the masthead; `verb` says who sees it (`county.accounts.may`)."""

    title: str
    href: str
    verb: str


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of a panel: what, where it leads, a word beside it."""

    title: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a desk shows on the page of a case; `new`: what can be begun from there. `empty`: what an empty one says."""

    title: str
    lines: tuple[PanelLine, ...]
    empty: str
    new: tuple[PanelLine, ...] = ()


@dataclass(frozen=True, slots=True)
class YearEndEntry:
    """What is on record of a unit for a year: of which document (its number), what, the value in words, where it is
    recorded. `at`: the place in the document that it rests on. A record, never a score."""

    document: str
    title: str
    value: str
    note: str = ""
    href: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ReadObligation:
    """What a held document asks for at a place, as it was read, before anybody made a matter of it.

    `at` tells it apart within its document. `title`: the heading that it stands under. `text`: as imported. `lead`,
    `participants`: units of the county; `unknown`: names that the county's pack does not know. `due`: a printed day;
    `phrase`: days, limits and numbers in the words of the document. `href`: its place on the document's page.
    """

    at: str
    text: str
    lead: tuple[str, ...]
    participants: tuple[str, ...]
    due: date | None
    phrase: str
    href: str
    title: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A held document and how many obligations were read in it."""

    address: str
    title: str
    issued: date | None
    count: int


PanelOf = Callable[[Any, Any], Panel | None]
YearEndOf = Callable[[str, int], list[YearEndEntry]]
YearEndByUnit = Callable[[Sequence[str], int], Mapping[str, Iterable[YearEndEntry]]]
DemoEvents = Callable[[], None]
Passages = Callable[[Iterable[Place]], Mapping[Place, HeldPassage]]
Rules = Callable[[str], list[RestingRule]]
_passages: list[Passages] = []
_rules: list[Rules] = []
_demo_events: list[tuple[int, DemoEvents]] = []
_panels: list[PanelOf] = []
_kept: list[Callable[[Any], Any]] = []
_sweeps: list[Callable[[datetime], int]] = []
_home: list[Callable[[], NavLink | None]] = []
_nav: list[Callable[[], NavLink | None]] = []
Listing = Callable[[], list[ReadDocument]]
OfDocument = Callable[[str], list[ReadObligation]]
_read_obligations: list[tuple[Listing, OfDocument]] = []
_year_end: dict[YearEndOf, tuple[int, YearEndByUnit | None]] = {}


def offer_passages(look_up: Passages) -> None:
    _passages.append(look_up)


def offer_rules(look_up: Rules) -> None:
    _rules.append(look_up)


def passages(places: Iterable[Place]) -> dict[Place, HeldPassage]:
    """What is held of these places; a place that nobody holds is left out."""
    wanted = list(dict.fromkeys(places))
    return {place: held for look_up in _passages for place, held in look_up(wanted).items()} if wanted else {}


def rules_resting_on(number: str) -> list[RestingRule]:
    return [rule for look_up in _rules for rule in look_up(number)]


def offer_demo_events(order: int, act: DemoEvents) -> None:
    _demo_events.append((order, act))


def demo_events() -> list[DemoEvents]:
    return [act for _order, act in sorted(_demo_events, key=lambda one: one[0])]


def offer_sweep(act: Callable[[datetime], int]) -> None:
    """`act(now)`: writes down what has become true until a moment of business, as often as it is called, and returns
    how much that was."""
    _sweeps.append(act)


def swept(now: datetime) -> int:
    return sum(act(now) for act in _sweeps)


def offer_kept(look_up: Callable[[Any], Any]) -> None:
    """`look_up(actor)`: a query for the ids of cases that no list and no notice shows to somebody, or None."""
    _kept.append(look_up)


def kept_from(actor: Any) -> list[Any]:
    return [found for look_up in _kept if (found := look_up(actor)) is not None]


def offer_nav(link: Callable[[], NavLink | None]) -> None:
    _nav.append(link)


def offer_home(link: Callable[[], NavLink | None]) -> None:
    """A public page of a desk that the first page leads to."""
    _home.append(link)


def home_links() -> list[NavLink]:
    return [found for link in _home if (found := link())]


def nav_links() -> list[NavLink]:
    """Every desk's door; a desk whose slots the pack leaves empty has none."""
    return [found for link in _nav if (found := link())]


def offer_panel(panel_of: PanelOf) -> None:
    """`panel_of(case, actor)`: the panel for a reader, None where the desk has nothing to do with the case."""
    _panels.append(panel_of)


def panels(case: Any, actor: Any) -> list[Panel]:
    return [found for panel_of in _panels if (found := panel_of(case, actor))]


def offer_year_end(order: int, entries_of: YearEndOf, by_unit: YearEndByUnit | None = None) -> None:
    """`entries_of(agency, year)`. `by_unit(agencies, year)`: the same for many units, in as few queries as for one."""
    _year_end[entries_of] = (order, by_unit)


def year_end_entries(agency: str, year: int) -> list[YearEndEntry]:
    """What every desk has on record of a unit, in the order of the desks."""
    return year_end_by_unit([agency], year)[agency]


def year_end_by_unit(agencies: Sequence[str], year: int) -> dict[str, list[YearEndEntry]]:
    """The same for many units."""
    found: dict[str, list[YearEndEntry]] = {one: [] for one in agencies}
    for entries_of, (_order, by_unit) in sorted(_year_end.items(), key=lambda one: one[1][0]):
        several = by_unit(agencies, year) if by_unit else {one: entries_of(one, year) for one in agencies}
        for agency in agencies:
            found[agency] += several.get(agency, ())
    return found


def offer_read_obligations(listing: Listing, of_document: OfDocument) -> None:
    """`listing`: every held document; `of_document`: what the one with this address asks for, in its order."""
    _read_obligations.append((listing, of_document))


def read_documents() -> list[ReadDocument]:
    return [one for listing, _of_document in _read_obligations for one in listing()]


def read_obligations(address: str) -> list[ReadObligation]:
    return [one for _listing, of_document in _read_obligations for one in of_document(address)]
