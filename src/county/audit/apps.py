"""What was done, by whom, sealed so that nothing can be changed unseen, as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "county.audit"
    label = "audit"
    verbose_name = "审计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.doors import door
        from county.offers import offer_nav

        offer_nav(door)
