"""How the demo's events act: somebody of the unit that a step names takes it, and fills in what it needs."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.agencies.stand_for import members_of
from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import find_procedure, running
from county.files import Kept
from county.packs import county_pack
from county.supervision.slots import slot
from gongbao.rules.procedure import Step


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), business.ZONE)


def office() -> Actor:
    """Somebody of the office that gives tasks to units: the supervisor's where the pack names one."""
    pack = county_pack()
    named = pack.offices.get("supervisor", "") if pack else ""
    return _somebody(named or find_procedure(slot("duty")).procedure.steps[0].who.agencies[0], Role.SUPERVISOR)


def actor(agency: str, role: Role = Role.HANDLER) -> Actor:
    """Somebody of a unit; of a body or group, somebody of the first unit that acts for it."""
    return _somebody(members_of(agency)[0], role)


def _somebody(unit: str, role: Role) -> Actor:
    from county.demo.people import actor_for

    return actor_for(unit, role)


def forward(case: Case, moment: datetime) -> None:
    """The way on: the first step that the procedure lists from where the case stands."""
    case.refresh_from_db()
    ahead = running(case).steps_from(case.state)
    if case.is_open and ahead:
        take(case, ahead[0], moment)


def take(case: Case, step: Step, moment: datetime) -> None:
    """A step by whoever it belongs to, with everything that it needs."""
    given = {need.id: _said(case, need.id, need.title) for need in step.needs if need.form != "file"}
    files = {need.id: [paper(need.title)] for need in step.needs if need.form == "file" and not need.when}
    optional = {need.id for need in step.needs if need.when}
    cases.take(actor=_taker(case, step), case=case.pk, step=step.id, at=moment, files=files,
               given={name: said for name, said in given.items() if name not in optional or _is_late(case, moment)})
    case.refresh_from_db()


def _taker(case: Case, step: Step) -> Actor:
    """Somebody whom the step names: of its first agency, else of the unit of the case."""
    pack = county_pack()
    unit = step.who.agencies[0] if step.who.agencies else case.agency
    offices = pack.offices if pack else {}
    roles = {offices[name]: Role(name) for name in ("leader", "supervisor") if name in offices}
    return actor(unit, Role.HEAD if step.who.relation == "unit_head" else roles.get(unit, Role.HANDLER))


def _said(case: Case, need: str, title: str) -> str:
    """What was typed before under the same name, else plainly a word of the demo."""
    known = case.steps.order_by("-seq").values_list("data", flat=True)
    return next((one[need] for one in known if one.get(need)), f"演示：{title}")


def _is_late(case: Case, moment: datetime) -> bool:
    return case.due_at is not None and case.due_at < moment


@cache
def _text_of(title: str) -> bytes:
    return f"演示数据：{title}。".encode()


def paper(title: str) -> Kept:
    """A real file: one line of text that says what it is."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from county.files import keep

    return keep(SimpleUploadedFile(f"{title}（演示）.txt", _text_of(title)))
