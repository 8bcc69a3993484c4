"""Numbers that the document does not give and the county sets itself."""

from __future__ import annotations

from django.db import models


class Setting(models.Model):
    """A setting by name, with who set it and why; the latest of a name holds."""

    name = models.CharField(max_length=60)
    value = models.CharField(max_length=40, blank=True)
    reason = models.CharField("理由", max_length=300)
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()

    class Meta:
        verbose_name = "自定的数"
        ordering = ("name", "-pk")

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
