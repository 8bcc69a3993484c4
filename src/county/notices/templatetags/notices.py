"""How notices, channels and deliveries are said on a page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from county.agencies.names import agency_name
from county.notices import reasons
from county.notices.models import Channel, Delivery

register = template.Library()
State, Kind = Delivery.State, Channel.Kind


@register.filter
def unit(agency: str) -> str:
    """The official name of a unit; empty stands for every unit."""
    return agency_name(agency) if agency else _("所有单位")


@register.filter
def channel_kind(kind: str) -> str:
    words: dict[str, str] = {
        Kind.SMS: _("短信网关"), Kind.WECOM: _("企业微信群机器人"), Kind.DINGTALK: _("钉钉群机器人"),
        Kind.EMAIL: _("电子邮件"), Kind.COPY: _("复制到工作群"), Kind.PRINT: _("打印张贴"),
    }
    return words.get(kind, kind)


@register.filter
def delivery_state(state: str) -> str:
    words: dict[str, str] = {
        State.WAITING: _("待发"), State.SENDING: _("正在发"), State.SENT: _("已发"),
        State.FAILED: _("没发成，会再试"), State.GIVEN_UP: _("不再试"),
    }
    return words.get(state, state)


@register.filter
def lamp(state: str) -> tuple[str, str]:
    """The shape and the class of a state."""
    lamps: dict[str, tuple[str, str]] = {
        State.SENT: ("✓", "lamp-good"), State.FAILED: ("▲", "lamp-late"), State.GIVEN_UP: ("▲", "lamp-late"),
    }
    return lamps.get(state, ("◐", ""))


@register.filter
def reason(code: str) -> str:
    return reasons.sentence(code)
