"""Who acts: an account with the posts it holds today, or the system itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from county.agencies.models import Tenure, holding_on
from county.agencies.names import post_name
from county.agencies.roles import ACTING
from county.agencies.stand_for import acting_for


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is held today."""

    id: int
    agency: str
    title: str
    role: str


@dataclass(frozen=True)
class Actor:
    """`agencies`: every unit this person acts for, the bodies included whose office the unit hosts. `parties`: cases
    (ids) that this visitor is a party of, proven by receipt number and secret. `scopes`: what the key of a program
    allows at most; None for people, whom posts alone limit."""

    user_id: int | None = None
    name: str = ""
    posts: tuple[HeldPost, ...] = ()
    parties: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] | None = None

    @property
    def is_known(self) -> bool:
        return self.user_id is not None or self.scopes is not None

    def has_scope(self, name: str) -> bool:
        """Whether a program's key allows this; people have every scope."""
        return self.scopes is None or name in self.scopes

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    @cached_property
    def agencies(self) -> frozenset[str]:
        return acting_for(post.agency for post in self.posts if post.agency)

    @cached_property
    def home_agencies(self) -> tuple[str, ...]:
        """The units of the posts themselves, in order."""
        return tuple(dict.fromkeys(post.agency for post in self.posts if post.agency))

    def acts_for(self, agencies: Iterable[str], roles: Iterable[str] = ACTING) -> bool:
        """Whether a post with one of these roles belongs to, or acts for, one of these units."""
        wanted, allowed = set(agencies), set(roles)
        return any(post.role in allowed and wanted & acting_for([post.agency]) for post in self.posts)

    @property
    def shown_as(self) -> str:
        """The post, never the person's name: what other desks and the audit see."""
        if self.posts:
            return "、".join(post_name(post.agency, post.title) for post in self.posts[:2])
        return "没有职务的账户" if self.is_known else "当事人"


@dataclass(frozen=True)
class _System(Actor):
    @property
    def shown_as(self) -> str:
        return "系统"


SYSTEM = _System(name="系统")


def actor_of(user: Any, on: date, parties: Iterable[str] = ()) -> Actor:
    """The actor behind an account, with the posts held on a day. One query for an account, none for a stranger."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Actor(parties=frozenset(parties))
    held = Tenure.objects.filter(holding_on(on), person__user_id=user.pk).select_related("post").order_by("first", "pk")
    posts = tuple(HeldPost(one.post_id, one.post.agency, one.post.title, one.post.role) for one in held)
    return Actor(user.pk, str(user), posts, frozenset(parties))
