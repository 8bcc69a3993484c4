"""Documents as they were read: the current facts, every edition, and the passages that search looks through."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Document(models.Model):
    """One official document. Its own columns repeat the current edition, so that lists need no reading.

    `address` names it for good: the number as printed, or date and title where it has no number.
    """

    address = models.CharField("地址", max_length=300, unique=True)
    number = models.CharField("发文字号", max_length=100, blank=True, db_index=True)
    title = models.CharField("标题", max_length=500)
    issued = models.DateField("成文日期", null=True, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    edition = models.PositiveIntegerField("当前版本", default=1)

    class Meta:
        ordering = ("title", "issued", "id")
        verbose_name = "文件"

    def __str__(self) -> str:
        return self.address


class Edition(models.Model):
    """The document as one imported file gives it. Editions are added, never changed.

    `content` is the document's object of docs/json.md; `digest` covers it without its place in the file.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="editions")
    serial = models.PositiveIntegerField("版本")
    content = models.JSONField("读出的内容")
    markdown = models.TextField("Markdown", blank=True)
    digest = models.CharField("内容摘要", max_length=64)
    source_name = models.CharField("文件名", max_length=255)
    source_sha256 = models.CharField("文件摘要", max_length=64)
    source_encoding = models.CharField("编码", max_length=40, blank=True)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("document", "serial")
        constraints = (models.UniqueConstraint(fields=("document", "serial"), name="edition_once"),)
        verbose_name = "版本"

    def __str__(self) -> str:
        return f"{self.document_id} #{self.serial}"


class Passage(models.Model):
    """The own text of one node of the current edition, its line breaks joined; a table row is one passage.

    `position` is the order within the document, `at` the locator whose anchor the document page carries.
    """

    class Kind(models.TextChoices):
        TITLE = "title", "标题"
        TEXT = "text", "正文"
        ROW = "row", "表格"
        ROSTER = "roster", "名单"
        FOOTNOTE = "footnote", "注释"
        PIECE = "piece", "文件格式要素"

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField("次序")
    at = models.CharField("位置", max_length=300)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    text = models.TextField("文字")

    class Meta:
        ordering = ("document", "position")
        constraints = (models.UniqueConstraint(fields=("document", "position"), name="passage_position_once"),)
        verbose_name = "段落"

    def __str__(self) -> str:
        return f"{self.document_id} {self.at}"


class PassageAgency(models.Model):
    """An agency named in a passage, by its official name."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="agencies")
    agency = models.CharField("机关", max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("passage", "agency"), name="passage_agency_once"),)
        indexes = (models.Index(fields=("agency", "passage"), name="passage_by_agency"),)
        verbose_name = "段落中的机关"

    def __str__(self) -> str:
        return self.agency


class IndexedPassage(models.Model):
    """A passage as search sees it; triggers (SQLite) or an index (PostgreSQL) follow every change of these rows.

    `key` is the order of results; `singles` are the characters and agencies of the passage, `pairs` its neighbours.
    """

    key = models.BigIntegerField("排序", primary_key=True)
    passage = models.OneToOneField(Passage, models.CASCADE, related_name="indexed")
    singles = models.TextField("字")
    pairs = models.TextField("相邻的字")

    class Meta:
        ordering = ("key",)
        verbose_name = "检索条目"

    def __str__(self) -> str:
        return str(self.key)


class Citation(models.Model):
    """A document that another one names: it cites or repeals it. The named one need not be held."""

    class Kind(models.TextChoices):
        CITES = "cites", "引用"
        REPEALS = "repeals", "废止"

    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    kind = models.CharField("关系", max_length=10, choices=Kind.choices)
    number = models.CharField("发文字号", max_length=100, blank=True, db_index=True)
    title = models.CharField("标题", max_length=500, blank=True, db_index=True)
    at = models.CharField("位置", max_length=300)

    class Meta:
        ordering = ("document", "id")
        verbose_name = "引用"

    def __str__(self) -> str:
        return self.number or self.title


class SourceFile(models.Model):
    """A file that was imported once."""

    sha256 = models.CharField("文件摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=255)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)

    class Meta:
        verbose_name = "已导入的文件"

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A dropped file that waits for its preview; only the session that holds its id may see it. It expires.

    `owner` is empty while nobody has signed in: such files are few and go first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("文件名", max_length=255)
    data = models.BinaryField("内容")
    size = models.PositiveIntegerField("字节数")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField("收到时间", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "待导入的文件"

    def __str__(self) -> str:
        return self.name
