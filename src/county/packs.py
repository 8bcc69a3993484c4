"""The packs of this installation, loaded once, and the one whose county the pages show."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from gongbao.packs import Pack, find_packs


@cache
def all_packs() -> tuple[Pack, ...]:
    """Every pack that is installed. PackError: one of them is wrong."""
    return find_packs()


def county_pack() -> Pack | None:
    """The pack chosen in the settings, else the first that is no sample; None where no pack is installed."""
    packs = sorted(all_packs(), key=lambda pack: (pack.id != settings.PACK, pack.sample))
    return packs[0] if packs else None
