"""What goes up to the provincial system, kept until its receipt is there."""

from __future__ import annotations

from django.db import models


class Shipment(models.Model):
    """One file of parcels: how many, its digest, when a channel took it, and the receipt that came back.

    `failed`: why the channel did not take it the last time, tried at the real time `tried_at`.
    """

    number = models.CharField("批次", max_length=40, unique=True)
    count = models.PositiveIntegerField("件数")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField("生成")
    sent_at = models.DateTimeField("送出", null=True)
    tried_at = models.DateTimeField(null=True)
    failed = models.CharField("没有送出的原因", max_length=60, blank=True)
    receipt = models.CharField("回执", max_length=120, blank=True)
    received_at = models.DateTimeField("收到回执", null=True)

    class Meta:
        verbose_name = "上报批次"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.number


class Parcel(models.Model):
    """One thing to be reported: a rating, a rectification, a rating set aside. `ref`: unique, so that it goes once.

    `outcome`: what the receipt says of it. One that was refused stays; what is sent again is a parcel of its own, whose
    `corrects` names it.
    """

    class Outcome(models.TextChoices):
        NONE = "", "没有回执"
        ACCEPTED = "accepted", "已接收"
        REFUSED = "refused", "被退回"

    ref = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    body = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    shipment = models.ForeignKey(Shipment, models.PROTECT, null=True, related_name="parcels")
    outcome = models.CharField("回执", max_length=10, choices=Outcome.choices, blank=True, default=Outcome.NONE)
    refused = models.CharField("退回的原因", max_length=200, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        verbose_name = "上报件"
        indexes = (models.Index(fields=["shipment", "id"], name="parcels_waiting"),
                   models.Index(fields=["outcome", "id"], name="parcels_by_outcome"))

    def __str__(self) -> str:
        return self.ref
