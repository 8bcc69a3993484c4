"""What may tell who a rater is: one table, read by one selector, each look written down."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from county.reviews.models.acts import Rating


class Contact(models.Model):
    """Name and telephone that a rater gave to be called back."""

    rating = models.OneToOneField(Rating, models.PROTECT, primary_key=True, related_name="contact")
    name = models.CharField(max_length=40)
    telephone = models.CharField(max_length=20)

    class Meta:
        verbose_name = "评价人联系方式"

    def __str__(self) -> str:
        return str(self.rating_id)


class Look(models.Model):
    """Somebody looked at a contact: who, for which ticket, why."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    reason = models.CharField("查看的理由", max_length=200)
    business_at = models.DateTimeField()

    class Meta:
        verbose_name = "查看记录"

    def __str__(self) -> str:
        return self.reason


class Failure(models.Model):
    """Addresses that tried links that do not exist, in a span of minutes; the address only as a keyed digest."""

    source = models.CharField(max_length=64)
    span = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "试链接"
        constraints = (models.UniqueConstraint(fields=["source", "span"], name="failures_of_source"),)

    def __str__(self) -> str:
        return f"{self.source[:8]} {self.count}"
