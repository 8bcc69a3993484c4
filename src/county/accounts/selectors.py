"""What the administrator looks up: accounts with their posts and locks, and the keys of programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from county.accounts.keys import SCOPES
from county.accounts.models import ApiKey, User
from county.agencies.models import Tenure, holding_on
from county.agencies.names import agency_name


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """`posts`: unit and title of today."""

    user: User
    posts: tuple[str, ...]
    locked: bool


@dataclass(frozen=True, slots=True)
class ShownKey:
    """`state`: open, revoked or expired."""

    key: ApiKey
    unit: str
    scopes: tuple[str, ...]
    state: str

    @property
    def last_day(self) -> date | None:
        """The last day on which the key opens something."""
        return timezone.localdate(self.key.expires - timedelta(seconds=1)) if self.key.expires else None


def accounts(users: Iterable[User], today: date) -> list[ShownAccount]:
    """These accounts with posts and locks. Two queries."""
    listed = list(users)
    held: dict[int, list[str]] = {}
    running = Tenure.objects.filter(holding_on(today), person__user__in=listed).select_related("post", "person")
    for one in running.order_by("first", "pk"):
        held.setdefault(one.person.user_id or 0, []).append(f"{agency_name(one.post.agency)}{one.post.title}")
    locked = locked_names(one.username for one in listed)
    return [ShownAccount(one, tuple(held.get(one.pk, ())), one.username in locked) for one in listed]


def locked_names(names: Iterable[str]) -> set[str]:
    """Which user names have to wait after too many wrong passwords."""
    since = timezone.now() - timedelta(hours=float(settings.AXES_COOLOFF_TIME))
    tried = AccessAttempt.objects.filter(username__in=list(names), attempt_time__gte=since)
    counted = tried.values("username", "ip_address").annotate(failures=Sum("failures_since_start"))
    return {one["username"] for one in counted if one["failures"] >= settings.AXES_FAILURE_LIMIT}


def keys() -> list[ShownKey]:
    """Every key, the newest first. One query."""
    return [_shown(one) for one in ApiKey.objects.order_by("-made_at", "-pk")]


def _shown(key: ApiKey) -> ShownKey:
    over = key.expires is not None and key.expires <= timezone.now()
    state = "revoked" if key.revoked else "expired" if over else "open"
    return ShownKey(key, agency_name(key.agency), tuple(str(SCOPES[one]) for one in key.scopes if one in SCOPES), state)
