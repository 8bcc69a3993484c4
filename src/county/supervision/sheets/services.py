"""Self-checks are saved, sent in and corrected; what the check from outside found is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases import services as cases
from county.cases.says import CannotDo
from county.supervision.models import SelfCheck, SelfCheckLine
from county.supervision.plans import Plan
from county.supervision.sheets.checked import Asked, asked_of, last_day, year_of
from county.supervision.sheets.spots import outside_step

GAP, WORDS = 500, 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says of one task; `done` None: nothing chosen yet."""

    done: bool | None
    gap: str = ""

    @property
    def is_empty(self) -> bool:
        return self.done is None and not self.gap.strip()


def save_check(*, actor: Actor, plan: Plan, agency: str, said: Mapping[str, Said], words: str = "",
               send: bool = False, at: datetime | None = None) -> SelfCheck:
    """Keep a unit's sheet as a draft, or send it in. A sheet that was sent is corrected until the last day.

    CannotDo: another unit's, nothing asked of the unit, sent and the last day is over, a line is not complete.
    """
    now, lines = at or business.now(), asked_of(plan, agency)
    _require_own(actor, plan, agency, lines)
    with transaction.atomic():
        sheet, _new = SelfCheck.objects.select_for_update().get_or_create(
            plan=plan.rule, year=year_of(plan), agency=agency,
            defaults={"by_id": actor.user_id, "shown_as": actor.shown_as})
        _require_open(sheet, last_day(plan), now)
        sent = send or sheet.sent_at is not None
        kept = {one.no: _line(one, said.get(one.no, Said(None)), sent) for one in lines}
        _keep(sheet, actor, kept, words, now if sent else None)
        _recorded(actor, sheet, kept, now)
    return sheet


def may_fill(actor: Actor, agency: str) -> bool:
    return actor.acts_for([agency])


def is_closed(sheet: SelfCheck | None, last: date | None, now: datetime) -> bool:
    """Whether a sheet can no longer be changed: it was sent, and the last day is over."""
    return bool(sheet and sheet.sent_at and last and now.astimezone(business.ZONE).date() > last)


def _require_own(actor: Actor, plan: Plan, agency: str, lines: tuple[Asked, ...]) -> None:
    if not may_fill(actor, agency):
        raise CannotDo(_("自查表由%(unit)s自己填报；您现在是%(post)s。") % {
            "unit": agency_name(agency), "post": actor.shown_as})
    if not lines:
        raise CannotDo(_("%(plan)s没有要%(unit)s自查的任务，不用填。") % {
            "plan": plan.title, "unit": agency_name(agency)})


def _require_open(sheet: SelfCheck, last: date | None, now: datetime) -> None:
    if is_closed(sheet, last, now):
        raise CannotDo(_("自查表已经报送，%(day)s以后不能再改；有出入的，请在任务的办件里补充说明。") % {"day": last})


def _line(asked: Asked, said: Said, complete: bool) -> Said:
    """The line as it is kept. CannotDo: too long; where the sheet is to be complete, not chosen, or lacking a gap."""
    gap = said.gap.strip()
    if len(gap) > GAP:
        raise CannotDo(_("任务 %(no)s 的差距最多 500 个字，请缩短。") % {"no": asked.no}, f"gap-{asked.no}")
    if complete and said.done is None:
        raise CannotDo(_("任务 %(no)s 还没有选完成没有，请选。") % {"no": asked.no}, f"done-{asked.no}")
    if complete and not said.done and not gap:
        raise CannotDo(_("任务 %(no)s 没有完成，请写差在哪里。") % {"no": asked.no}, f"gap-{asked.no}")
    return Said(said.done, gap)


def _keep(sheet: SelfCheck, actor: Actor, kept: Mapping[str, Said], words: str, sent: datetime | None) -> None:
    if len(words.strip()) > WORDS:
        raise CannotDo(_("总的情况最多 2000 个字，请缩短。"), "words")
    sheet.words, sheet.by_id, sheet.shown_as = words.strip(), actor.user_id, actor.shown_as
    sheet.sent_at = sheet.sent_at or sent
    sheet.save()
    sheet.lines.all().delete()
    SelfCheckLine.objects.bulk_create(SelfCheckLine(sheet=sheet, no=no, is_done=bool(one.done), gap=one.gap)
                                      for no, one in kept.items() if not one.is_empty)


def _recorded(actor: Actor, sheet: SelfCheck, kept: Mapping[str, Said], now: datetime) -> None:
    lines = {no: [one.done, one.gap] for no, one in kept.items()}
    record(actor=actor, verb="supervision.self_check", thing_kind="self_check", thing_id=sheet.pk, business_at=now,
           content={"plan": sheet.plan, "year": sheet.year, "agency": sheet.agency, "words": sheet.words,
                    "sent": sheet.sent_at.isoformat() if sheet.sent_at else "", "lines": lines})


def record_spot_checks(*, actor: Actor, plan: Plan, found: Mapping[UUID, Mapping[str, str]], key: UUID | None = None,
                       at: datetime | None = None) -> int:
    """What the office outside the county found on several tasks, each the same step of its case. All, or nothing.

    CannotDo: nothing was written, or one of the steps is refused.
    """
    step = outside_step(plan)
    if step is None:
        raise CannotDo(_("这个计划没有由县外机关办的一步，请到各项任务的办件里办。"))
    if not found:
        raise CannotDo(_("还没有填任何一项的抽查结果，请至少填一项。"))
    with transaction.atomic():
        for case, given in found.items():
            cases.take(actor=actor, case=case, step=step.id, given=given, at=at,
                       key=uuid5(key, str(case)) if key else None)
    return len(found)
