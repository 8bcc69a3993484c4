"""What the auditor may choose by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from county.audit.selectors import Asked
from county.audit.words import verb_said

HIGHEST = 2**63 - 1


class RowsForm(forms.Form):
    """Each field may be empty. A day that is none, or a text that nobody can type, gets a sentence."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages={
        "invalid": _("日期请写成 2020-12-15 这样。")})
    verb = forms.CharField(required=False, max_length=60, error_messages={
        "max_length": _("动作最多 60 个字，请改短。")})
    thing = forms.CharField(required=False, max_length=200, error_messages={
        "max_length": _("编号最多 200 个字，请改短。")})
    before = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST, error_messages={
        "invalid": _("地址里的页码不对，请从第一页重新看。"), "max_value": _("地址里的页码不对，请从第一页重新看。"),
        "min_value": _("地址里的页码不对，请从第一页重新看。")})

    def clean_day(self) -> date | None:
        """Years that the database or the zone cannot hold are no days of an audit."""
        day: date | None = self.cleaned_data["day"]
        if day and not 1900 < day.year < 9000:
            raise forms.ValidationError(_("日期请写成 2020-12-15 这样。"))
        return day

    def asked(self) -> Asked:
        said: dict[str, Any] = self.cleaned_data
        return Asked(said["day"], verb_said(said["verb"]), said["thing"], said["before"] or 0)
