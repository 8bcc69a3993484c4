"""The administrator's doors in the masthead."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import NavLink


def channels() -> NavLink:
    return NavLink(_("通道"), reverse("notices:channels"), "administer")


def outbox() -> NavLink:
    return NavLink(_("发件箱"), reverse("notices:outbox"), "administer")
