"""Units, posts, people and bodies, as a Django app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from county.offers import NavLink


class AgenciesConfig(AppConfig):
    name = "county.agencies"
    label = "agencies"
    verbose_name = "单位"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from county.audit.words import name_things, name_verbs
        from county.offers import offer_nav

        offer_nav(_door)
        name_verbs({
            "begin_tenure": _("登记任职"), "end_tenure": _("结束任职"), "set_telephone": _("更新手机号"),
            "take_over_roster": _("照名单登记"), "leave": _("登记离任"), "record_meeting": _("登记会议"),
            "correct_meeting": _("更正会议"), "add_follow_up": _("加一件要办的事"), "finish_follow_up": _("记为办结"),
            "name_liaison": _("登记联络员"),
        })
        name_things({"tenure": _("任职"), "person": _("人员"), "roster": _("名单"), "meeting": _("会议"),
                     "follow_up": _("要办的事"), "liaison": _("联络员")})


def _door() -> NavLink:
    from django.urls import reverse

    from county.offers import NavLink

    return NavLink(gettext("单位和人员"), reverse("agencies:units"), "read_people")
