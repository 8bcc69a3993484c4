"""The mechanism's doors in the masthead."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import NavLink


def procedures() -> NavLink:
    return NavLink(_("新开办件"), reverse("cases:procedures"), "open_cases")


def late() -> NavLink:
    return NavLink(_("全县逾期"), reverse("cases:late"), "supervise")
