"""Who may read a letter and in whose name somebody may write one."""

from __future__ import annotations

from county.accounts.actor import Actor
from county.accounts.may import VERBS
from county.agencies.names import agency_of
from county.agencies.roles import Role
from county.agencies.stand_for import acting_for
from county.letters.models import Letter

GROUP = "group"


def offices_of(actor: Actor) -> tuple[str, ...]:
    """The offices in whose name this person may issue: those of the posts first, then the bodies they act for."""
    roles = VERBS["write_letters"][1]
    own = tuple(dict.fromkeys(post.agency for post in actor.posts if post.agency and post.role in roles))
    others = sorted(acting_for(own) - set(own))
    known = ((one, agency_of(one)) for one in (*own, *others))
    return tuple(one for one, agency in known if agency is not None and agency.kind != GROUP)


def reads_all(actor: Actor) -> bool:
    return Role.SUPERVISOR.value in actor.roles


def may_read(actor: Actor, letter: Letter) -> bool:
    """The issuing office, the addressees, who gets a copy, and the supervisors of the county."""
    concerned = {letter.register.agency, letter.signed_for, *letter.receivers()}
    return reads_all(actor) or bool(actor.agencies & concerned)


def may_manage(actor: Actor, letter: Letter) -> bool:
    """Whether this person may void the letter and file its scan."""
    return letter.register.agency in offices_of(actor)
