"""What the desk adds to the steps of a ticket: when it may end, who is called back, where it moves to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import SYSTEM, Actor
from county.agencies.names import agencies
from county.audit.services import record
from county.cases import services
from county.cases.checks import Data
from county.cases.models import Case, Step
from county.cases.says import CannotDo
from county.cases.writing import Work
from county.reviews.loop import marks
from county.reviews.loop.judged import checked
from county.reviews.loop.sight import is_of_rated
from county.reviews.models import Edition, Rating, Ticket
from county.site.templatetags.county import day
from gongbao.rules.procedure import Step as ProcedureStep


def check(work: Work, step: ProcedureStep, data: Data, actor: Actor) -> None:
    """CannotDo: the step is not for this ticket, not yet, or not for who was rated."""
    ticket = _ticket(work)
    if ticket is None:
        return
    if is_of_rated(actor, ticket):
        raise CannotDo(_("被评价的工作人员不能办自己的差评单，请由本单位别的人办。"))
    has = set(step.marks)
    if marks.CLOSES_ANONYMOUS in has and ticket.is_real_name:
        raise CannotDo(_("这是实名差评，要反馈、回访后办结，不能按匿名的办结。"))
    if marks.CALLED_BACK in has and not ticket.is_real_name:
        raise CannotDo(_("这是匿名差评，没有联系方式，不用回访；请注明后办结。"))
    if marks.CLOSES in has:
        _require_complete(work, step, ticket)
    if marks.ASKS_EXTENSION in has:
        _require_in_time(work)
    if marks.TRANSFERS in has:
        _unit(work, step, data)
    if marks.SET_ASIDE in has and ticket.rating.set_aside == Rating.SetAside.NOT:
        raise CannotDo(_("差评要先经复核作出不予采纳的决定，差评单才能这样结束。"))


def fits(case: Case, step: ProcedureStep) -> bool:
    """Pages leave out what this ticket will never take: calling back nobody, a real name closed as none, setting aside
    without a decision."""
    ticket: Ticket | None = getattr(case, "review_ticket", None)
    if ticket is None:
        return True
    has = set(step.marks)
    if has & {marks.CLOSES_ANONYMOUS, marks.CALLED_BACK}:
        return ticket.is_real_name is (marks.CALLED_BACK in has)
    return marks.SET_ASIDE not in has or ticket.rating.set_aside != Rating.SetAside.NOT


def after(work: Work, step: ProcedureStep, made: Step, actor: Actor) -> None:
    """Called back is kept with the ticket; a ticket of another unit moves to it."""
    if marks.CALLED_BACK in step.marks:
        Ticket.objects.filter(pk=work.case.pk).update(was_called_back=True)
    if marks.TRANSFERS in step.marks and _ticket(work) is not None:
        unit = _unit(work, step, made.data)
        services.move(work, actor=actor, to=unit, reason=step.title)


def moved(work: Work) -> None:
    """The ticket lies with the unit of its case, and the rating counts for it: who handled the matter answers for it.
    The service keeps the unit it was reported with; a month that has been gathered keeps its numbers."""
    ticket, agency = _ticket(work), work.case.agency
    if ticket is None:
        return
    Ticket.objects.filter(pk=ticket.pk).update(agency=agency)
    day, before = ticket.rating.day, ticket.rating.agency
    if before == agency or Edition.objects.filter(year=day.year, month=day.month).exists():
        return
    Rating.objects.filter(pk=ticket.rating_id).update(agency=agency)
    record(actor=SYSTEM, verb="review.counts_for", thing_kind="review_ticket", thing_id=ticket.pk,
           business_at=work.now, content={"from": before, "to": agency})


def _ticket(work: Work) -> Ticket | None:
    return Ticket.objects.select_related("rating__staff").filter(pk=work.case.pk).first()


def _require_complete(work: Work, step: ProcedureStep, ticket: Ticket) -> None:
    """Everything that the document asks for before a ticket ends was done: the items of its checklist are the marks of
    the steps that were taken."""
    taken = {*marks.marks_of(work.case), *step.marks}
    found = checked("close", {"real_name": "yes" if ticket.is_real_name else "no"}, dict.fromkeys(taken, True))
    if not found.passes:
        raise CannotDo(_("%(why)s。请先办这些，再办结。") % {"why": found.sentence})


def _require_in_time(work: Work) -> None:
    due = work.projection.due_at
    if due is not None and due < work.now:
        raise CannotDo(_("延期要在期限内申请；期限%(day)s已过，请尽快完成整改。") % {
            "day": day(due.astimezone(business.ZONE).date())})


def _unit(work: Work, step: ProcedureStep, data: Data) -> str:
    """The unit that was named. CannotDo: there is none of this name, or it has the ticket already."""
    need = step.needs[0].id
    said = str(data.get(need, "")).strip()
    unit = next((one.id for one in agencies() if said in (one.id, one.name)), "")
    if not unit:
        near = "、".join([one.name for one in agencies() if said and said in one.name][:5])
        says = _("没有“%(unit)s”这个单位，请写全称。") % {"unit": said[:40]}
        raise CannotDo(says + (_("名称相近的有：%(near)s。") % {"near": near} if near else ""), need)
    if unit == work.case.agency:
        raise CannotDo(_("差评单已经在这个单位，不用转。"), need)
    return unit
