"""The JSON API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "county.api"
    label = "api"
    verbose_name = "接口"
