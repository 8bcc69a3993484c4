"""The account of a person who signs in. What a person may do follows from posts, which other desks hold."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """`shown_name` is what pages print: a post, not necessarily a person's name."""

    shown_name = models.CharField("显示名称", max_length=100, blank=True)

    class Meta:
        verbose_name = "账户"

    def __str__(self) -> str:
        return self.shown_name or self.username


class Invite(models.Model):
    """A single-use way to an account for a person who has none. Only the token's hash is kept; times are real."""

    person = models.ForeignKey("agencies.Person", models.PROTECT, related_name="invites")
    token_hash = models.CharField("令牌摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("发出")
    expires = models.DateTimeField("有效到")
    used_at = models.DateTimeField("用于", null=True, blank=True)

    class Meta:
        verbose_name = "邀请"

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class ApiKey(models.Model):
    """A unit's key for programs, shown once; its hash is kept. `prefix` tells keys apart on a page."""

    agency = models.CharField("单位", max_length=80)
    name = models.CharField("用途", max_length=100)
    scopes = models.JSONField("范围", default=list)
    prefix = models.CharField("开头", max_length=12)
    key_hash = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("建立")
    expires = models.DateTimeField("有效到", null=True, blank=True)
    revoked = models.DateTimeField("撤销", null=True, blank=True)

    class Meta:
        verbose_name = "接口密钥"

    def __str__(self) -> str:
        return f"{self.agency} {self.prefix}"
