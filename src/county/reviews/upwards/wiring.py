"""What the room offers to the platform: gathering and sending in the sweep, words of the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit.words import name_things, name_verbs
    from county.offers import offer_sweep
    from county.reviews.upwards.channel import sweep_upwards

    offer_sweep(sweep_upwards)
    name_verbs({"review.ship": _("生成上报批次"), "review.receipt": _("收到上报回执"),
                "review.report_corrected": _("更正后再报")})
    name_things({"review_shipment": _("上报批次")})
