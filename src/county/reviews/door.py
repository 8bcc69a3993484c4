"""The desk's doors: for offices in the masthead, for everybody on the first page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import NavLink
from county.reviews.slots import is_open


def door() -> NavLink | None:
    return NavLink(_("好差评"), reverse("reviews:board"), "read_reviews") if is_open() else None


def public_door() -> NavLink | None:
    return NavLink(_("服务评价公开"), reverse("reviews:public"), "") if is_open() else None
