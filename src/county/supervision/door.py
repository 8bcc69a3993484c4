"""The desk's door, where the county's pack has tasks to chase."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import NavLink
from county.supervision.slots import is_open


def door() -> NavLink | None:
    return NavLink(_("督查"), reverse("supervision:board"), "read_unit") if is_open() else None
