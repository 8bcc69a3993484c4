"""The desk as a Django app: its door in the masthead, its events in the demo."""

from django.apps import AppConfig


class InsolvencyConfig(AppConfig):
    name = "county.insolvency"
    label = "insolvency"
    verbose_name = "破产联动"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.insolvency.demo import happen
        from county.insolvency.door import door
        from county.offers import offer_demo_events, offer_nav

        offer_demo_events(130, happen)
        offer_nav(door)
