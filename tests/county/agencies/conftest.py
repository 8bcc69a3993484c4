"""Two units of the county, heads who manage them, and the bodies that the tests look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

Count = Callable[[Any, str], int]


@pytest.fixture
def units() -> list[str]:
    """The ids of the county's departments."""
    from county.agencies.names import agencies

    return [one.id for one in agencies() if one.kind == "department"]


@pytest.fixture
def own(units):
    return units[0]


@pytest.fixture
def other(units):
    return units[1]


@pytest.fixture
def today():
    from county.business import business_today

    return business_today()


@pytest.fixture
def head(enter, own):
    """A signed-in head of the first unit."""
    return enter("head", own, "主任")


@pytest.fixture
def admin(enter, own):
    return enter("administrator", own, "系统管理员")


@pytest.fixture
def acting(post):
    """An actor who holds a post today, without a client."""

    def as_actor(role: str = "head", agency: str = "", title: str = "") -> Any:
        from county.accounts.actor import actor_of
        from county.business import business_today

        return actor_of(post(role, agency, title), business_today())

    return as_actor


@pytest.fixture
def hold(db):
    """A person holds a post from–to; returns the tenure."""

    def hold_post(agency: str, title: str, name: str, first: Any, last: Any = None, role: str = "staff",
                  telephone: str = "") -> Any:
        from county.agencies.models import Person, Post, Tenure

        post, _new = Post.objects.get_or_create(agency=agency, title=title, defaults={"role": role})
        person, _new = Person.objects.get_or_create(name=name, defaults={"telephone": telephone})
        return Tenure.objects.create(person=person, post=post, first=first, last=last)

    return hold_post


@pytest.fixture
def queries() -> Count:
    """How many statements a page needs."""

    def count(client: Any, address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    return count


@pytest.fixture
def page_of():
    """The text of a page of this app."""

    def text(client: Any, name: str, *args: Any) -> str:
        return client.get(reverse(f"agencies:{name}", args=args)).content.decode()

    return text


@pytest.fixture
def body():
    """A body with seats, units, and a yearly meeting that the document asks for."""
    from county.agencies.bodies import all_bodies
    from county.agencies.often import meeting_rules

    return next(one for one in all_bodies() if one.rule.seats and one.rule.host and len(one.units) > 3 and any(
        rule.per == "year" and not rule.occasion and rule.times for _key, rule in meeting_rules(one)))


@pytest.fixture
def yearly(body):
    """The key of that meeting."""
    from county.agencies.often import meeting_rules

    return next(key for key, rule in meeting_rules(body) if rule.per == "year" and not rule.occasion)
