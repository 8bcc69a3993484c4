"""Letters and the registers that number them. A number once given is never given again."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from county.letters.kinds import KINDS


class Register(models.Model):
    """The numbers of one office's code in one year. `agency` is an id of the pack; the office types `code` itself."""

    agency = models.CharField("发文单位", max_length=80)
    code = models.CharField("机关代字", max_length=12)
    year = models.PositiveIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "文号登记簿"
        constraints = (models.UniqueConstraint(fields=["agency", "code", "year"], name="one_register_a_year"),)

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class Letter(models.Model):
    """A letter as it was issued: its words are kept, so that it prints the same whatever the pack says later.

    `dated`, `voided_at` and `scanned_at` are times of business, `issued_at` is real. `cites`: [{document, at}].
    A voided letter keeps its number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField("文种", max_length=20, choices=[(one.id, one.name) for one in KINDS.values()])
    register = models.ForeignKey(Register, models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField("号")
    year = models.PositiveIntegerField("年份")
    issuer_words = models.CharField("发文机关", max_length=200)
    to_agencies = models.JSONField("主送单位", default=list)
    to_words = models.CharField("主送", max_length=600)
    copy_agencies = models.JSONField("抄送单位", default=list)
    copy_words = models.CharField("抄送", max_length=600, blank=True)
    title = models.CharField("标题", max_length=200)
    paragraphs = models.JSONField("正文", default=list)
    cites = models.JSONField("依据", default=list)
    signatory_post = models.CharField("签发人职务", max_length=100)
    signed_for = models.CharField("署名单位", max_length=80)
    signed_words = models.CharField("署名", max_length=200)
    dated = models.DateField("成文日期")
    issued_at = models.DateTimeField("发出")
    issued_by = models.BigIntegerField("发文人")
    voided_at = models.DateTimeField("作废", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    scan_sha256 = models.CharField("扫描件摘要", max_length=64, blank=True)
    scan_name = models.CharField("扫描件文件名", max_length=200, blank=True)
    scan_size = models.PositiveIntegerField("扫描件字节数", null=True, blank=True)
    scan_type = models.CharField("扫描件类型", max_length=40, blank=True)
    scanned_at = models.DateTimeField("扫描件归档", null=True, blank=True)

    class Meta:
        verbose_name = "公函"
        constraints = (models.UniqueConstraint(fields=["register", "number"], name="one_letter_a_number"),)
        ordering = ("register", "number")

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """清政督〔2031〕4号; the place of the number stays open until the letter is issued."""
        return f"{self.register.code}〔{self.year}〕{self.number or '　'}号"

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind].name

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    def receivers(self) -> list[str]:
        """The units that it goes to, for action or for information."""
        return list(dict.fromkeys([*self.to_agencies, *self.copy_agencies]))

    def content(self) -> dict[str, Any]:
        """What the audit's digest covers."""
        names = ("kind", "number", "year", "issuer_words", "to_agencies", "to_words", "copy_agencies", "copy_words",
                 "title", "paragraphs", "cites", "signatory_post", "signed_for", "signed_words", "dated")
        held = {one: getattr(self, one) for one in names}
        return {"case": str(self.case_id or ""), "code": self.register.code, **held}


class Addressee(models.Model):
    """That a letter goes to a unit, so that the unit finds it; what is printed stands in the letter itself."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="addressees")
    agency = models.CharField("单位", max_length=80)

    class Meta:
        verbose_name = "收文单位"
        constraints = (models.UniqueConstraint(fields=["agency", "letter"], name="a_letter_reaches_a_unit_once"),)

    def __str__(self) -> str:
        return self.agency
