"""The mechanism every desk stands on: a case runs a procedure, as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "county.cases"
    label = "cases"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.cases.doors import late, procedures
        from county.offers import offer_nav

        offer_nav(procedures)
        offer_nav(late)
