"""The desk of court and government on insolvencies, as a Django app."""

from django.apps import AppConfig


class InsolvencyConfig(AppConfig):
    name = "county.insolvency"
    label = "insolvency"
    verbose_name = "破产联动"
    default_auto_field = "django.db.models.BigAutoField"
