"""How cases, units and rules are named on a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.models import Tenure, holding_on
from county.agencies.names import agencies, agency_name, post_name
from county.agencies.stand_for import members_of
from county.cases import acts, lists, selectors
from county.cases.markup import duties_markup, lines_markup
from county.cases.models import Case
from county.cases.shown import moment_words
from county.packs import county_rulebook
from gongbao.packs.model import Agency
from gongbao.rules.inputs import BadInput

register = template.Library()


@register.filter
def agency(agency_id: str) -> str:
    return agency_name(agency_id)


@register.filter
def lines(cases: Iterable[Case], actor: Actor | None = None) -> list[lists.Line]:
    return lists.lines_of(cases, actor)


@register.filter
def moment(value: datetime) -> str:
    return moment_words(value)


@register.filter
def part_word(part: str) -> str:
    """What a part of the inbox is called."""
    return {selectors.LATE: _("逾期"), selectors.TODAY: _("今天"), selectors.WEEK: _("本周"),
            selectors.LATER: _("以后和没有时限的"), selectors.WAITING: _("等别人")}[part]


@register.filter
def empty_why(part: str) -> str:
    """Why a part of the inbox is empty."""
    return {selectors.LATE: _("没有轮到您而逾期的办件。"), selectors.TODAY: _("今天没有到期的办件。"),
            selectors.WEEK: _("本周余下几天没有到期的办件。"), selectors.LATER: _("没有更晚到期或没有时限的办件。"),
            selectors.WAITING: _("没有在等别人的办件。")}[part]


@register.filter
def acts_now(part: str) -> bool:
    return part != selectors.WAITING


@register.filter
def duty_word(role: str) -> str:
    """What a unit is to a duty."""
    return {"lead": _("牵头"), "joins": _("参加"), "seat": _("席位"), "duty": _("职责"), "reports": _("报告"),
            "step": _("办理"), "named": _("点到")}[role]


@register.filter
def rule_href(rule_id: str) -> str:
    return reverse("rulebook:rule", args=tuple(rule_id.split("/")))


@register.filter
def rule_title(rule_id: str) -> str:
    """The title of a rule of the county; the id where there is none."""
    book = county_rulebook()
    try:
        return book.find(rule_id)[1].title if book else rule_id
    except BadInput:
        return rule_id


@register.filter
def is_act(act: str) -> bool:
    return act in acts.TITLES


@register.simple_tag
def fresh_key() -> UUID:
    """A new key for one form, so that the form sent twice counts once."""
    return uuid4()


@register.simple_tag
def units() -> tuple[Agency, ...]:
    return agencies()


@register.simple_tag
def colleagues(agency_id: str) -> list[tuple[int, str]]:
    """Accounts that hold a post today in a unit, or in one that acts for it. One query."""
    units, today = {agency_id, *members_of(agency_id)}, business.business_today()
    held = Tenure.objects.filter(holding_on(today), post__agency__in=units, person__user__isnull=False)
    held = held.select_related("post", "person__user")
    return [(one.person.user.pk, _of_the_unit(one)) for one in held.order_by("post__agency", "pk") if one.person.user]


def _of_the_unit(held: Tenure) -> str:
    """The post with its unit, and the account's name where it says something else."""
    post, shown = post_name(held.post.agency, held.post.title), str(held.person.user)
    return post if shown in post or post in shown else f"{post} {shown}"


@register.simple_tag
def case_lines(several: list[lists.Line], verb: bool) -> SafeString:
    return lines_markup(several, verb=verb)


@register.simple_tag
def duties(agency_id: str) -> SafeString:
    return duties_markup(agency_id, get_language() or "")
