"""The JSON API as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "county.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        from county.audit.words import name_verbs

        name_verbs({"review.send_refused": _("接口报送的评价没有收")})
