"""What people are told, and how it leaves the house, as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "county.notices"
    label = "notices"
    verbose_name = "通知"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.notices.doors import channels, outbox
        from county.offers import offer_nav

        offer_nav(channels)
        offer_nav(outbox)
