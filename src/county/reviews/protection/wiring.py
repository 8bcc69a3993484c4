"""What the room offers to the platform: triggers that the demo's reset lifts, retention in the sweep, words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit import triggers as audit_triggers
    from county.audit.words import name_verbs
    from county.offers import NavLink, offer_nav, offer_sweep
    from county.reviews.protection import triggers
    from county.reviews.protection.retention import sweep_retention
    from county.reviews.slots import is_open

    def door() -> NavLink | None:
        """For the auditor, who has no tabs of the desk; who runs the reviews comes from its settings."""
        return NavLink(str(_("联系方式查看记录")), reverse("reviews:looks"), "read_audit") if is_open() else None

    offer_nav(door)
    audit_triggers.also(install=triggers.install, remove=triggers.remove)
    offer_sweep(sweep_retention)
    name_verbs({"review.look": _("查看联系方式"), "review.look_refused": _("查看联系方式被拒绝"),
                "review.contact_deleted": _("按期限删除联系方式"), "review.text_screened": _("按期限隐去原话")})
