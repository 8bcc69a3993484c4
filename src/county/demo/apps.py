"""The demo county: enter as, go forward, begin again, as a Django app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "county.demo"
    label = "demo"
    verbose_name = "演示"
    default_auto_field = "django.db.models.BigAutoField"
