"""What an office types for a letter. Each kind asks for its own blanks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from county.agencies.names import agency_name
from county.letters.fields import Field
from county.letters.kinds import Kind
from county.letters.prefill import units_named
from county.letters.wording import filled

UNREADABLE = {"null_characters_not_allowed": _("填的内容里有不能显示的字符，请重新输入。")}


class LetterForm(forms.Form):
    """The frame around the blanks of a kind; `offices`: in whose name this person may write."""

    agency = forms.ChoiceField(label=_("发文单位"), error_messages={
        "required": _("请选发文单位。"), "invalid_choice": _("发文单位请从列表里选。")})
    code = forms.CharField(label=_("机关代字"), max_length=12, error_messages={
        "required": _("请填机关代字，例如“清政督”。"), "max_length": _("机关代字最多 12 个字。"), **UNREADABLE})
    to = forms.CharField(label=_("主送"), max_length=600, error_messages={
        "required": _("请填主送单位，多个用“、”分开。"), "max_length": _("主送最多 600 个字，请改用总称。"),
        **UNREADABLE})
    copies = forms.CharField(label=_("抄送"), required=False, max_length=600, error_messages={
        "max_length": _("抄送最多 600 个字，请改用总称。"), **UNREADABLE})
    rows = forms.CharField(max_length=6000, strip=True, error_messages={
        "max_length": _("一次最多列 6000 个字，请分成几封。"), **UNREADABLE}, widget=forms.Textarea(attrs={"rows": 5}))
    more = forms.CharField(label=_("补充的段落"), required=False, max_length=3000, strip=True, error_messages={
        "max_length": _("补充的段落最多 3000 个字。"), **UNREADABLE}, widget=forms.Textarea(attrs={"rows": 3}))
    signatory_post = forms.CharField(label=_("签发人职务"), max_length=100, error_messages={
        "required": _("请填签发人的职务。"), "max_length": _("职务最多 100 个字。"), **UNREADABLE})
    dated = forms.DateField(label=_("成文日期"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages={
        "required": _("请填成文日期，例如 2020-12-15。"), "invalid": _("成文日期要写成 2020-12-15 这样。")})
    letter_id = forms.UUIDField(widget=forms.HiddenInput, error_messages={
        "required": _("这张表单不完整，请重新打开拟稿页。"), "invalid": _("这张表单不完整，请重新打开拟稿页。")})

    def __init__(self, kind: Kind, offices: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.kind = kind
        choice = cast(forms.ChoiceField, self.fields["agency"])
        choice.choices = [(one, agency_name(one)) for one in offices]
        self._ask_for(kind)
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs["aria-invalid"] = "true"

    def _ask_for(self, kind: Kind) -> None:
        """The blanks of the kind, between the addressees and who signs."""
        for one in kind.fields:
            self.fields[one.id] = _asked(one)
        self.fields["to"].label = gettext_lazy(kind.addressed)
        if kind.listed:
            self.fields["rows"].label = gettext_lazy(kind.listed)
            missing = _("请填“%(field)s”，没有填就不能成文。") % {"field": self.fields["rows"].label}
            self.fields["rows"].error_messages["required"] = missing
        else:
            del self.fields["rows"]
        blanks = [one.id for one in kind.fields]
        self.order_fields(["agency", "code", "to", "copies", *blanks, "rows", "more", "signatory_post", "dated"])

    def words(self) -> dict[str, Any]:
        """What `services.drafted` wants. Refused: a blank is empty."""
        said = self.cleaned_data
        units = units_named(said["to"])
        several = "、" in said["to"] or said["to"].startswith("各")
        words = filled(self.kind, said, several=several, rows=said.get("rows", "").splitlines(),
                       more=said["more"].splitlines())
        return {"kind": self.kind.id, "agency": said["agency"], "code": said["code"], "to": units,
                "to_words": said["to"], "copies": units_named(said["copies"]), "copy_words": said["copies"],
                "title": words.title, "paragraphs": words.paragraphs,
                "signatory_post": said["signatory_post"], "dated": said["dated"]}


def _asked(field: Field) -> forms.Field:
    label = gettext_lazy(field.label)
    missing = {"required": _("请填“%(field)s”，没有填就不能成文。") % {"field": label}}
    if field.sort == "day":
        wrong = {"invalid": _("“%(field)s”要写成 2020-12-15 这样。") % {"field": label}}
        return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
                               error_messages={**missing, **wrong})
    limit = 600 if field.sort == "long" else 120
    long = {"max_length": _("“%(field)s”最多 %(limit)s 个字。") % {"field": label, "limit": limit}}
    shown = {"placeholder": field.example}
    widget = forms.Textarea({**shown, "rows": 2}) if field.sort == "long" else forms.TextInput(shown)
    return forms.CharField(label=label, max_length=limit, widget=widget, required=not field.by_hand,
                           error_messages={**missing, **long, **UNREADABLE})
