"""Letters with their numbers, in the official layout, as a Django app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "county.letters"
    label = "letters"
    verbose_name = "公函"
    default_auto_field = "django.db.models.BigAutoField"
