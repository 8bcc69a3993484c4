"""What the reading room looks up: the shelf, a document with its relations, and names that lead to documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.db.models import Q as Where
from django.db.models import QuerySet

from county.gazette.models import Citation, Document, Edition, PassageAgency, Upload
from county.gazette.names import plan_title
from county.packs import all_packs, county_pack, county_rulebook
from gongbao.packs import Pack, normal_number


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A document that the pack lists; `held` once its text is imported."""

    address: str
    number: str
    title: str
    issued: date
    topic: str
    held: bool
    system: str = ""
    rules: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """The first page: the pack's documents in the order of the gazette, and what else was imported."""

    pack: Pack | None
    items: list[ShelfItem]
    others: list[Document]

    @property
    def held(self) -> int:
        return sum(item.held for item in self.items)


def shelf() -> Shelf:
    """One query, however many documents."""
    pack = county_pack()
    documents = list(Document.objects.order_by("issued", "title"))
    held = {document.address for document in documents}
    items = [
        ShelfItem(entry.number, entry.number_as_printed, entry.title, entry.issued, entry.topic, entry.number in held,
                  entry.system, _rules_in(entry.system))
        for entry in (pack.documents if pack else ())
    ]
    own = {item.address for item in items}
    return Shelf(pack, items, [document for document in documents if document.address not in own])


def _rules_in(system: str) -> int:
    """How many rules the document's system has."""
    book = county_rulebook()
    return len(book.systems[system].rules) if book and system in book.systems else 0


def document_named(name: str) -> Document | None:
    """The document with this address, however the brackets of its number are typed, or with this title."""
    found = Document.objects.filter(Where(address=name) | Where(address=normal_number(name)) | Where(title=name))
    return found.order_by("id").first()


def current_edition(document: Document) -> Edition:
    return document.editions.get(serial=document.edition)


def edition_of(document: Document, serial: int) -> Edition | None:
    return document.editions.filter(serial=serial).first()


def editions_of(document: Document) -> QuerySet[Edition]:
    """Every edition, newest first, without its content."""
    return document.editions.defer("content").order_by("-serial")


def citing(number: str, title: str, besides: Document | None = None) -> list[Citation]:
    """Where held documents name the one with this number or title; one query."""
    wanted = Where(number__in=_spellings(normal_number(number))) if number else Where(pk=None)
    if title:
        wanted |= Where(number="", title__in=_spellings(title) | {plan_title(title)})
    found = Citation.objects.filter(wanted).select_related("document")
    if besides is not None:
        found = found.exclude(document=besides)
    return list(found.order_by("document__issued", "document__title", "id"))


def _spellings(name: str) -> set[str]:
    """A name from an address may stand for one with a slash, which addresses write full-width."""
    return {name, name.replace("／", "/")}


def href_of(address: str, at: str = "") -> str:
    """The path of a document or of a place in it. Built by hand: a page has hundreds."""
    path = f"/文件/{address}/{at.replace('/', '／')}/" if at else f"/文件/{address}/"
    return quote(path, safe="/")


def known_names() -> dict[str, str]:
    """From number or title to the path of each document that is held or that a pack knows; one query."""
    names: dict[str, str] = {}
    for pack in all_packs():
        for entry in pack.documents:
            names |= _names(entry.number, entry.title, entry.number)
            for repealed in entry.repeals:
                name = repealed.number or repealed.title
                names.setdefault(name, href_of(name))
    for address, number, title in Document.objects.values_list("address", "number", "title"):
        names |= _names(number, title, address)
    return names


def _names(number: str, title: str, address: str) -> dict[str, str]:
    href = href_of(address)
    known = {title: href, plan_title(title): href}
    return {normal_number(number): href, **known} if number else known


def links_of(content: dict[str, Any], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Where each citation of a document leads: by number where one is printed, else by title."""
    cited = {(cite["number"], cite["title"]) for cite in (*content["cites"], *content["repeals"])}
    found = {pair: names.get(normal_number(pair[0]) if pair[0] else pair[1], "") for pair in cited}
    return {pair: href for pair, href in found.items() if href}


def waiting_upload(upload_id: str | None) -> Upload | None:
    """The dropped file that this session holds the id of."""
    return Upload.objects.filter(pk=upload_id).first() if upload_id else None


def document_choices() -> list[tuple[str, str]]:
    """Address and title of every held document, by title."""
    return list(Document.objects.order_by("title").values_list("address", "title"))


def agency_names() -> list[str]:
    """Every agency that a passage names."""
    return list(PassageAgency.objects.order_by("agency").values_list("agency", flat=True).distinct())
