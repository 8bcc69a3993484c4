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
