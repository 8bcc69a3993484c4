"""The desk's door, where the county's pack has its document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.insolvency.tasks import is_open
from county.offers import NavLink


def door() -> NavLink | None:
    return NavLink(_("破产联动"), reverse("insolvency:desk"), "read_unit") if is_open() else None
