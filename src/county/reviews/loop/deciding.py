"""What follows from the steps of an appeal: it is taken up only in time, and a granted one ends its ticket."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.audit.services import record
from county.cases import services as cases
from county.cases.checks import Data
from county.cases.models import Case, Step
from county.cases.says import CannotDo
from county.cases.writing import Work
from county.notices.services import notify
from county.reviews.loop import appeals, marks
from county.reviews.loop.sight import is_rated
from county.reviews.models import Appeal, Rating, Ticket
from gongbao.rules.procedure import Step as ProcedureStep

EDITIONS = "county.reviews.statistics.editions"
UPHELD, LATE = "upheld", "late"


def check(work: Work, step: ProcedureStep, data: Data, actor: Actor) -> None:  # noqa: ARG001
    """CannotDo: nobody decides his own appeal; it is taken up in time and only then."""
    appeal = _appeal(work)
    if appeal is None:
        return
    if is_rated(actor, appeal.ticket.rating) and step.who.relation != "applicant":
        raise CannotDo(_("不能办自己申请的复核，请由别的人办。"))
    if marks.ACCEPTS in step.marks and appeals.in_time(appeal).passes is False:
        raise CannotDo(appeals.late_words(appeal))
    if marks.OUT_OF_TIME in step.marks and appeals.in_time(appeal).passes:
        raise CannotDo(_("没有超过申请期限，不能按逾期不受理，请受理。"))


def fits(case: Case, step: ProcedureStep) -> bool:
    """Pages offer what the days of the application allow: taking it up in time, sending it back when it is late."""
    appeal: Appeal | None = getattr(case, "review_appeal", None)
    if appeal is None or not {marks.ACCEPTS, marks.OUT_OF_TIME} & set(step.marks):
        return True
    passes = appeals.in_time(appeal).passes
    return passes is not False if marks.ACCEPTS in step.marks else not passes


def after(work: Work, step: ProcedureStep, made: Step, actor: Actor) -> None:
    """The outcome is kept with the appeal; the staff member is told."""
    appeal, has = _appeal(work), set(step.marks)
    if appeal is None:
        return
    if marks.SET_ASIDE in has:
        verdict = next((one for one in Rating.SetAside.values if one in has), Rating.SetAside.WRONG.value)
        grant(work, appeal, verdict, step, actor)
    elif marks.UPHELD in has or marks.OUT_OF_TIME in has:
        Appeal.objects.filter(pk=appeal.pk).update(outcome=UPHELD if marks.UPHELD in has else LATE)
    if marks.TOLD in has or marks.OUT_OF_TIME in has:
        _tell(work, appeal, made)


def grant(work: Work, appeal: Appeal, verdict: str, step: ProcedureStep, actor: Actor) -> None:
    """The rating stays and leaves every count; its ticket ends with all its clocks; editions are corrected."""
    rating = appeal.ticket.rating
    Appeal.objects.filter(pk=appeal.pk).update(outcome=verdict)
    Rating.objects.filter(pk=rating.pk).update(set_aside=verdict, is_counted=False)
    Ticket.objects.filter(pk=appeal.ticket_id).update(is_set_aside=True)
    record(actor=actor, verb="review.set_aside", thing_kind="review_ticket", thing_id=appeal.ticket_id,
           business_at=work.now, content={"verdict": verdict, "appeal": str(appeal.pk)})
    _end_ticket(work, appeal, step.title, actor)
    rating.refresh_from_db()
    if find_spec(EDITIONS) is not None:
        import_module(EDITIONS).correct(rating, at=work.now)


def _end_ticket(work: Work, appeal: Appeal, words: str, actor: Actor) -> None:
    """The ticket's own step; one that ended before keeps a line of it."""
    case = Case.objects.get(pk=appeal.ticket_id)
    step = marks.marked(case, marks.SET_ASIDE) if case.is_open else None
    if step is not None:
        cases.take(actor=actor, case=case.pk, step=step.id, given={need.id: words for need in step.needs}, at=work.now)
    else:
        cases.note(actor=actor, case=case.pk, title=words, data={"words": _("复核后不予采纳，不再计入。")}, at=work.now)


def _tell(work: Work, appeal: Appeal, made: Step) -> None:
    if appeal.staff.user_id is None:
        return
    from django.urls import reverse

    notify(case=work.case.pk, kind=f"appeal-{made.seq}", due=None, agency=work.case.agency, role=Role.REVIEW.value,
           user_id=appeal.staff.user_id, at=work.now, title=_("您申请的差评复核有结果了"), href=reverse("reviews:mine"))


def _appeal(work: Work) -> Appeal | None:
    return Appeal.objects.select_related("ticket__rating__staff", "staff").filter(pk=work.case.pk).first()
