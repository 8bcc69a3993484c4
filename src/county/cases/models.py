"""Cases and the steps they took. Steps are the truth; the columns of a case that steps decide are their projection."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Case(models.Model):
    """One matter that runs a procedure. `procedure` is a rule id of `pack`; `pack_digest` is that of the opening day.

    Projection of the steps: state, agency, handler, clocks, due_at, amber_at, next_at, suspended, is_open, closed_at,
    seq. `next_at`: when the sweep has something to write down next. Late is a query, never stored.

    `source`: the task of a document that the case carries out, rule id and number (rivers/tasks#6-3), if one. `chased`:
    it stands in the county's ledger of tasks that are chased to their end.
    """

    PROJECTED: ClassVar = ("state", "agency", "handler_id", "clocks", "due_at", "amber_at", "next_at", "suspended",
                           "is_open", "closed_at", "seq", "told")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("编号", max_length=20, unique=True)
    desk = models.CharField(max_length=40)
    procedure = models.CharField("程序", max_length=120)
    pack = models.CharField(max_length=80)
    pack_digest = models.CharField(max_length=64)
    title = models.CharField("标题", max_length=200)
    topic = models.CharField(max_length=120, blank=True)
    source = models.CharField("任务", max_length=160, blank=True)
    chased = models.BooleanField("列入督查台账", default=False)
    opened_at = models.DateTimeField("开始")
    is_drill = models.BooleanField("演练", default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    applicant = models.CharField("当事人", max_length=200, blank=True)
    secret_hash = models.CharField(max_length=128, blank=True)

    state = models.CharField("状态", max_length=60)
    agency = models.CharField("承办单位", max_length=80)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    clocks = models.JSONField(default=dict)
    due_at = models.DateTimeField("到期", null=True)
    amber_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)
    suspended = models.BooleanField("中止", default=False)
    is_open = models.BooleanField("未办结", default=True)
    closed_at = models.DateTimeField("办结", null=True)
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "办件"
        indexes = (
            models.Index(fields=["agency", "is_open", "due_at", "id"], name="case_of_unit"),
            models.Index(fields=["is_open", "due_at", "id"], name="case_open"),
            models.Index(fields=["next_at"], name="case_next"),
            models.Index(fields=["procedure", "is_open"], name="case_procedure"),
            models.Index(fields=["desk", "topic"], name="case_topic"),
            models.Index(fields=["chased", "is_open", "due_at", "id"], name="case_chased"),
            models.Index(fields=["source"], name="case_source"),
        )

    def __str__(self) -> str:
        return self.title


class Concern(models.Model):
    """Whom a case concerns: its unit, those who join, and those who may take the next step. Projection of the steps.

    `who`: an agency's id, or `post:` and a title. `acts`: may take a step of the procedure just now; else the case
    waits for others. `sort_at`: due, or far off. `part`, `done_at`: of a unit that joined.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="concerns")
    who = models.CharField("单位", max_length=200)
    acts = models.BooleanField(default=False)
    joined = models.BooleanField("协办", default=False)
    part = models.CharField("自己的部分", max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)
    sort_at = models.DateTimeField()

    class Meta:
        verbose_name = "关系单位"
        constraints = (models.UniqueConstraint(fields=["case", "who"], name="concerned_once"),)
        indexes = (
            models.Index(fields=["who", "is_open", "acts", "sort_at", "case"], name="concern_inbox"),
            models.Index(fields=["who", "is_open", "sort_at", "case"], name="concern_unit"),
        )

    def __str__(self) -> str:
        return self.who


class Term(models.Model):
    """One limit of a case, running or ended: what calendars and rates count. Projection of the steps.

    `clock`: its name in the case. `due_at`: the last moment included; None where the document gives no number.
    `by_close`: it ended only because the case did.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="terms")
    clock = models.CharField(max_length=160)
    title = models.CharField("时限", max_length=200)
    since = models.DateTimeField()
    due_at = models.DateTimeField("到期", null=True)
    soft = models.BooleanField("原则上", default=False)
    ended_at = models.DateTimeField(null=True)
    by_close = models.BooleanField(default=False)

    class Meta:
        verbose_name = "时限"
        constraints = (models.UniqueConstraint(fields=["case", "clock", "since"], name="term_once"),)
        indexes = (models.Index(fields=["due_at", "ended_at", "case"], name="term_due"),)

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """What happened, once and for all. `act`: take (a step of the procedure) or one of `county.cases.acts`.

    `data`: what was typed; `effects`: what it changes (see `county.cases.projection`). `at` is real, `business_at` the
    day and time of business. `key`: the form it came from, so that the same form sent twice is one step.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    step = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=60, blank=True)
    to = models.CharField(max_length=60, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    on_behalf = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    business_at = models.DateTimeField()
    data = models.JSONField(default=dict)
    effects = models.JSONField(default=dict)
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "步骤"
        constraints = (models.UniqueConstraint(fields=["case", "seq"], name="one_step_a_place"),)
        ordering = ("case", "seq")

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    """A word among those who work on a case; it changes nothing."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()
    text = models.CharField(max_length=2000)
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "留言"

    def __str__(self) -> str:
        return self.text[:40]


class CaseFile(models.Model):
    """A file of a case, kept below the home folder under the digest of its content."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="files")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="files")
    need = models.CharField(max_length=60, blank=True)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()

    class Meta:
        verbose_name = "文件"

    def __str__(self) -> str:
        return self.name


class Referral(models.Model):
    """Work passed on: what, to which unit, from which case. Accepted, it is a case; declined, it says why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=40)
    procedure = models.CharField(max_length=120)
    to = models.CharField("转给", max_length=80)
    subject = models.CharField("事由", max_length=200)
    source = models.CharField("依据", max_length=200, blank=True)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=(("", "待接收"), ("accepted", "已接收"), ("declined", "已退回")),
                              blank=True)
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    led_to = models.OneToOneField(Case, models.PROTECT, null=True, related_name="came_from")

    class Meta:
        verbose_name = "转办"
        constraints = (models.UniqueConstraint(fields=["case", "kind", "procedure", "to", "subject"],
                                               name="referred_once"),)
        indexes = (models.Index(fields=["to", "answer"]),)

    def __str__(self) -> str:
        return self.subject


class Lease(models.Model):
    """Who does a recurring work just now; expires by itself."""

    name = models.CharField(primary_key=True, max_length=40)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    class Meta:
        verbose_name = "租约"

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """How often a receipt number was tried with a wrong secret, in real time."""

    number = models.CharField(primary_key=True, max_length=20)
    count = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()

    class Meta:
        verbose_name = "试填"

    def __str__(self) -> str:
        return self.number
