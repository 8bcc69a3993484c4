"""What the county's pack names for this desk."""

from __future__ import annotations

from county.packs import county_pack

DESK = "reviews"


def slot(name: str) -> str:
    """The rule that the pack names; empty where it names none."""
    pack = county_pack()
    return pack.slot(DESK, name) if pack else ""


def is_open() -> bool:
    """Whether the county's pack has what the desk needs: grades, the day on which silence counts, the ticket's way."""
    return all(map(slot, ("grade", "default", "ticket")))
