"""The desk as a Django app: its door in the masthead, its panel on cases, its events in the demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "county.supervision"
    label = "supervision"
    verbose_name = "督查"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.words import name_verbs
        from county.offers import offer_demo_events, offer_nav, offer_panel
        from county.supervision.demo import happen
        from county.supervision.door import door
        from county.supervision.matters.panel import panel_of
        from county.supervision.ranking.panel import panel_of as ranking_panel_of

        offer_nav(door)
        offer_demo_events(140, happen)
        name_verbs({"supervision.matter": _("立项"), "supervision.progress": _("报落实情况")})
        offer_panel(panel_of)
        offer_panel(ranking_panel_of)
