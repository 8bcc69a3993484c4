"""Two departments of the county."""

from __future__ import annotations

import pytest


@pytest.fixture
def own():
    from county.agencies.names import agencies

    return next(one.id for one in agencies() if one.kind == "department")


@pytest.fixture
def other(own):
    from county.agencies.names import agencies

    return next(one.id for one in agencies() if one.kind == "department" and one.id != own)


@pytest.fixture
def admin(enter, own):
    return enter("administrator", own, "系统管理员")


@pytest.fixture
def acting(post):
    """An actor who holds a post today."""

    def as_actor(role, agency):
        from county.accounts.actor import actor_of
        from county.business import business_today

        return actor_of(post(role, agency, f"{role}职务"), business_today())

    return as_actor


@pytest.fixture
def person(db, own):
    """Somebody who holds a post and has no account."""
    from datetime import date

    from county.agencies.models import Person, Post, Tenure

    post, _new = Post.objects.get_or_create(agency=own, title="科员", defaults={"role": "handler"})
    made = Person.objects.create(name="欧阳试", telephone="5550123")
    Tenure.objects.create(person=made, post=post, first=date(2000, 1, 1))
    return made
