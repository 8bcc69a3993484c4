"""Who keeps the lists: the review office all of them, the head of a unit the counters and staff numbers of its own."""

from __future__ import annotations

from county.accounts.actor import Actor
from county.agencies.roles import HEADS, Role
from county.packs import county_pack


def review_office() -> str:
    """The unit that the county's pack names; empty where it names none."""
    pack = county_pack()
    return pack.offices.get("review_office", "") if pack else ""


def manages(actor: Actor) -> bool:
    """Whether the actor holds a post of the review office that keeps everything."""
    return actor.acts_for([review_office()], [Role.REVIEW.value])


def heads(actor: Actor, agency: str) -> bool:
    return actor.acts_for([agency], HEADS)
