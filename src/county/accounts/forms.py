"""Forms of accounts, with their own words: sign in, accept an invitation, change the password, make a key."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from county.accounts.keys import SCOPES
from county.accounts.models import User
from county.agencies.forms import OurForm
from county.agencies.names import agencies

LAST_YEAR = 2999


class SignInForm(AuthenticationForm):
    error_messages = {  # noqa: RUF012  (Django's own way)
        "invalid_login": _("账号或密码不对，请检查后再填。连续填错五次要等一刻钟。"),
        "inactive": _("这个账号已停用，请联系系统管理员。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["null_characters_not_allowed"] = _("填的内容里有不能显示的字符，请重新输入。")


def _password(label: Any, kind: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, strip=False,
                           widget=forms.PasswordInput(attrs={"autocomplete": kind}))


class NewPasswordForm(OurForm):
    """A password typed twice, held against the rules of the settings."""

    password = _password(_("新密码"), "new-password")
    again = _password(_("再输一次新密码"), "new-password")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("两次输入的新密码不一样，请再输一次。"))
        elif password:
            try:
                validate_password(password, self.user)
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    old = _password(_("现在的密码"), "current-password")
    field_order = ("old", "password", "again")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if self.user is None or not self.user.check_password(old):
            raise forms.ValidationError(_("现在的密码不对，请再输一次。"))
        return old


class AcceptForm(NewPasswordForm):
    username = forms.CharField(label=_("账号"), max_length=150, validators=[User.username_validator],
                               widget=forms.TextInput(attrs={"autocomplete": "username"}),
                               help_text=_("字母、数字和 @ . + - _，登录时要用。"))
    field_order = ("username", "password", "again")


class KeyForm(OurForm):
    """A key for a unit's program."""

    agency = forms.ChoiceField(label=_("单位"))
    name = forms.CharField(label=_("用途"), max_length=100)
    scopes = forms.MultipleChoiceField(label=_("能做什么"), widget=forms.CheckboxSelectMultiple)
    expires = forms.DateField(label=_("有效到（最后一天，可以不填）"), required=False,
                              widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(one.id, one.name) for one in agencies()]  # type: ignore[attr-defined]
        self.fields["scopes"].choices = list(SCOPES.items())  # type: ignore[attr-defined]

    def clean_expires(self) -> datetime | None:
        """The first moment after the last day. The day is a real one, not one of the demo."""
        day: date | None = self.cleaned_data["expires"]
        if day is None:
            return None
        if day < timezone.localdate() or day.year > LAST_YEAR:
            raise forms.ValidationError(_("有效到的日子要在今天以后。"))
        return datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
