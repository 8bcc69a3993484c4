"""The packs of this installation with their rules, loaded once, and the one whose county the pages show."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from gongbao.packs import Pack, find_packs, normal_number
from gongbao.packs.errors import unknown_pack
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System


@cache
def all_packs() -> tuple[Pack, ...]:
    """Every pack that is installed. PackError: one of them is wrong."""
    return find_packs()


def county_pack() -> Pack | None:
    """The pack chosen in the settings, else the first that is no sample; None where no pack is installed.

    PackError: the settings choose one that is not installed.
    """
    packs = sorted(all_packs(), key=lambda pack: (pack.id != settings.PACK, pack.sample))
    if settings.PACK and packs and packs[0].id != settings.PACK:
        raise unknown_pack(settings.PACK, (pack.id for pack in packs))
    return packs[0] if packs else None


@cache
def rulebook_of(pack_id: str) -> Rulebook:
    """The rules of a pack. PackError: something in them is wrong."""
    return load_rulebook(pack_id)


def county_rulebook() -> Rulebook | None:
    """The rules of the county that the pages show."""
    pack = county_pack()
    return rulebook_of(pack.id) if pack else None


def system_of(number: str) -> tuple[Rulebook, System] | None:
    """The system that a document sets up, in the pack that lists the document; None where none does."""
    wanted = normal_number(number)
    for pack in all_packs():
        for document in pack.documents:
            if wanted and document.number == wanted:
                book = rulebook_of(pack.id)
                system = book.systems.get(document.system)
                return (book, system) if system else None
    return None
