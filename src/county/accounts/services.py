"""Changes to accounts."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from county.accounts.models import User

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
    return clerk
