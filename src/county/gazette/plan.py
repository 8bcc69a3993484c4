"""What an import would do, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F

from county.gazette.compare import Change, changes_between, digest_of
from county.gazette.models import Edition
from county.gazette.order import in_order
from county.gazette.reading import ReadDocument, ReadFile

State = Literal["new", "same", "changed", "reread"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One document of a file. `reread`: not a character differs, but it is understood differently than before."""

    read: ReadDocument
    digest: str
    state: State
    changes: tuple[Change, ...] = ()

    @property
    def address(self) -> str:
        return self.read.address

    @property
    def content(self) -> dict[str, Any]:
        return self.read.content

    @property
    def counts(self) -> dict[str, int]:
        kinds = [node.kind for node in in_order(self.content)]
        shown = {"sections": kinds.count("section"), "tables": kinds.count("table"), "rosters": kinds.count("roster")}
        return {**shown, "findings": len(self.content["findings"])}


@dataclass(frozen=True, slots=True)
class Plan:
    file: ReadFile
    documents: tuple[Planned, ...]

    @property
    def differs(self) -> bool:
        return any(planned.state != "same" for planned in self.documents)

    @property
    def new(self) -> list[Planned]:
        return self._in("new")

    @property
    def changed(self) -> list[Planned]:
        """Other text, or the same text understood differently."""
        return self._in("changed", "reread")

    @property
    def same(self) -> list[Planned]:
        return self._in("same")

    def _in(self, *states: State) -> list[Planned]:
        return [planned for planned in self.documents if planned.state in states]


def plan_import(file: ReadFile) -> Plan:
    """Compare each document of a file with its current edition. One query, whatever the file holds."""
    current = current_editions([document.address for document in file.documents])
    return Plan(file, tuple(_planned(document, current.get(document.address)) for document in file.documents))


def current_editions(addresses: list[str]) -> dict[str, Edition]:
    """The current edition of each document that is held, by address."""
    current = Edition.objects.filter(document__address__in=addresses, serial=F("document__edition"))
    return {edition.document.address: edition for edition in current.select_related("document")}


def _planned(read: ReadDocument, current: Edition | None) -> Planned:
    digest = digest_of(read.content)
    if current is None:
        return Planned(read, digest, "new")
    if current.digest == digest:
        return Planned(read, digest, "same")
    changes = tuple(changes_between(current.content, read.content))
    return Planned(read, digest, "changed" if changes else "reread", changes)
