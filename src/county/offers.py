"""What desks offer one another without knowing one another: a desk says in its `apps.py` what it can look up.

demo_events: what a desk lets happen in the demo county, through its own services, in the order of their numbers.
nav: a desk's door in the masthead. panels: what a desk shows on the page of a case. passages: from places (number,
locator) to the text that is held there. rules: from a document's number to the rules that rest on its places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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


PanelOf = Callable[[Any, Any], Panel | None]
DemoEvents = Callable[[], None]
Passages = Callable[[Iterable[Place]], Mapping[Place, HeldPassage]]
Rules = Callable[[str], list[RestingRule]]
_passages: list[Passages] = []
_rules: list[Rules] = []
_demo_events: list[tuple[int, DemoEvents]] = []
_panels: list[PanelOf] = []
_nav: list[Callable[[], NavLink | None]] = []


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


def offer_nav(link: Callable[[], NavLink | None]) -> None:
    _nav.append(link)


def nav_links() -> list[NavLink]:
    """Every desk's door; a desk whose slots the pack leaves empty has none."""
    return [found for link in _nav if (found := link())]


def offer_panel(panel_of: PanelOf) -> None:
    """`panel_of(case, actor)`: the panel for a reader, None where the desk has nothing to do with the case."""
    _panels.append(panel_of)


def panels(case: Any, actor: Any) -> list[Panel]:
    return [found for panel_of in _panels if (found := panel_of(case, actor))]
