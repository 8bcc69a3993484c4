"""The room's own pages, and what each of them answers in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.accounts.actor import Actor
from county.supervision.sheets import achievements, selectors
from county.supervision.sheets.checked import checked_plans
from county.supervision.sheets.spots import whole_progress
from county.supervision.slots import slots_of


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the room; `code` is what the page calls itself."""

    code: str
    title: str
    href: str


def doors() -> list[Door]:
    plans = checked_plans()
    open_now = {"self-checks": bool(plans), "spot-checks": any(one.whole for one in plans),
                "decisions": bool(slots_of("consequences")), "achievements": bool(slots_of("achievement")),
                "year-ends": bool(slots_of("year_end"))}
    return [Door(code, _(title), reverse(f"supervision:{code}")) for code, title in TITLES.items() if open_now[code]]


def answered(actor: Actor) -> list[tuple[Door, str]]:
    """Each page with its answer."""
    return [(one, ANSWERS[one.code](actor)) for one in doors()]


def _self_checks(_actor: Actor) -> str:
    rows = [one for plan in checked_plans() for one in selectors.standings(plan)]
    missing = sum(not one.sent_at for one in rows)
    return _("%(count)s 个单位要自查，%(missing)s 个还没有报送") % {"count": len(rows), "missing": missing}


def _spot_checks(_actor: Actor) -> str:
    cases = [one[2] for plan in checked_plans() for one in whole_progress(plan)]
    return _("%(count)s 项任务，%(done)s 项已经完成") % {
        "count": len(cases), "done": sum(not one.is_open for one in cases)}


def _decisions(actor: Actor) -> str:
    return _("登记了 %(count)s 个决定") % {"count": selectors.decisions(actor).filter(voided_at=None).count()}


def _achievements(_actor: Actor) -> str:
    held = list(achievements.of_year(business.business_today().year))
    return _("今年申报 %(count)s 项，计入 %(counted)s 项") % {
        "count": len(held), "counted": sum(map(achievements.is_counted, held))}


def _year_ends(_actor: Actor) -> str:
    return _("按文件排好的一年记录，不打分")


TITLES = {"self-checks": gettext_noop("自查"), "spot-checks": gettext_noop("抽查"), "decisions": gettext_noop("奖惩"),
          "achievements": gettext_noop("亮点工作"), "year-ends": gettext_noop("年终材料")}
ANSWERS: dict[str, Callable[[Actor], str]] = {
    "self-checks": _self_checks, "spot-checks": _spot_checks, "decisions": _decisions, "achievements": _achievements,
    "year-ends": _year_ends}
