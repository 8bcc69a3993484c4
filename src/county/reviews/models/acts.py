"""A service that was given, and what was said of it. Ratings are only added; a later one replaces a default."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from county.reviews.models.places import Counter, Item, Platform, ServiceUnit, Staff


class ServiceAct(models.Model):
    """One finished service. `number`: the giving system's own, so that it comes in once.

    `default_at`: the last moment in which silence does not count yet. `state`: finished, rated, defaulted.
    `matter_key`: of a matter done online (办件), which is rated once however many services it took; none at a window.
    """

    class State(models.TextChoices):
        FINISHED = "finished", "待评价"
        DEFAULTED = "defaulted", "默认评价"
        RATED = "rated", "已评价"

    number = models.CharField("编号", max_length=60)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    agency = models.CharField("承办单位", max_length=80)
    unit = models.ForeignKey(ServiceUnit, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    platform = models.ForeignKey(Platform, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    is_online = models.BooleanField("线上", default=False)
    matter_key = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField("办结")
    default_at = models.DateTimeField("默认")
    token_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FINISHED)
    pack = models.CharField(max_length=80)

    class Meta:
        verbose_name = "办结的服务"
        # every rating writes to each index of the row that it marks: there are only those that something looks up in
        constraints = (
            models.UniqueConstraint(fields=["number"], name="act_number"),
            models.UniqueConstraint(fields=["token_hash"], name="act_token"),
            models.UniqueConstraint(fields=["matter_key"], condition=~models.Q(matter_key=""),
                                    name="act_matter"),
        )
        indexes = (
            models.Index(fields=["default_at"], condition=models.Q(state="finished"), name="act_default"),
            models.Index(fields=["counter", "-finished_at"], name="act_at_counter"),
            models.Index(fields=["agency", "-finished_at"], name="act_of_unit"),
            models.Index(fields=["-finished_at"], name="act_latest"),
            models.Index(fields=["platform"], condition=models.Q(platform__isnull=False), name="act_of_platform"),
        )

    def __str__(self) -> str:
        return self.number


class Invitation(models.Model):
    """Where the link of a service is sent to; deleted when the service is rated or silence counts."""

    act = models.OneToOneField(ServiceAct, models.CASCADE, primary_key=True, related_name="invitation")
    telephone = models.CharField(max_length=20)
    token = models.CharField(max_length=60)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "评价邀请"

    def __str__(self) -> str:
        return str(self.act_id)


class Rating(models.Model):
    """What was said of a service, or that silence counted. `grade`: its place in the pack's list of grades, the best 1.

    `made_at` is real for the audit alone; pages show `day`. `is_counted`: in the counts now; a default that was
    replaced and a rating that was set aside are not, and stay. `shown_text` is what may be published, the original
    stays in `text`. Item, unit, staff and online are those of the service, kept here for the counts; the agency is the
    one that the rating counts for, another than the service's where its ticket was transferred.
    """

    class Channel(models.TextChoices):
        SCREEN = "screen", gettext_noop("实体大厅评价器")
        CODE = "code", gettext_noop("窗口二维码")
        APP = "app", gettext_noop("移动客户端")
        MINI = "mini", gettext_noop("小程序")
        WEB = "web", gettext_noop("网上大厅")
        SMS = "sms", gettext_noop("手机短信")
        HOTLINE = "hotline", gettext_noop("服务热线")
        BOX = "box", gettext_noop("意见箱")
        BOARD = "board", gettext_noop("监督平台")
        EMAIL = "email", gettext_noop("电子邮箱")
        PAPER = "paper", gettext_noop("纸质评价表")
        NONE = "none", gettext_noop("未评价")

    class SetAside(models.TextChoices):
        NOT = "", "采纳"
        WRONG = "wrong", "误评"
        MALICIOUS = "malicious", "恶意"

    act = models.ForeignKey(ServiceAct, models.PROTECT, db_index=False, related_name="ratings")
    seq = models.PositiveSmallIntegerField(default=1)
    grade = models.PositiveSmallIntegerField("等级")
    is_bad = models.BooleanField("差评", default=False)
    dimensions = models.JSONField("内容", default=dict, blank=True)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    text = models.CharField("意见", max_length=2000, blank=True)
    shown_text = models.CharField("可公开的意见", max_length=2000, blank=True)
    is_real_name = models.BooleanField("实名", default=False)
    is_default = models.BooleanField("默认", default=False)
    is_late = models.BooleanField("期满后", default=False)
    is_counted = models.BooleanField("计入", default=True)
    set_aside = models.CharField("不予采纳", max_length=10, choices=SetAside.choices, blank=True, default=SetAside.NOT)
    day = models.DateField("评价日期")
    made_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True)
    by_staff = models.CharField("代录", max_length=200, blank=True)
    is_gathered = models.BooleanField("已列入上报", default=False)

    agency = models.CharField("承办单位", max_length=80)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    unit = models.ForeignKey(ServiceUnit, models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    is_online = models.BooleanField("线上", default=False)

    class Meta:
        verbose_name = "评价"
        constraints = (models.UniqueConstraint(fields=["act", "seq"], name="rating_in_order"),)
        indexes = (
            models.Index(fields=["day", "agency", "grade", "is_default", "is_counted", "channel", "item", "unit",
                                 "is_online"], name="rating_month"),
            models.Index(fields=["agency", "-day", "-id"], name="rating_of_unit"),
            models.Index(fields=["staff", "day"], name="rating_of_staff"),
            models.Index(fields=["-day", "-id"], name="rating_latest"),
            models.Index(fields=["id"], condition=models.Q(is_gathered=False), name="rating_to_gather"),
            models.Index(fields=["day"], condition=~models.Q(text=models.F("shown_text")), name="rating_with_original"),
        )

    def __str__(self) -> str:
        return f"{self.act_id} {self.grade}"
