"""Which service a link, a counter or a paper means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import QuerySet

from county import business
from county.compiled import Compiled
from county.reviews.models import Counter, Invitation, ServiceAct
from county.reviews.rating.numbers import number
from county.reviews.tokens import hash_of

RATED, FINISHED = ServiceAct.State.RATED, ServiceAct.State.FINISHED
_ACTS = ServiceAct.objects.select_related("item", "unit", "counter__unit", "platform", "staff", "invitation")
_COLUMNS = [one.attname for one in ServiceAct._meta.concrete_fields]  # noqa: SLF001
_BY_TOKEN = Compiled(lambda: ServiceAct.objects.filter(token_hash="").order_by().values_list(*_COLUMNS))


def act_of_token(token: str) -> ServiceAct | None:
    """The service of a link. A digest and one look-up, whatever was typed; what a page shows of it is read later."""
    return next((ServiceAct.from_db(connection.alias, _COLUMNS, row) for row in _BY_TOKEN.rows(hash_of(token))), None)


def is_reminded(act: ServiceAct) -> bool:
    """Whether its link was sent."""
    return Invitation.objects.filter(act=act, reminded_at__isnull=False).exists()


def act_with(pk: int) -> ServiceAct | None:
    return _ACTS.filter(pk=pk).first()


def counter_of(code: str) -> Counter | None:
    if "\0" in code:  # PostgreSQL takes none
        return None
    return Counter.objects.filter(code=code, is_closed=False).select_related("unit").first()


def lately_finished(counter: Counter, now: datetime, minutes: str) -> QuerySet[ServiceAct]:
    """What a counter finished a short time ago and nobody rated; the latest first."""
    since = now - timedelta(minutes=number(minutes))
    found = _ACTS.filter(counter=counter, state=FINISHED, finished_at__gte=since, finished_at__lte=now)
    return found.order_by("-finished_at", "-pk")


def to_choose(acts: Iterable[ServiceAct]) -> list[ServiceAct]:
    """One service for each matter, by the matter's name: two of the same matter cannot be told apart here."""
    by_item: dict[int, ServiceAct] = {}
    for one in acts:
        by_item.setdefault(one.item_id, one)
    return sorted(by_item.values(), key=lambda one: (one.item.name, one.item_id))


def latest_at(counter: Counter, now: datetime) -> ServiceAct | None:
    """What the counter's screen asks about."""
    return lately_finished(counter, now, "screen_minutes").first()


def on_day(counter: Counter, day: date, matter: str) -> list[ServiceAct]:
    """What a counter finished on a day and nobody rated, of one matter (its name or code) where one is named."""
    begin = business.at_midnight(day)
    end = datetime.combine(day, time.max, business.ZONE)
    found = _ACTS.filter(counter=counter, finished_at__range=(begin, end)).exclude(state=RATED).order_by("number")
    return [one for one in found if not matter or matter in (one.item.name, one.item.code)]


def act_numbered(number_: str) -> ServiceAct | None:
    return _ACTS.filter(number=number_).first()
