"""Surveys beside the ratings: a sample that anybody can draw again from its published seed."""

from __future__ import annotations

from django.db import models

from county.reviews.models.acts import ServiceAct


class Survey(models.Model):
    """`subject`, `method`: as the pack's register of surveys names them. `seed`: published, it decides the sample.

    `items`: codes of the matters asked about, all where empty. `last_act`: services that came in after it was drawn
    are not among those it was drawn from. `list_digest`: of that list, published at the beginning.
    """

    title = models.CharField("调查", max_length=120)
    subject = models.CharField("调查对象", max_length=120)
    method = models.CharField("方式", max_length=60)
    is_drawn = models.BooleanField("抽样", default=True)
    first = models.DateField("服务从")
    last = models.DateField("服务到")
    items = models.JSONField("事项", default=list)
    seed = models.CharField("抽样的种子", max_length=80, blank=True)
    size = models.PositiveIntegerField("样本数")
    population = models.PositiveIntegerField("总数", default=0)
    last_act = models.BigIntegerField(default=0)
    list_digest = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField("开始")
    closed_at = models.DateTimeField("结束", null=True)
    shown_as = models.CharField(max_length=200)
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "政务服务调查"
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.title


class SurveyAnswer(models.Model):
    """One of the sample: its link, and what was answered (measure → 1 to 5). No name, no telephone.

    `ref`: the number of a questionnaire that a third party brings in; it has no service, and a link that nobody holds.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    act = models.ForeignKey(ServiceAct, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    ref = models.CharField("问卷编号", max_length=60, blank=True)
    said = models.JSONField(default=dict)
    text = models.CharField("意见", max_length=500, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        verbose_name = "调查答卷"
        constraints = (
            models.UniqueConstraint(fields=["survey", "act"], name="surveyed_once"),
            models.UniqueConstraint(fields=["survey", "ref"], condition=~models.Q(ref=""), name="brought_in_once"),
        )

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"
