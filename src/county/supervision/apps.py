"""The desk as a Django app: its door in the masthead, panels on cases, entries on the year-end sheet, its demo."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "county.supervision"
    label = "supervision"
    verbose_name = "督查"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.words import name_things, name_verbs
        from county.offers import offer_demo_events, offer_nav, offer_panel, offer_year_end
        from county.supervision.demo import happen
        from county.supervision.door import door
        from county.supervision.matters.panel import panel_of
        from county.supervision.ranking.panel import panel_of as ranking_panel_of
        from county.supervision.sheets import entries
        from county.supervision.words import THINGS, VERBS

        offer_nav(door)
        offer_panel(panel_of)
        offer_panel(ranking_panel_of)
        offer_year_end(10, entries.entries_of, entries.entries_by_unit)
        offer_demo_events(140, happen)
        name_verbs(VERBS)
        name_things(THINGS)
