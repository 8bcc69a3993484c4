"""What the desk keeps of a matter beside its case."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from county.cases.models import Case


class Matter(models.Model):
    """A matter that somebody gave to an office, not a task of a plan: where it comes from and since when it runs.

    `kind`: as the rule for feedback asks (K1 …), empty where the matter has a day of its own. `received`: the day from
    which the limit counts; `ordered`: when the office was told. `due`: a day of its own. `document`, `at`: the place
    that it was ticked off from. `same_day`: why order and day wanted are the same.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="matter")
    kind = models.CharField("事项的种类", max_length=20, blank=True)
    origin = models.CharField("来源", max_length=100, blank=True)
    received = models.DateField("收到的日期")
    ordered = models.DateField("安排的日期")
    due = models.DateField("要结果的日期", null=True, blank=True)
    document = models.CharField("文件", max_length=300, blank=True)
    at = models.CharField("位置", max_length=300, blank=True)
    special = models.BooleanField("特别重要", default=False)
    same_day = models.CharField("当日要结果的理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "督查事项"

    def __str__(self) -> str:
        return str(self.case_id)


class Urging(models.Model):
    """A case was urged. `batch`: several at once; `letter`: the letter that said so, if one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="urgings")
    batch = models.UUIDField()
    agency = models.CharField("催办的单位", max_length=80)
    words = models.CharField("内容", max_length=500)
    letter = models.UUIDField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()

    class Meta:
        verbose_name = "催办"
        constraints = (models.UniqueConstraint(fields=["case", "batch"], name="urged_once"),)
        indexes = (models.Index(fields=["agency", "business_at"], name="urging_of_unit"),)

    def __str__(self) -> str:
        return self.words[:40]


class Progress(models.Model):
    """How far a unit is that carries a task out without leading it (every township for every task of a plan)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="progress")
    agency = models.CharField("单位", max_length=80)
    words = models.CharField("落实情况", max_length=1000)
    is_done = models.BooleanField("已落实", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "落实情况"
        indexes = (models.Index(fields=["case", "agency", "business_at"], name="progress_of_unit"),)

    def __str__(self) -> str:
        return self.words[:40]
