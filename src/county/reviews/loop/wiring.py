"""What the loop adds to the mechanism of cases, and what it writes down by itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit.words import name_things, name_verbs
    from county.cases.checks import offer_after, offer_check, offer_choice, offer_moved, offer_settings, offer_sight
    from county.offers import offer_kept, offer_panel, offer_sweep
    from county.reviews.loop import concentrated, deciding, own_numbers, sight, tickets
    from county.reviews.loop.panel import panel_of
    from county.reviews.slots import DESK

    offer_check(DESK, tickets.check)
    offer_check(DESK, deciding.check)
    offer_choice(DESK, tickets.fits)
    offer_choice(DESK, deciding.fits)
    offer_after(DESK, tickets.after)
    offer_after(DESK, deciding.after)
    offer_moved(DESK, tickets.moved)
    offer_sight(DESK, sight.hides)
    offer_kept(sight.kept)
    offer_settings(own_numbers.values)
    offer_sweep(concentrated.sweep)
    offer_panel(panel_of)
    name_verbs({"review.set": _("自定一个数"), "review.set_aside": _("差评不予采纳"),
                "review.notice": _("差评集中"), "review.counts_for": _("差评改计到承办单位")})
    name_things({"review_setting": _("自定的数"), "review_ticket": _("差评单"), "review_staff": _("差评集中人员")})
