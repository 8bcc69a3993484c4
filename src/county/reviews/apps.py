"""The desk as a Django app: its doors, what it writes down by itself, its panel on tickets, its demo."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "county.reviews"
    label = "reviews"
    verbose_name = "好差评"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.offers import offer_sweep
        from county.reviews.rating.silence import count_silence

        offer_sweep(count_silence)
