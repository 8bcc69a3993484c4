"""What happens next to a rating, and by when: asked of the rule, and carried in a signed address, not in a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from county.reviews.judging import book_ask
from county.reviews.models import Rating

_SALT = "county.reviews.thanks"


@dataclass(frozen=True, slots=True)
class After:
    """`due`: the last day for putting a complicated matter right; None where the pack does not say."""

    is_bad: bool
    is_real_name: bool
    is_late: bool
    day: date

    @property
    def due(self) -> date | None:
        value = book_ask("rectify", {"received": self.day.isoformat()}) if self.is_bad else None
        value = value.get("due") if isinstance(value, dict) else value
        return value if isinstance(value, date) else None


def thanks_address(rating: Rating) -> str:
    """Where the rater is sent to. The same rating gives the same address."""
    said = [int(rating.is_bad), int(rating.is_real_name), int(rating.is_late), rating.day.isoformat()]
    return f"{reverse('reviews:thanks')}?{urlencode({'of': signing.Signer(salt=_SALT).sign_object(said)})}"


def after_in(text: str) -> After | None:
    """None where the address is not ours."""
    try:
        bad, real, late, day = signing.Signer(salt=_SALT).unsign_object(text[:300])
        return After(bool(bad), bool(real), bool(late), date.fromisoformat(day))
    except (signing.BadSignature, ValueError):
        return None
