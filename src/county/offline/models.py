"""What was taken from a browser, by the key that the browser gave it, with the answer it got."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """`key` is made in the browser, once for each entry. `response`: what was answered, without personal data."""

    key = models.UUIDField(unique=True)
    desk = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    response = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "已收的录入"

    def __str__(self) -> str:
        return f"{self.desk} {self.key}"
