"""The form of a new channel: each kind with what it needs, refused in one sentence at its field."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from county.agencies.names import agencies
from county.notices.channels.mail import recipients
from county.notices.channels.targets import allowed_hosts
from county.notices.models import Channel

Kind = Channel.Kind
WEB = (Kind.SMS, Kind.WECOM, Kind.DINGTALK)
LONGEST = 500


class ChannelForm(forms.Form):
    """`cleaned_data` is what `add_channel` takes."""

    kind = forms.CharField()
    agency = forms.CharField(required=False)
    address = forms.CharField(required=False)
    secret = forms.CharField(required=False)
    fields_text = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= {
                "required": _("请选通道的种类。"),
                "null_characters_not_allowed": _("填的内容里有不能显示的字符，请重新输入。"),
            }

    def clean_kind(self) -> str:
        kind = str(self.cleaned_data["kind"])
        if kind not in Kind.values:
            raise ValidationError(_("没有这一种通道，请从列出的里面选。"))
        return kind

    def clean_agency(self) -> str:
        agency = str(self.cleaned_data["agency"])
        if agency and agency not in {one.id for one in agencies()}:
            raise ValidationError(_("没有这个单位，请从列出的里面选。"))
        return agency

    def clean_secret(self) -> str:
        secret = str(self.cleaned_data["secret"])
        if not (secret.isascii() and secret.isprintable() and len(secret) <= LONGEST):
            raise ValidationError(_("密钥只能是英文字母、数字和符号，最多 500 个，请重新复制。"))
        return secret

    def clean_address(self) -> str:
        kind, address = self.cleaned_data.get("kind"), str(self.cleaned_data["address"])
        if kind in WEB:
            return _web_address(address)
        return _mailboxes(address) if kind == Kind.EMAIL else ""

    def clean_fields_text(self) -> dict[str, Any]:
        """The fields of an SMS gateway as JSON; empty takes the usual ones."""
        said = str(self.cleaned_data["fields_text"])
        if not said or self.cleaned_data.get("kind") != Kind.SMS:
            return {}
        try:
            fields = json.loads(said)
        except (ValueError, RecursionError):
            fields = None
        if not isinstance(fields, dict) or len(said) > 4 * LONGEST:
            raise ValidationError(_("短信网关的字段要写成 JSON 对象，最多 2000 个字符，请照下面的说明改。"))
        return fields


def _web_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.username is not None or not address.isprintable():
        raise ValidationError(_("地址要写完整，例如 https://gateway.example.cn/send。"))
    if parts.scheme != "https" and host not in allowed_hosts():
        raise ValidationError(_("地址要以 https:// 开头；内网的主机要先由运维列入 GONGBAO_WEBHOOK_ALLOW。"))
    if max(map(len, address.partition("?"))) > LONGEST:
        raise ValidationError(_("地址太长了，问号前后各最多 500 个字符。"))
    return address.partition("#")[0]


def _mailboxes(address: str) -> str:
    named = recipients(address)
    try:
        for one in named:
            validate_email(one)
    except ValidationError:
        named = []
    if not named or len(address) > LONGEST:
        raise ValidationError(_("请填收件邮箱，几个邮箱用逗号隔开，例如 office@example.cn。"))
    return ", ".join(named)
