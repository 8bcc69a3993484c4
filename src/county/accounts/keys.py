"""Keys of programs: made once, shown once, limited to a unit and to scopes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from county import business
from county.accounts.actor import Actor, HeldPost
from county.accounts.models import ApiKey
from county.accounts.tokens import hash_of, new_token
from county.agencies.roles import Role
from county.audit.services import record

START = "gb_"
SHOWN = 9
SCOPES = {
    "read_cases": _("看本单位的办件"),
    "open_cases": _("新开办件"),
    "take_steps": _("办理步骤"),
    "finish_services": _("报送办结的服务"),
    "send_ratings": _("报送服务评价"),
}


def make_key(*, actor: Actor, agency: str, name: str, scopes: Iterable[str], expires: datetime | None) -> str:
    """The key, shown once. KeyError: a scope that does not exist."""
    token = START + new_token()
    allowed = sorted(one for one in set(scopes) if SCOPES[one])
    with transaction.atomic():
        made = ApiKey.objects.create(agency=agency, name=name, scopes=allowed, prefix=token[:SHOWN],
                                     key_hash=hash_of(token), made_by_id=actor.user_id or 0, made_at=timezone.now(),
                                     expires=expires)
        record(actor=actor, verb="make_key", thing_kind="api_key", thing_id=made.pk, business_at=business.now(),
               content={"agency": agency, "scopes": allowed, "expires": str(expires)})
    return token


def revoke_key(*, actor: Actor, key: ApiKey) -> None:
    """From now on the key opens nothing. Said twice, the first moment stands."""
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, revoked=None).update(revoked=timezone.now()):
            record(actor=actor, verb="revoke_key", thing_kind="api_key", thing_id=key.pk, business_at=business.now(),
                   content={"agency": key.agency})


def actor_for(token: str) -> Actor | None:
    """Who acts with a key: a handler of its unit, limited by its scopes. None: unknown, revoked, too old. One query."""
    if not token.startswith(START):
        return None
    key = ApiKey.objects.filter(key_hash=hash_of(token), revoked=None).first()
    if key is None or (key.expires is not None and key.expires <= timezone.now()):
        return None
    post = HeldPost(0, key.agency, f"接口（{key.name}）", Role.HANDLER.value)
    return Actor(name=key.name, posts=(post,), scopes=frozenset(key.scopes))
