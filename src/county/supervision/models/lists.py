"""Things that a document has listed and checked one by one: key enterprises, water sources, metal projects."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Listed(models.Model):
    """One thing of a register: `rule` is the checklist that judges it, `given` its answers as typed."""

    rule = models.CharField(max_length=120)
    name = models.CharField("名称", max_length=100)
    township = models.CharField("乡镇", max_length=80, blank=True)
    given = models.JSONField(default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    checked_at = models.DateTimeField("检查", null=True)
    is_off = models.BooleanField("移出", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)

    class Meta:
        verbose_name = "名录"
        constraints = (models.UniqueConstraint(fields=["rule", "name", "township"], name="listed_once"),)

    def __str__(self) -> str:
        return self.name
