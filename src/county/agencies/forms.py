"""What is typed about people and bodies. Every error is one sentence with the field's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from county import business
from county.agencies.models import Person
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role
from county.agencies.sheets import SIZE

FIRST_YEAR, LAST_YEAR = 1949, 2999


class OurForm(forms.Form):
    """Ids that do not clash with another form of the page, and sentences for what is missing or wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"page-{type(self).__name__.lower()}-%s", **kwargs})
        for name, field in self.fields.items():
            said = {"field": field.label or name}
            field.error_messages.update({
                "required": _("请填“%(field)s”。") % said,
                "invalid": _("“%(field)s”不对，请改；日期写成 2020-12-15 这样。") % said,
                "invalid_choice": _("“%(field)s”请从列表里选。") % said,
                "max_length": _("“%(field)s”太长，请改短。") % said,
                "null_characters_not_allowed": _("填的内容里有不能显示的字符，请重新输入。"),
            })

    def refuse(self, refusal: NotPossible) -> None:
        """At its field where the form has it, else at the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.says)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of a year that people live in."""

    widget = DayInput

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"])
        return found


def _text(label: Any, longest: int, *, required: bool = True, lines: int = 0, **more: Any) -> forms.CharField:
    if lines:
        more["widget"] = forms.Textarea(attrs={"rows": lines})
    return forms.CharField(label=label, max_length=longest, required=required, **more)


class PostForm(OurForm):
    """A post by its title; `role` is asked for where the title is new."""

    title = _text(_("职务"), 200, widget=forms.TextInput(attrs={"list": "page-titles", "autocomplete": "off"}))
    role = forms.ChoiceField(label=_("角色（新职务才要选）"), required=False)
    first = DayField(label=_("第一天"))
    ground = _text(_("依据"), 200, required=False, help_text=_("任免文号等，可以不填。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["role"]
        own.choices = [("", "—"), *((one.value, one.label) for one in Role if one is not Role.PARTY)]  # type: ignore[attr-defined]
        self.fields["first"].initial = business.business_today


class AppointForm(PostForm):
    """A person, new or known, begins to hold a post."""

    name = _text(_("姓名"), 60)
    telephone = _text(_("手机"), 30, required=False)
    field_order = ("name", "telephone", "title", "role", "first", "ground")


class EndForm(OurForm):
    last = DayField(label=_("最后一天"))
    ground = _text(_("依据"), 200, required=False)


class TelephoneForm(OurForm):
    telephone = _text(_("手机"), 30, required=False)


class RosterForm(OurForm):
    """An Excel file and the day from which it holds."""

    file = forms.FileField(label=_("人员表（xlsx）"), widget=forms.FileInput(attrs={"accept": ".xlsx"}), max_length=200)
    first = DayField(label=_("从哪天起"))
    ground = _text(_("依据"), 200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].initial = business.business_today
        self.fields["file"].error_messages["empty"] = _("这个文件是空的，请换成填好的人员表。")

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > SIZE:
            raise forms.ValidationError(_("文件超过 800 KB，没有接收。请只留人员表，再上传。"))
        return file


class LeaveForm(OurForm):
    last_day = DayField(label=_("最后一天"))
    successor = forms.ModelChoiceField(Person.objects.none(), label=_("未办完的事交给"), required=False,
                                       empty_label=_("暂不移交"))

    def __init__(self, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["successor"], people)
        self.fields["last_day"].initial = business.business_today


class LiaisonForm(OurForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("联络员"))
    first = DayField(label=_("第一天"))

    def __init__(self, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["person"], people)
        self.fields["first"].initial = business.business_today


class MeetingForm(OurForm):
    """`kinds`: (key, title) of the meetings that the document asks for."""

    kind = forms.ChoiceField(label=_("哪种会议"), required=False)
    held_on = DayField(label=_("开会日期"))
    place = _text(_("地点"), 200, required=False)
    attendees = _text(_("参加人员和单位"), 4000, required=False, lines=3)
    minutes = _text(_("纪要"), 20000, required=False, lines=8)
    decisions = _text(_("议定事项"), 8000, required=False, lines=5)

    def __init__(self, kinds: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*kinds, ("", _("其他会议"))]  # type: ignore[attr-defined]


class FollowUpForm(OurForm):
    what = _text(_("要办的事"), 400)
    agency = forms.ChoiceField(label=_("由哪个单位办"))
    due = DayField(label=_("期限（没有定就空着）"), required=False)

    def __init__(self, units: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(one, agency_name(one)) for one in units]  # type: ignore[attr-defined]


def _offer(field: forms.Field, people: Iterable[Person]) -> None:
    field.queryset = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")  # type: ignore[attr-defined]
