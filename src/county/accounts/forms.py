"""The sign-in form, with its own words."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    error_messages = {  # noqa: RUF012  (Django's own way)
        "invalid_login": _("账号或密码不对，请检查后再填。连续填错五次要等一刻钟。"),
        "inactive": _("这个账号已停用，请联系系统管理员。"),
    }
