"""One letter in the demo county: who supervises urges the unit whose limit passed first."""

from __future__ import annotations

from datetime import timedelta

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import Role
from county.cases import selectors
from county.cases.sweep import sweep
from county.letters.kinds import KINDS
from county.letters.prefill import first_values, ground_of
from county.letters.services import issue
from county.letters.wording import filled
from county.packs import county_pack

CODE = "演督"


def happen() -> None:
    """Nothing where the pack names no office that supervises, or where nothing is late."""
    pack = county_pack()
    office = pack.offices.get("supervisor", "") if pack else ""
    sweep()
    case = selectors.late_cases().exclude(agency=office).first()
    if not office or case is None:
        return
    actor = _actor(office)
    kind, today = KINDS["supervise"], business.business_today()
    values = first_values(case, actor, office) | {
        "action": "查明原因，抓紧办结", "reply_by": today + timedelta(days=3), "you": "你单位"}
    words = filled(kind, values)
    issue(actor=actor, case=case, kind=kind.id, agency=office, code=CODE, to=[case.agency], title=words.title,
          to_words=agency_name(case.agency), paragraphs=words.paragraphs, signatory_post=values["signatory_post"],
          dated=today, cites=ground_of(case).cites)


def _actor(office: str) -> Actor:
    from county.demo.people import actor_for

    return actor_for(office, Role.SUPERVISOR)
