"""What stands in the margin beside a passage: who must do what by when, what it cites, what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Notes:
    """What belongs to one place: objects of docs/json.md, the digest's sentence, and rules that rest on it."""

    tasks: list[dict[str, Any]] = field(default_factory=list)
    deadlines: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    cites: list[dict[str, Any]] = field(default_factory=list)
    briefs: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(getattr(self, name)) for name in self.__slots__)


Margin = Mapping[str, Notes]


def margin_of(content: dict[str, Any], places: Iterable[str], links: Mapping[tuple[str, str], str]) -> dict[str, Notes]:
    """Notes by place. What stands inside a place (a cell of a row) belongs to it; what fits nowhere, to ''."""
    known = set(places)
    margin: dict[str, Notes] = {}
    for name, items in _kinds(content):
        for item in items:
            place = _nearest(item["at"], known)
            getattr(margin.setdefault(place, Notes()), name).append(_linked(item, name, links))
    return margin


def _kinds(content: dict[str, Any]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    owed = content["obligations"]
    return (
        ("tasks", owed["tasks"]),
        ("deadlines", owed["deadlines"]),
        ("targets", owed["targets"]),
        ("findings", content["findings"]),
        ("cites", content["cites"]),
        ("briefs", content.get("briefs", [])),
        ("rules", content.get("rules", [])),
    )


def _linked(item: dict[str, Any], name: str, links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    return {**item, "href": links.get((item["number"], item["title"]), "")} if name == "cites" else item


def _nearest(at: str, known: set[str]) -> str:
    """The place itself, or the nearest one around it: `附件2 表1 第9行 列3` → `附件2 表1 第9行`."""
    while at and at not in known:
        at = at.rpartition(" ")[0]
    return at
