"""What notices and the outbox look up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce

from county.accounts.actor import Actor
from county.notices.audience import concerning
from county.notices.models import Channel, Delivery, Notice, Reading

A_PAGE = 20
MOST_COUNTED = 99
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([01])\.(\d{1,17})\.([0-9a-f]{32})\.(\d{1,18})")
_NO_CASE = UUID(int=0)
_DELIVERY_CURSOR = re.compile(r"(\d{1,17})\.([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class NoticePage:
    """`after`: where the next page begins, empty on the last one. `unread`: the ids still to be read on this page."""

    notices: Sequence[Notice]
    after: str
    unread: list[int]


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    deliveries: list[Delivery]
    after: str


def unread_count(actor: Actor) -> int:
    """How many notices this account has not read, counted up to 99. One query, none for a stranger."""
    if actor.user_id is None:
        return 0
    return Notice.objects.filter(concerning(actor), ~_read_by(actor))[:MOST_COUNTED].count()


def _read_by(actor: Actor) -> Exists:
    return Exists(Reading.objects.filter(notice=OuterRef("pk"), user_id=actor.user_id or 0))


def notices_of(actor: Actor, after: str = "") -> NoticePage:
    """The unread first, then the newest first; twenty from where `after` says, else from the top. Two queries.

    Of one moment the cases' random ids decide: what a desk dates by the day alone is in no order within the day.
    """
    is_read = ExpressionWrapper(_read_by(actor), output_field=BooleanField())
    of_case = Coalesce("case", Value(_NO_CASE, output_field=UUIDField()))
    found = Notice.objects.filter(concerning(actor)).annotate(is_read=is_read, of_case=of_case).filter(_behind(after))
    by_hand = Prefetch("deliveries", _waiting_by_hand(), to_attr="by_hand")
    rows = list(found.order_by("is_read", "-at", "of_case", "-pk").prefetch_related(by_hand)[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    unread = [one.pk for one in shown if not one.is_read]
    return NoticePage(shown, _cursor(shown[-1]) if len(rows) > A_PAGE else "", unread)


def _waiting_by_hand() -> QuerySet[Delivery]:
    waiting = Delivery.objects.filter(channel__kind__in=Channel.BY_HAND, channel__active=True)
    return waiting.exclude(state=Delivery.State.SENT).select_related("channel").order_by("channel_id")


def _cursor(notice: Notice) -> str:
    read = int(notice.is_read)  # type: ignore[attr-defined]
    case = (notice.case or _NO_CASE).hex
    return f"{read}.{(notice.at - EPOCH) // timedelta(microseconds=1)}.{case}.{notice.pk}"


def _behind(after: str) -> Q:
    """A place that cannot be read is the top."""
    match = _CURSOR.fullmatch(after)
    if not match:
        return Q()
    at = EPOCH + timedelta(microseconds=int(match[2]))
    case = UUID(match[3])
    older = Q(at__lt=at) | Q(at=at, of_case__gt=case) | Q(at=at, of_case=case, pk__lt=int(match[4]))
    return Q(is_read=True) & older if match[1] == "1" else Q(is_read=True) | Q(is_read=False) & older


def href_of(actor: Actor, notice: int) -> str:
    """Where a notice leads; empty where it does not concern this one."""
    return Notice.objects.filter(concerning(actor), pk=notice).values_list("href", flat=True).first() or ""


def delivery_by_hand(actor: Actor, delivery: UUID) -> Delivery | None:
    """A delivery that a person makes, if its notice concerns this one."""
    found = Delivery.objects.filter(pk=delivery, channel__kind__in=Channel.BY_HAND).select_related("channel", "notice")
    return found.filter(notice__in=Notice.objects.filter(concerning(actor))).first()


def deliveries(state: str, after: str = "") -> DeliveryPage:
    """The newest first, of one state or of every one."""
    found = Delivery.objects.select_related("channel", "notice").order_by("-made_at", "-id")
    found = found.filter(state=state) if state else found
    match = _DELIVERY_CURSOR.fullmatch(after)
    if match:
        at = EPOCH + timedelta(microseconds=int(match[1]))
        found = found.filter(Q(made_at__lt=at) | Q(made_at=at, id__lt=UUID(match[2])))
    rows = list(found[: A_PAGE + 1])
    return DeliveryPage(rows[:A_PAGE], _delivery_cursor(rows[A_PAGE - 1]) if len(rows) > A_PAGE else "")


def _delivery_cursor(one: Delivery) -> str:
    return f"{(one.made_at - EPOCH) // timedelta(microseconds=1)}.{one.pk.hex}"


def counts_by_state() -> dict[str, int]:
    """How many deliveries each state has; a state without any is 0."""
    counted = dict(Delivery.objects.values_list("state").annotate(n=Count("id")).order_by())
    return {state: counted.get(state, 0) for state in Delivery.State.values}


def channels() -> list[Channel]:
    """All channels, active ones first."""
    return list(Channel.objects.order_by("-active", "agency", "kind", "pk"))
