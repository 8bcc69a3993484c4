"""The site as a Django app: layout, static files and the home page."""

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "county.site"
    label = "county_site"
    verbose_name = "令行"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.site.messages import compile_messages

        compile_messages(settings.HOME)
