"""What the county's pack names for this desk."""

from __future__ import annotations

from county.packs import county_pack

DESK = "supervision"


def slot(name: str) -> str:
    """The rule that the pack names; empty where it names none."""
    pack = county_pack()
    return pack.slot(DESK, name) if pack else ""


def slots_of(name: str) -> tuple[str, ...]:
    """Every rule that the pack names for a slot that holds several."""
    pack = county_pack()
    return pack.slots_of(DESK, name) if pack else ()


def is_open() -> bool:
    """Whether the county's pack has what the desk needs: a procedure for tasks and plans to take them from."""
    return bool(slot("duty") and (slots_of("plans") or slots_of("dated")))
