"""The people of the demo: one invented holder for each post that somebody enters as."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from county.accounts.actor import Actor, HeldPost
from county.accounts.models import User
from county.agencies.models import Person, Post, Tenure
from county.agencies.names import post_name
from county.agencies.roles import Role

SINCE = date(2000, 1, 1)


def holder_of(post: Post) -> User:
    """The account that holds a post in the demo, made when first asked for. PermissionDenied in live mode."""
    if not settings.DEMO:
        raise PermissionDenied
    with transaction.atomic():
        user, made = User.objects.get_or_create(username=f"demo-post-{post.pk}", defaults={"shown_name": shown(post)})
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        person, _new = Person.objects.get_or_create(user=user, defaults={"name": f"演示人员{post.pk}"})
        if not person.tenures.exists():
            Tenure.objects.create(person=person, post=post, first=SINCE, ground="演示")
    return user


def actor_for(agency: str, role: Role = Role.HANDLER) -> Actor:
    """Somebody of a unit with a role, as the demo's events act."""
    post = Post.objects.filter(agency=agency, role=role).order_by("-made_by_pack", "pk").first()
    if post is None:
        post = Post.objects.create(agency=agency, title=str(role.label), role=role)
    user = holder_of(post)
    return Actor(user.pk, str(user), (HeldPost(post.pk, post.agency, post.title, post.role),))


def shown(post: Post) -> str:
    return post_name(post.agency, post.title)
