"""What the room offers to other desks, and what the audit calls its acts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ORDER = 40


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit.words import name_things, name_verbs
    from county.offers import offer_year_end
    from county.reviews.statistics import entries

    offer_year_end(ORDER, entries.entries_of, entries.entries_by_unit)
    name_verbs({"review.gather": _("汇总一个月的评价"), "review.choose": _("选用评价人的话"),
                "review.screen": _("审查评价信息"), "review.publish": _("公开评价信息"),
                "review.correct": _("更正公开的评价信息"), "review.praise": _("登记好做法")})
    name_things({"edition": _("公开的评价信息"), "praise": _("好做法")})
