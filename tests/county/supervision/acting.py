"""Who acts in the tests of this desk, and when."""

from __future__ import annotations

from datetime import date, datetime, time

from county.accounts.actor import Actor, HeldPost
from county.business import ZONE


def actor_with(agency: str, title: str, role: str, user_id: int | None = None) -> Actor:
    return Actor(user_id, title, (HeldPost(0, agency, title, role),))


OFFICE = actor_with("supervision-office", "督查室主任", "supervisor")


def handler(agency: str) -> Actor:
    return actor_with(agency, "经办", "handler")


def at(day: str, clock: str = "10:00") -> datetime:
    """A moment of business."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)
