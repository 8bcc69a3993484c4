"""Rows that say what was done, and the seals that chain them. Both are only ever added (see `triggers`)."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """A batch of committed rows, linked to the batch before. `leaves`: [[row id, row hash], …] in canonical JSON."""

    number = models.PositiveBigIntegerField("封号", primary_key=True)
    previous = models.CharField("前一封的摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)
    at = models.DateTimeField("封存时间")
    leaves = models.TextField("封存的记录")

    class Meta:
        verbose_name = "审计封存"

    def __str__(self) -> str:
        return str(self.number)


class AuditRow(models.Model):
    """One step. `at` is real time, `business_at` the county's; `actor_as` a post and never a person's name.

    `actor_id` is no foreign key, so that a row outlives the account. `digest` is the hash of what was done.
    """

    at = models.DateTimeField("时间")
    business_at = models.DateTimeField("业务时间")
    actor_id = models.BigIntegerField("账户", null=True, blank=True)
    actor_as = models.CharField("职务", max_length=600)
    verb = models.CharField("动作", max_length=60)
    thing_kind = models.CharField("事项类别", max_length=60)
    thing_id = models.CharField("事项", max_length=200)
    digest = models.CharField("内容摘要", max_length=64)
    row_hash = models.CharField("记录摘要", max_length=64)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, blank=True, db_index=False, related_name="rows")

    class Meta:
        verbose_name = "审计记录"
        indexes = (
            models.Index(fields=["seal", "id"], name="audit_row_by_seal"),
            models.Index(fields=["at"], name="audit_row_by_time"),
            models.Index(fields=["verb", "id"], name="audit_row_by_verb"),
            models.Index(fields=["thing_id", "id"], name="audit_row_by_thing"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.thing_kind} {self.thing_id}"
