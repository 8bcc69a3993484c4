"""What visitors may type or send to the reading room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

QUERY_LIMIT = 200
UNREADABLE = {"null_characters_not_allowed": _("填的内容里有不能显示的字符，请重新输入。")}
CHOSEN = {"max_length": _("文件和机关请从列表里选。"), **UNREADABLE}


class DayForm(forms.Form):
    """The day on which a document is looked at."""

    on = forms.DateField(
        label=_("日期"),
        error_messages={"invalid": _("日期要写成 2020-03-16 这样。"), "required": _("请填日期，例如 2020-03-16。")},
    )


class SearchForm(forms.Form):
    """Query and filters of the search page; all of them stand in the address."""

    q = forms.CharField(
        max_length=QUERY_LIMIT,
        strip=True,
        required=False,
        error_messages={"max_length": _("最多搜索 200 个字，请缩短后再搜。"), **UNREADABLE},
    )
    document = forms.CharField(max_length=300, required=False, error_messages=CHOSEN)
    agency = forms.CharField(max_length=200, required=False, error_messages=CHOSEN)
    issued_from = forms.DateField(required=False, error_messages={"invalid": _("开始日期要写成 2020-03-16 这样。")})
    issued_to = forms.DateField(required=False, error_messages={"invalid": _("结束日期要写成 2020-03-16 这样。")})
    start = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1000,
        error_messages={
            "invalid": _("起始条数要是数字。"),
            "min_value": _("起始条数不能小于零。"),
            "max_value": _("最多翻到第 1000 条。"),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("issued_from"), cleaned.get("issued_to")
        if begin and end and begin > end:
            raise forms.ValidationError(_("开始日期晚于结束日期，请调换。"))
        return cleaned


class UploadForm(forms.Form):
    """One file of the gazette."""

    file = forms.FileField(
        max_length=200,
        error_messages={
            "required": _("请先选择公报文件（txt、docx 或 pdf）。"),
            "empty": _("这个文件是空的，请换成含有公文正文的文件。"),
            "max_length": _("文件名超过 200 个字，请改短后再拖进来。"),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("文件超过 50 MB，没有接收。请把公报按年份或文件拆开，再分别导入。"))
        return file
