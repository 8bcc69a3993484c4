"""A few weeks of the desk in the demo county, through the services that everybody uses."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.cases import services as cases
from county.cases.models import Case
from county.cases.services import open_case
from county.files import Kept
from county.insolvency.services import STANDING, open_matter, open_standing
from county.insolvency.tasks import DESK, first_actor, is_open, lines_for, slot


def happen() -> None:
    """Standing tasks, one matter on its way with a limit, an extension and a breach, units that answered or not."""
    if not is_open():
        return
    first = business.first_day() or business.business_today()
    office, head = _office(Role.HANDLER), _office(Role.HEAD)
    open_standing(actor=office, at=_at(first, -26))
    _units_answer(office, first)
    _a_matter(office, head, first)
    _a_referral(first)


def _units_answer(office: Actor, first: date) -> None:
    """Every third task is signed, every sixth answered; the office set a day for some, and it passed for a few."""
    standing = Case.objects.filter(desk=DESK, topic__startswith=f"{STANDING}/")
    for number, case in enumerate(standing.order_by("opened_at", "topic", "agency")):
        unit = _actor(case.agency, Role.HANDLER)
        if number % 4 == 0:
            last = first + timedelta(days=(-4, 0, 3, 6, 10)[number // 4 % 5])
            cases.set_limit(actor=office, case=case.pk, last=last, step="report", reason="按工作安排",
                            at=_at(first, -20))
        if number % 3 == 0:
            cases.take(actor=unit, case=case.pk, step="sign", given={}, at=_at(first, -18))
        if number % 6 == 0:
            cases.take(actor=unit, case=case.pk, step="report", given={"result": "已按要求落实"}, at=_at(first, -6))


def _a_matter(office: Actor, head: Actor, first: date) -> None:
    """An enterprise on its way: reported, assessed with a day set by the office, put off once, then late."""
    flags = {"real_estate": "no", "hazardous": "yes", "state_firm": "no", "no_assets": "no"}
    matter = open_matter(actor=office, title="演示化工有限公司", agency=office.home_agencies[0], flags=flags,
                         at=_at(first, -16)).case
    cases.take(actor=office, case=matter.pk, step="report", given={}, files={"special_report": [_paper()]},
               at=_at(first, -15))
    cases.set_limit(actor=head, case=matter.pk, last=first - timedelta(days=7), step="assess",
                    reason="文件只写“及时”，由办公室定", at=_at(first, -15))
    cases.join(actor=office, case=matter.pk, agency=_partner(flags), part="提出环境安全处置意见", at=_at(first, -14))
    cases.extend(actor=head, case=matter.pk, last=first - timedelta(days=3), reason="等环保意见",
                 at=_at(first, -8))


def _a_referral(first: date) -> None:
    """A county firm winds itself up first; what is left is referred to the court, which has not answered yet."""
    if not slot("state_firm"):
        return
    unit = first_actor(slot("state_firm"))
    owner = _actor(unit, Role.HANDLER)
    case = open_case(actor=owner, procedure=slot("state_firm"), title="演示轧花厂", agency=unit, desk=DESK,
                     at=_at(first, -24)).case
    for step, days in (("start", -23), ("sort_out", -12), ("file", -2)):
        given = {"workers": "已分流安置", "assets_debts": "已梳理", "qualifies": "具备"}
        cases.take(actor=owner, case=case.pk, step=step, given=given, at=_at(first, days))


def _partner(flags: dict[str, str]) -> str:
    """A unit of the line that this matter needs and an ordinary one does not."""
    ordinary = {line.no for line in lines_for({})}
    return next(line.units[-1] for line in lines_for(flags) if line.no not in ordinary)


def _office(role: Role) -> Actor:
    from county.packs import county_rulebook

    book = county_rulebook()
    host = book.find(slot("group"))[1].host[0] if book else ""  # type: ignore[attr-defined]
    return _actor(host, role)


def _actor(agency: str, role: Role) -> Actor:
    from county.demo.people import actor_for

    return actor_for(agency, role)


def _paper() -> Kept:
    """A real file: one line of text that says what it is."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from county.files import keep

    return keep(SimpleUploadedFile("专题报告（演示）.txt", "演示数据：专题报告。".encode()))


def _at(first: date, days: int) -> datetime:
    return datetime.combine(first + timedelta(days=days), time(10, 0), business.ZONE)
