"""What a bad rating sets going."""

from __future__ import annotations

from django.db import models

from county.cases.models import Case
from county.reviews.models.acts import Rating
from county.reviews.models.places import Staff


class Ticket(models.Model):
    """The ticket of a bad rating; its case runs the pack's procedure. `was_called_back`: the rater was called back.

    `is_set_aside`: an appeal was granted, the ticket leaves the counts. `rated_account`: whose badge it was when the
    rating came; taking the badge off the account later opens nothing.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="review_ticket")
    rating = models.OneToOneField(Rating, models.PROTECT, related_name="ticket")
    agency = models.CharField("承办单位", max_length=80)
    day = models.DateField("收到差评的日期")
    is_real_name = models.BooleanField("实名", default=False)
    was_called_back = models.BooleanField("已回访", default=False)
    is_set_aside = models.BooleanField("不予采纳", default=False)
    is_gathered = models.BooleanField("已列入上报", default=False)
    rated_account = models.BigIntegerField("被评价人的账户", null=True)

    class Meta:
        verbose_name = "差评单"
        indexes = (models.Index(fields=["agency", "-day"], name="tickets_of_unit"),
                   models.Index(fields=["-day", "case"], name="tickets_latest"),
                   models.Index(fields=["rated_account"], condition=models.Q(rated_account__isnull=False),
                                name="tickets_of_rated"),
                   models.Index(fields=["case"], condition=models.Q(is_gathered=False), name="tickets_to_gather"))

    def __str__(self) -> str:
        return str(self.case_id)


class Appeal(models.Model):
    """A request for review by the staff member who was rated; its case runs the pack's procedure for it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="review_appeal")
    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="appeal")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    applied = models.DateField("申请的日期")
    last_day = models.DateField("申请的最后一天")
    outcome = models.CharField(max_length=10, blank=True, choices=[
        *Rating.SetAside.choices[1:], ("upheld", "维持"), ("late", "逾期不受理")])

    class Meta:
        verbose_name = "差评复核"

    def __str__(self) -> str:
        return str(self.case_id)


class StaffNotice(models.Model):
    """Bad ratings of one staff member came together in a quarter; its case runs the pack's procedure for it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="staff_notice")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="notices")
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    bad = models.PositiveSmallIntegerField("有效的差评")

    class Meta:
        verbose_name = "差评集中"
        constraints = (models.UniqueConstraint(fields=["staff", "year", "quarter"], name="staff_notice_once"),)

    def __str__(self) -> str:
        return f"{self.staff_id} {self.year}-{self.quarter}"
