"""Units, posts, people and bodies, as a Django app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "county.agencies"
    label = "agencies"
    verbose_name = "单位"
    default_auto_field = "django.db.models.BigAutoField"
