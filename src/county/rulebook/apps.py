"""The rulebook as a Django app."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "county.rulebook"
    label = "rulebook"
    verbose_name = "规则"

    def ready(self) -> None:
        from county.offers import offer_rules
        from county.rulebook.selectors import rules_on

        offer_rules(rules_on)
