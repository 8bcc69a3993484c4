"""What goes up to the provincial system, kept until its receipt is there."""

from __future__ import annotations

from django.db import models


class Shipment(models.Model):
    """One file of parcels: how many, its digest, and the receipt that came back."""

    number = models.CharField("批次", max_length=40, unique=True)
    count = models.PositiveIntegerField("件数")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField("生成")
    receipt = models.CharField("回执", max_length=120, blank=True)
    received_at = models.DateTimeField("收到回执", null=True)
    refused = models.JSONField(default=list)

    class Meta:
        verbose_name = "上报批次"
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.number


class Parcel(models.Model):
    """One thing to be reported: a rating, a rectification, a rating set aside. `ref`: unique, so that it goes once."""

    ref = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    body = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    shipment = models.ForeignKey(Shipment, models.PROTECT, null=True, related_name="parcels")
    refused = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "上报件"
        indexes = (models.Index(fields=["shipment", "id"], name="parcels_waiting"),)

    def __str__(self) -> str:
        return self.ref
