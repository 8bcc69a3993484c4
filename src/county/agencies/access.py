"""Whose names an actor may read, and whose posts he or she may fill: beside the verb, the unit decides."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import Role

WATCHES = frozenset({Role.SUPERVISOR.value, Role.ADMINISTRATOR.value})
MEETS = frozenset({Role.HANDLER.value, Role.HEAD.value, Role.SUPERVISOR.value, Role.REVIEW.value, Role.DUTY.value,
                   Role.COMMANDER.value, Role.LEADER.value})

READS_ALL = frozenset({Role.SUPERVISOR.value, Role.LEADER.value})


def sees_people(actor: Actor, agency: str) -> bool:
    """Names and telephone numbers of a unit: for its own people, and for those who watch over all."""
    return bool(actor.roles & WATCHES) or (bool(agency) and agency in actor.home_agencies and not _outside(actor))


def manages_people(actor: Actor, agency: str) -> bool:
    """The unit's head; supervisors and administrators everywhere. A body's posts: the head of its host."""
    if actor.roles & WATCHES:
        return True
    return bool(agency) and actor.acts_for([agency], (Role.HEAD.value,))


def holds_meetings(actor: Actor, agencies: Iterable[str]) -> bool:
    """Whether somebody of the body's host or members asks."""
    return actor.acts_for(agencies, MEETS)


def reads_meetings(actor: Actor, agencies: Iterable[str]) -> bool:
    """Minutes are for the body's own people, and for those who supervise the county."""
    return bool(actor.roles & READS_ALL) or actor.acts_for(agencies, MEETS | {Role.STAFF.value})


def only_own(agency: str, actor: Actor) -> str:
    """The sentence for somebody of another unit."""
    says = _("%(unit)s的人员由该单位负责人、督查人员或系统管理员管理；您现在是%(post)s。")
    return says % {"unit": agency_name(agency) or _("没有写明单位的职务"), "post": actor.shown_as}


def _outside(actor: Actor) -> bool:
    return actor.roles == {Role.PARTY.value}
