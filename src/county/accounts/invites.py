"""Invitations: the head of a unit makes a link for a person without account; the person chooses name and password."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.accounts.models import Invite, User
from county.accounts.tokens import hash_of, new_token
from county.agencies.access import only_own
from county.agencies.models import Person, Tenure, holding_on
from county.agencies.names import post_name
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role
from county.agencies.services import require_power
from county.audit.services import record

DAYS = 7


def make_invite(*, actor: Actor, person: Person) -> str:
    """The token, shown once; earlier links of the person no longer work.

    NotPossible: there is an account already, or a post that this actor could not fill.
    """
    if person.user_id is not None:
        raise NotPossible(_("此人已有账户，不用邀请。忘了密码请找系统管理员。"))
    _require_power(actor, person)
    token, made = new_token(), timezone.now()
    with transaction.atomic():
        Invite.objects.filter(person=person, used_at=None, expires__gt=made).update(expires=made)
        invite = Invite.objects.create(person=person, token_hash=hash_of(token), made_by_id=actor.user_id, made_at=made,
                                       expires=made + timedelta(days=DAYS))
        record(actor=actor, verb="invite", thing_kind="person", thing_id=person.pk, business_at=business.now(),
               content={"invite": invite.pk})
    return token


def _require_power(actor: Actor, person: Person) -> None:
    """Whoever holds the link could use it, so it opens no more than the actor may give: every post is asked for."""
    if Role.ADMINISTRATOR.value in actor.roles:
        return
    for one in Tenure.objects.filter(person=person).exclude(last__lt=business.business_today()).select_related("post"):
        require_power(actor, one.post.role)
        if not actor.acts_for([one.post.agency], (Role.HEAD.value,)):
            raise NotPossible(only_own(one.post.agency, actor))


def open_invite(token: str) -> Invite | None:
    """The invitation behind a link, while it can be used."""
    found = Invite.objects.select_related("person").filter(
        token_hash=hash_of(token), used_at=None, expires__gt=timezone.now(), person__user=None)
    return found.first()


def accept(*, token: str, username: str, password: str) -> User:
    """Make the account. NotPossible: the link was used or is too old, or the name is taken."""
    with transaction.atomic():
        taken = Invite.objects.filter(
            token_hash=hash_of(token), used_at=None, expires__gt=timezone.now(), person__user=None)
        if not taken.update(used_at=timezone.now()):
            raise NotPossible(_("这个邀请已用过或过了期，请让单位负责人再发一个。"))
        person = Invite.objects.select_related("person").get(token_hash=hash_of(token)).person
        if User.objects.filter(username__iexact=username).exists():
            raise NotPossible(_("这个账号已有人用，请换一个。"), "username")
        user = User.objects.create_user(username, password=password, shown_name=shown_name_of(person))
        person.user = user
        person.save(update_fields=["user"])
        record(actor=None, verb="accept_invite", thing_kind="account", thing_id=user.pk, business_at=business.now(),
               content={"person": person.pk})
    return user


def shown_name_of(person: Person) -> str:
    """Unit and post, as pages print them; the person's name where there is no post today."""
    held = Tenure.objects.filter(holding_on(business.business_today()), person=person).select_related("post")
    post = held.order_by("first", "pk").first()
    if post is None:
        return person.name
    return post_name(post.post.agency, post.post.title)[:100]
