"""The desk as a Django app: its doors, what it writes down by itself, its panel on tickets, its demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "county.reviews"
    label = "reviews"
    verbose_name = "好差评"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.words import name_things, name_verbs
        from county.offers import offer_demo_events, offer_home, offer_nav, offer_sweep, offer_year_end
        from county.reviews.demo import happen
        from county.reviews.door import door, public_door
        from county.reviews.loop import wiring as loop
        from county.reviews.protection import wiring as protection
        from county.reviews.rating import wiring as rating
        from county.reviews.rating.silence import count_silence
        from county.reviews.statistics import entries
        from county.reviews.statistics import wiring as statistics
        from county.reviews.surveys import wiring as surveys
        from county.reviews.upwards import wiring as upwards

        offer_nav(door)
        offer_home(public_door)
        offer_sweep(count_silence)
        for room in (rating, loop, protection, statistics, surveys, upwards):
            room.wire()
        offer_year_end(20, entries.entries_of, entries.entries_by_unit)
        offer_demo_events(150, happen)
        name_verbs({"review.finish": _("报送办结的服务"), "review.rate": _("评价"), "review.silence": _("默认评价")})
        name_things({"service": _("办结的服务"), "rating": _("评价")})
