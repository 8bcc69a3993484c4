"""Plots that are suspected or polluted, and what was asked for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from county.cases.models import Case


class Plot(models.Model):
    """A plot of building land; its case runs the plot's procedure, which says where it stands."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="plot")
    name = models.CharField("地块", max_length=100)
    township = models.CharField("乡镇", max_length=80)
    land_user = models.CharField("土地使用权人", max_length=100)
    planned_use = models.CharField("拟定用途", max_length=40, blank=True)

    class Meta:
        verbose_name = "地块"
        constraints = (models.UniqueConstraint(fields=["name", "township"], name="plot_once"),)

    def __str__(self) -> str:
        return self.name


class PlotRequest(models.Model):
    """Somebody asked for an approval on a plot; what the rule said, with its reasons. Refused ones stay on record.

    `asked`: what for (environmental assessment, building permit, change of use). `given`: the rule's answers.
    """

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="requests")
    asked = models.CharField("申请", max_length=100)
    applicant = models.CharField("申请人", max_length=100, blank=True)
    given = models.JSONField(default=dict)
    outcome = models.CharField(max_length=20)
    allowed = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "地块的申请"
        indexes = (models.Index(fields=["plot", "business_at"], name="requests_of_plot"),)

    def __str__(self) -> str:
        return self.asked
