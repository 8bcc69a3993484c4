"""Letters with their numbers, in the official layout, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "county.letters"
    label = "letters"
    verbose_name = "公函"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.agencies.leaving import offer_notice
        from county.audit.words import name_things, name_verbs
        from county.letters.demo import happen
        from county.letters.panel import panel_of
        from county.letters.prefill import notice_of_change
        from county.letters.year_end import offer as offer_year_end_entries
        from county.offers import offer_demo_events, offer_panel

        offer_panel(panel_of)
        offer_year_end_entries()
        offer_demo_events(900, happen)
        offer_notice(notice_of_change)
        name_verbs({"issue_letter": _("发出公函"), "void_letter": _("作废公函"), "file_letter_scan": _("归档扫描件")})
        name_things({"letter": _("公函")})
        _door()


def _door() -> None:
    from county.letters.doors import door
    from county.offers import offer_nav

    offer_nav(door)
