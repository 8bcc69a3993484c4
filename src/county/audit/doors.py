"""The desk's door in the masthead."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import NavLink


def door() -> NavLink:
    return NavLink(_("审计"), reverse("audit:rows"), "read_audit")
