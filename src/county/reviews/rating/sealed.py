"""What a form carries to prove for which service it was handed out, and how.

The seal is signed, bound to one service and one way in, and expires: numbers of services cannot be walked, a form of
one service does not rate another, and a form from a counter's code dies with the short time that one stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing

from county.reviews.models import ServiceAct

_SALT = "county.reviews.form"


@dataclass(frozen=True, slots=True)
class Form:
    """`key`: of this one form, so that sending it twice is sending it once. `way`: how its page was come to."""

    act: int
    key: UUID
    way: str


class Expired(Exception):
    """A true seal, too old."""


class Forged(Exception):
    """No seal of ours, or one that was handed out for another way in."""


def seal(act: ServiceAct, way: str) -> str:
    return signing.dumps([act.pk, uuid4().hex, way], salt=_SALT, compress=False)


def unseal(text: str, *ways: str, age: timedelta | None = None) -> Form:
    """Expired or Forged where it is not good, or was handed out on none of these ways."""
    try:
        act, key, way = signing.loads(text[:500], salt=_SALT, max_age=age)
    except signing.SignatureExpired:
        raise Expired from None
    except (signing.BadSignature, ValueError):
        raise Forged from None
    if way not in ways:
        raise Forged
    return Form(act, UUID(key), way)
