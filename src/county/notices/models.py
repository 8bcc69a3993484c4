"""Notices, who has read them, the channels they leave by, and the outbox."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """One sentence for a unit, a role in it or one account. `at` is business time, `made_at` real time.

    `key` is (case, kind, due, agency) as one text, because databases do not agree on what is unique among nulls.
    `title` holds no personal data: it leaves the house.
    """

    key = models.CharField(max_length=300, unique=True)
    case = models.UUIDField("办件", null=True, blank=True, db_index=True)
    kind = models.CharField("种类", max_length=80)
    due = models.DateTimeField("期限", null=True, blank=True)
    agency = models.CharField("单位", max_length=80, blank=True)
    role = models.CharField("角色", max_length=20, blank=True)
    user_id = models.BigIntegerField("账户", null=True, blank=True)
    title = models.CharField("标题", max_length=200)
    href = models.CharField("地址", max_length=500)
    at = models.DateTimeField("时间")
    made_at = models.DateTimeField("写下的时间", default=timezone.now)

    class Meta:
        verbose_name = "通知"
        indexes = (
            models.Index(fields=["agency", "-at", "-id"], name="notice_of_unit"),
            models.Index(fields=["user_id", "-at", "-id"], name="notice_of_account"),
        )

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """An account has read a notice; `at` is real time."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings")
    user_id = models.BigIntegerField("账户")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "已读"
        constraints = (models.UniqueConstraint(fields=["user_id", "notice"], name="notice_read_once"),)

    def __str__(self) -> str:
        return f"{self.notice_id} {self.user_id}"


class Channel(models.Model):
    """A way out, for one unit or (`agency` empty) for all. `key`, the query of an address, and `secret` are not shown.

    `fields` is what an SMS gateway wants to be sent, with `{text}`, `{telephones}` and the like in its texts.
    """

    class Kind(models.TextChoices):
        SMS = "sms_gateway", "短信网关"
        WECOM = "robot_wecom", "企业微信群机器人"
        DINGTALK = "robot_dingtalk", "钉钉群机器人"
        EMAIL = "email", "电子邮件"
        COPY = "copy", "复制到工作群"
        PRINT = "print", "打印张贴"

    TELLS_REPEATS: ClassVar = (Kind.SMS,)
    """Whose contract it is to take a message with the same Idempotency-Key once."""
    BY_HAND: ClassVar = (Kind.COPY, Kind.PRINT)

    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    address = models.CharField("地址", max_length=500, blank=True)
    key = models.CharField(max_length=500, blank=True)
    secret = models.CharField(max_length=500, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    agency = models.CharField("单位", max_length=80, blank=True)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "通道"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.address}".strip()

    @property
    def by_hand(self) -> bool:
        return self.kind in self.BY_HAND


class Delivery(models.Model):
    """A notice on its way by a channel. Every time here is real time. The id is what receivers tell repeats by.

    `failed` is tried again at `next_at`; `given_up` is not. While `sending`, the worker holding `token` has it until
    `lease_until`. `telephone`, `path`: of a message to somebody without an account, and the page that it alone leads
    to; both are blanked as soon as it has left or is given up.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENDING = "sending", "正在发"
        SENT = "sent", "已发"
        FAILED = "failed", "没发成，会再试"
        GIVEN_UP = "given_up", "不再试"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    telephone = models.CharField(max_length=20, blank=True)
    path = models.CharField(max_length=200, blank=True)
    tries = models.PositiveIntegerField("次数", default=0)
    next_at = models.DateTimeField("下一次", default=timezone.now)
    last_error = models.CharField("原因", max_length=40, blank=True)
    sent_at = models.DateTimeField("发出", null=True, blank=True)
    sent_by = models.BigIntegerField("经手的账户", null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField("写下的时间", default=timezone.now)

    class Meta:
        verbose_name = "发送"
        constraints = (models.UniqueConstraint(fields=["notice", "channel"], name="notice_leaves_once"),)
        indexes = (
            models.Index(fields=["state", "next_at"], name="delivery_due"),
            models.Index(fields=["state", "-made_at", "-id"], name="delivery_listed"),
            models.Index(fields=["-made_at", "-id"], name="delivery_newest"),
        )

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel_id} {self.state}"
