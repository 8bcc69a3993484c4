"""Offline entry as a Django app."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "county.offline"
    label = "offline"
    verbose_name = "离线录入"
    default_auto_field = "django.db.models.BigAutoField"
