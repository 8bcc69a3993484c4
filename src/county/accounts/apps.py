"""Accounts as a Django app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from county.offers import NavLink


class AccountsConfig(AppConfig):
    name = "county.accounts"
    label = "accounts"
    verbose_name = "账户"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from county.accounts import sessions
        from county.audit.words import name_things, name_verbs
        from county.offers import offer_nav

        offer_nav(_door)
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.sessions")
        name_verbs({
            "invite": _("发出账户邀请"), "accept_invite": _("接受账户邀请"), "change_password": _("改密码"),
            "deactivate": _("停用账户"), "reactivate": _("恢复账户"), "unlock": _("解除锁定"),
            "make_key": _("建立接口密钥"), "revoke_key": _("撤销接口密钥"),
        })
        name_things({"account": _("账户"), "api_key": _("接口密钥")})


def _door() -> NavLink:
    from django.urls import reverse

    from county.offers import NavLink

    return NavLink(gettext("账户管理"), reverse("accounts:accounts"), "administer")
