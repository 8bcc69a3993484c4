"""The rated staff member asks for a review in writing; the review office investigates; what was wrong or malicious
leaves the counts and its ticket ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor, HeldPost
from county.agencies.roles import Role
from county.cases import services as cases
from county.cases.models import Case
from county.cases.opening import open_case
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.files import Kept, keep
from county.packs import county_pack
from county.reviews.loop import marks
from county.reviews.loop.judged import Checked, checked, last_day
from county.reviews.loop.sight import is_rated, manages
from county.reviews.models import Appeal, Ticket
from county.reviews.slots import DESK, slot
from county.site.templatetags.county import day as day_words

APPEAL, LONGEST = "appeal", 2000


class ByRule(Actor):
    """The office, where a rule leaves it nothing to decide."""

    @property
    def shown_as(self) -> str:
        return _("系统（按期限规则）")


@dataclass(frozen=True, slots=True)
class Written:
    """A written application: on the screen `words`, on paper or besides a file. `applied`: the day it was received,
    today where nobody says."""

    words: str = ""
    files: tuple[Kept, ...] = ()
    applied: date | None = None


def apply_by(ticket: Ticket) -> date | None:
    """The last day to apply, counted from the day on which the bad rating was received."""
    return last_day("apply", {"received": ticket.day.isoformat()}) if slot("review") else None


def apply(*, actor: Actor, ticket: Ticket, written: Written, key: UUID | None = None, at: datetime | None = None
          ) -> Appeal:
    """The appeal with its case, sent back at once where it comes too late. The same ticket is appealed once;
    the same key again gives the same appeal.

    CannotDo: not the rated one (or who manages the reviews, for him), nothing written, no such day, appealed before.
    """
    moment = at or business.now()
    if key and (before := Appeal.objects.filter(ticket=ticket, case__steps__key=key).first()):
        return before
    applied = written.applied or moment.astimezone(business.ZONE).date()
    _require(actor, ticket, written, applied, moment)
    try:
        with transaction.atomic():
            return _applied(actor, ticket, written, applied, key, moment)
    except IntegrityError:
        raise CannotDo(_("这件差评已经申请过复核，一件差评只复核一次。")) from None


def in_time(appeal: Appeal) -> Checked:
    """What the document's checklist says of an application."""
    return checked("accept", {"applied": appeal.applied.isoformat(), "last_day": appeal.last_day.isoformat()})


def give_evidence(*, actor: Actor, appeal: Appeal, files: Iterable[Kept], at: datetime | None = None) -> None:
    """Evidence of the one who applied. CannotDo: not his, or nothing is being investigated."""
    if not is_rated(actor, appeal.ticket.rating):
        raise CannotDo(_("举证由申请复核的工作人员本人办。"))
    step, sent = marks.marked(appeal.case, marks.EVIDENCE), list(files)
    if step is None:
        raise CannotDo(_("现在不在调查中，不能补证据。"))
    cases.take(actor=as_party(actor, appeal.case), case=appeal.case_id, step=step.id, given={}, at=at,
               files={need.id: sent for need in step.needs})


def as_party(actor: Actor, case: Case) -> Actor:
    """The one who applied is a party of the appeal's case."""
    return Actor(actor.user_id, actor.name, actor.posts, actor.parties | {str(case.pk)}, actor.scopes)


def office() -> str:
    """The unit that reviews."""
    pack = county_pack()
    return pack.offices.get(Role.REVIEW.value, "") if pack else ""


def _require(actor: Actor, ticket: Ticket, written: Written, applied: date, moment: datetime) -> None:
    if not slot("review") or not office():
        raise CannotDo(_("本县的数据包没有差评复核的程序。"))
    if ticket.rating.staff is None:
        raise CannotDo(_("这件差评没有写明是哪个工作人员，不能由工作人员申请复核。"))
    if not is_rated(actor, ticket.rating) and not manages(actor):
        raise CannotDo(_("复核由被评价的工作人员本人申请；书面交来的由评价管理人员登记。"))
    if len(written.words) > LONGEST:
        raise CannotDo(_("申请最多 2000 个字，请缩短或附文件。"), "words")
    if not written.words.strip() and not written.files:
        raise CannotDo(_("要书面申请：请写明理由，或附上申请书。"), "words")
    if not ticket.day <= applied <= moment.astimezone(business.ZONE).date():
        raise CannotDo(_("收到申请的日期不能早于收到差评的日期，也不能晚于今天。"), "applied")
    if Appeal.objects.filter(ticket=ticket).exists():
        raise CannotDo(_("这件差评已经申请过复核，一件差评只复核一次。"))


def _applied(actor: Actor, ticket: Ticket, written: Written, applied: date, key: UUID | None, moment: datetime
             ) -> Appeal:
    staff, last = ticket.rating.staff, apply_by(ticket)
    if staff is None or last is None:
        raise CannotDo(_("规则没有给出申请复核的最后一天，请评价管理人员核对数据包。"))
    data = {"received": ticket.day.isoformat(), "applied": applied.isoformat()}
    case = open_case(actor=actor, procedure=slot("review"), title=_("差评复核（工号 %(number)s）") % {
        "number": staff.number}, agency=office(), desk=DESK, topic=APPEAL, parent=ticket.case, data=data, key=key,
        at=moment).case
    appeal = Appeal.objects.create(case=case, ticket=ticket, staff=staff, applied=applied, last_day=last)
    _first_step(actor, case, written, is_own=is_rated(actor, ticket.rating), moment=moment)
    if in_time(appeal).passes is False:
        _send_back(appeal, moment)
    appeal.refresh_from_db()
    return appeal


def _first_step(actor: Actor, case: Case, written: Written, *, is_own: bool, moment: datetime) -> None:
    """The written application goes to the case as a file, whichever way it came."""
    step = find_procedure(slot("review")).steps_from(case.state)[0]
    files = written.files or (_paper(written.words),)
    cases.take(actor=as_party(actor, case) if is_own else actor, case=case.pk, step=step.id, at=moment,
               given={need.id: written.words for need in step.needs if need.form != "file"},
               files={need.id: files for need in step.needs if need.form == "file"})
    if written.files and written.words.strip():
        case.refresh_from_db()
        cases.note(actor=actor, case=case.pk, title=_("申请理由"), data={"words": written.words.strip()}, at=moment)


def _paper(words: str) -> Kept:
    return keep(SimpleUploadedFile(_("复核申请") + ".txt", words.strip().encode()))


def _send_back(appeal: Appeal, moment: datetime) -> None:
    """Out of time: registered, and refused with the dates."""
    case = Case.objects.get(pk=appeal.case_id)
    step = marks.marked(case, marks.OUT_OF_TIME)
    if step is None:
        return
    says = late_words(appeal)
    rule = ByRule(name="", posts=(HeldPost(0, office(), "", Role.REVIEW.value),))
    cases.take(actor=rule, case=case.pk, step=step.id, given={need.id: says for need in step.needs}, at=moment)


def late_words(appeal: Appeal) -> str:
    """Why an application is not taken up, with its days and the words of the document's checklist."""
    said = {"received": day_words(appeal.ticket.day), "last": day_words(appeal.last_day),
            "applied": day_words(appeal.applied)}
    return in_time(appeal).sentence + _("。%(received)s收到差评，最迟%(last)s申请，%(applied)s才申请。") % said
