"""What people are told, and how it leaves the house, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "county.notices"
    label = "notices"
    verbose_name = "通知"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.words import name_things, name_verbs
        from county.notices.doors import channels, outbox
        from county.offers import offer_nav

        name_verbs({"add_channel": _("增加通道"), "switch_channel": _("开关通道")})
        name_things({"channel": _("通道")})
        offer_nav(channels)
        offer_nav(outbox)
