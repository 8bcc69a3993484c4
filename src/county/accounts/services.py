"""Changes to accounts."""

from __future__ import annotations

from datetime import date

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.accounts.models import User
from county.agencies.models import Person, Post, Tenure, holding_on
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role
from county.audit.services import record

DEMO_CLERK = "demo-clerk"


def demo_clerk() -> User:
    """The clerk of the demo, made when first asked for; nobody can sign in as this account with a password."""
    if not settings.DEMO:
        raise PermissionDenied
    with transaction.atomic():
        clerk, made = User.objects.get_or_create(username=DEMO_CLERK, defaults={"shown_name": "演示办事员"})
        if made:
            clerk.set_unusable_password()
            clerk.save(update_fields=["password"])
        _hold_clerks_post(clerk)
    return clerk


def _hold_clerks_post(clerk: User) -> None:
    """The clerk brings gazettes in: the post of a pack editor, held since long ago."""
    post, _made = Post.objects.get_or_create(agency="", title="公报管理员", defaults={"role": Role.EDITOR})
    person, _new = Person.objects.get_or_create(user=clerk, defaults={"name": "演示办事员"})
    Tenure.objects.get_or_create(person=person, post=post, first=date(2000, 1, 1))


def first_administrator(*, username: str, password: str) -> User:
    """The account that lets all others in, where no administrator holds a post yet. NotPossible: one does, the name is
    taken, the password is too weak."""
    day = business.business_today()
    if Tenure.objects.filter(holding_on(day), post__role=Role.ADMINISTRATOR, person__user__is_active=True).exists():
        raise NotPossible(_("已经有系统管理员，请由他在账户管理里办。"))
    if not username.strip() or User.objects.filter(username=username.strip()).exists():
        raise NotPossible(_("这个账号已有人用，请换一个。"))
    _require_strong(password)
    with transaction.atomic():
        user = User.objects.create_user(username.strip(), password=password, shown_name="系统管理员")
        post = Post.objects.filter(role=Role.ADMINISTRATOR).order_by("-made_by_pack", "pk").first()
        held = post or Post.objects.create(agency="", title="系统管理员", role=Role.ADMINISTRATOR)
        person = Person.objects.create(name="系统管理员", user=user)
        Tenure.objects.create(person=person, post=held, first=day, ground="首次设置")
        record(actor=None, verb="first_administrator", thing_kind="account", thing_id=user.pk,
               business_at=business.now(), content={"account": user.pk})
    return user


def _require_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as weak:
        raise NotPossible(" ".join(weak.messages)) from weak


def change_password(*, actor: Actor, user: User, password: str) -> None:
    """Every other session of the account ends: sessions carry a mark of the password they were begun with."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        _write_down(actor, "change_password", user)


def set_active(*, actor: Actor, user: User, active: bool) -> None:
    """NotPossible: one's own account, which nobody else might be there to bring back."""
    if user.pk == actor.user_id:
        raise NotPossible(_("不能停用自己的账户，请由另一位系统管理员办。"))
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        _write_down(actor, "reactivate" if active else "deactivate", user)


def unlock(*, actor: Actor, user: User) -> None:
    """Forget the wrong passwords of an account."""
    with transaction.atomic():
        reset(username=user.get_username())
        _write_down(actor, "unlock", user)


def _write_down(actor: Actor, verb: str, user: User) -> None:
    record(actor=actor, verb=verb, thing_kind="account", thing_id=user.pk, business_at=business.now(), content={})
