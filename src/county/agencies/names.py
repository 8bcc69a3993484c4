"""Names of the county's units, from the pack."""

from __future__ import annotations

from functools import cache

from county.packs import all_packs, county_pack
from gongbao.packs.model import Agency


def agencies() -> tuple[Agency, ...]:
    """The units of the county that the pages show, in the pack's order."""
    pack = county_pack()
    return pack.agencies if pack else ()


def agency_of(agency_id: str) -> Agency | None:
    """A unit of the county; else of any other pack that is installed."""
    return _known().get(agency_id)


def agency_name(agency_id: str) -> str:
    """The official name; an id that no pack has is shown as it is."""
    known = _known().get(agency_id)
    return known.name if known else agency_id


def post_name(agency_id: str, title: str) -> str:
    """A post with its unit, which is not said twice where the title begins with it."""
    unit = agency_name(agency_id) if agency_id else ""
    return title if title.startswith(unit) else f"{unit}{title}"


@cache
def _known() -> dict[str, Agency]:
    others = {one.id: one for pack in reversed(all_packs()) for one in pack.agencies}
    return {**others, **{one.id: one for one in agencies()}}
