"""What the room offers to the platform: corrections in the sweep, words of the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit.words import name_things, name_verbs
    from county.offers import offer_sweep
    from county.reviews.statistics import correcting

    offer_sweep(correcting.sweep)
    name_verbs({"review.gather": _("汇总一个月的评价"), "review.choose": _("选用评价人的话"),
                "review.screen": _("审查评价信息"), "review.publish": _("公开评价信息"),
                "review.correct": _("更正公开的评价信息"), "review.praise": _("登记好做法")})
    name_things({"edition": _("公开的评价信息"), "praise": _("好做法")})
