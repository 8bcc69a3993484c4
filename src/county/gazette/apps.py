"""The reading room as a Django app."""

from django.apps import AppConfig


class GazetteConfig(AppConfig):
    name = "county.gazette"
    label = "gazette"
    verbose_name = "公报阅览室"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.agencies.roster_sources import offer_rosters
        from county.gazette.held import passages_at
        from county.gazette.obligations import documents_read, obligations_of
        from county.gazette.rosters import members_listed
        from county.offers import offer_passages, offer_read_obligations

        offer_passages(passages_at)
        offer_read_obligations(documents_read, obligations_of)
        offer_rosters(members_listed)
