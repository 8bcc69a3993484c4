"""Why a delivery did not leave, as a sentence: what, where, what to do."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_NUMBERED = re.compile(r"(http|errcode)_(-?\d+)")


def sentence(code: str) -> str:
    """The sentence of a code that a delivery kept; empty for none."""
    numbered = _NUMBERED.fullmatch(code)
    if numbered:
        return _numbered(numbered[1]) % {"code": numbered[2]}
    known = _sentences()
    return known.get(code, known["broken"]) if code else ""


def _numbered(sort: str) -> str:
    if sort == "http":
        return _("对方没有收下，回复的状态是 %(code)s。请核对通道的地址和密钥。")
    return _("机器人没有收下，错误码 %(code)s。请按对方的文档核对密钥、签名和关键词。")


def _sentences() -> dict[str, str]:
    return _about_addresses() | _about_lines() | _about_mail() | {
        "no_telephone": _("这个单位没有登记手机号。请先在人员页登记，或在通道的字段里写固定号码。"),
        "by_hand": _("这个通道由人来发：请打开转发或打印页，办完后确认。"),
        "perhaps_sent": _("发送时中断，不知道对方收到没有。请核对，没有收到再点“重新发送”。"),
        "interrupted": _("每次都在发送中断掉，已不再试。请看服务器日志，再点“重新发送”。"),
        "broken": _("发送时出了没有料到的问题。请核对通道的设置；还不行，请把服务器日志交给技术人员。"),
    }


def _about_addresses() -> dict[str, str]:
    return {
        "bad_address": _("通道的地址写得不对。请停用这个通道，用完整的 https 地址重新添加。"),
        "not_https": _("通道的地址不是 https。请换 https 地址，或请运维把主机列入 GONGBAO_WEBHOOK_ALLOW。"),
        "private_address": _("通道的地址指向内部网络，已拒绝。确需使用，请运维把主机列入 GONGBAO_WEBHOOK_ALLOW。"),
        "unknown_host": _("找不到通道地址里的主机。请核对地址有没有写错。") + _("也可能是连不上外网：先留着待发。"),
        "redirect": _("对方要求转到别的地址，没有跟过去。请把通道改为最终的地址。"),
    }


def _about_lines() -> dict[str, str]:
    return {
        "no_network": _("现在连不上外网，留着待发，网络恢复后自动发出。"),
        "no_connection": _("连不上对方的服务器。请核对地址和端口，或稍后再试。"),
        "timeout": _("对方没有及时回应。会按间隔再试；一直这样，请联系对方。"),
        "bad_certificate": _("对方的 https 证书不可信。请联系对方更新证书。"),
        "bad_answer": _("对方的回复看不懂，不能确认已收下。请核对地址是不是机器人或网关的接口。"),
    }


def _about_mail() -> dict[str, str]:
    return {
        "no_smtp": _("还没有设置邮件服务器，留着待发。请运维设置 GONGBAO_SMTP。"),
        "smtp_setting": _("GONGBAO_SMTP 写得不对，要像 smtp://用户:密码@主机:端口 这样。请运维改正。"),
        "mail_refused": _("邮件服务器不收这个收件地址。请核对通道里的邮箱。"),
        "mail_server": _("邮件服务器没有收下。请核对 GONGBAO_SMTP 的账号和发件人。"),
    }
