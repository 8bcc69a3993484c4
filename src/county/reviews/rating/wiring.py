"""What the room offers to the platform: reminders and forgetting in the sweep, quiet logs, words of the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def wire() -> None:
    from county.audit.words import name_things, name_verbs
    from county.offers import offer_sweep
    from county.reviews.rating.inviting import remind
    from county.reviews.rating.quiet import keep_addresses_out_of_logs
    from county.reviews.rating.source import forget_failures

    offer_sweep(remind)
    offer_sweep(forget_failures)
    keep_addresses_out_of_logs()
    name_verbs({"review.bind_screen": _("绑定评价屏")})
    name_things({"rating": _("评价"), "counter": _("窗口")})
