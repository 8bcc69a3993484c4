"""Plots are registered once; what is asked for one is decided by the rule alone, and kept either way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import Running, find_procedure
from county.cases.says import CannotDo
from county.supervision.models import Plot, PlotRequest
from county.supervision.registers.asking import answers, asked, titles_of
from county.supervision.registers.plots.stages import first_unit, known_answers, units_of, use_question
from county.supervision.registers.rules import of_slot
from county.supervision.registers.units import require_keeper, require_township
from county.supervision.registers.why import kept_reasons
from county.supervision.slots import DESK, slot

PLOT, CHANGE = "plot", "land_use_change"
"""Topics of the cases: a plot, a change of use."""


@dataclass(frozen=True, slots=True)
class NewPlot:
    """What is known of a plot before it is registered."""

    name: str
    township: str
    land_user: str
    planned_use: str = ""


def open_plot(*, actor: Actor, new: NewPlot, case: UUID | str | None = None, key: UUID | None = None,
              at: datetime | None = None) -> Plot:
    """A plot with the case that runs its procedure; with `case`, one that another procedure already began.

    CannotDo: the plot is registered, something is missing, or it is not for this actor.
    """
    run, moment = find_procedure(slot("plot")), at or business.now()
    require_keeper(actor, units_of(run))
    before = Plot.objects.filter(case__steps__key=key).first() if key else None
    if before is not None:
        return before
    plot = _checked(new)
    try:
        with transaction.atomic():
            plot.case = _taken(case) if case else _opened(actor, run, new, key, at)
            plot.save(force_insert=True)
            record(actor=actor, verb="supervision.plot", thing_kind="case", thing_id=str(plot.pk), business_at=moment,
                   content={"name": plot.name, "township": plot.township, "land_user": plot.land_user,
                            "planned_use": plot.planned_use})
    except IntegrityError as error:
        raise _registered(plot) from error
    return plot


def _checked(new: NewPlot) -> Plot:
    """CannotDo: a name, a township or a land user is missing, or the plot is registered."""
    use = new.planned_use if new.planned_use in use_question()[1] else ""
    plot = Plot(name=_words(new.name, _("请写地块的名称。"), "name"), township=require_township(new.township),
                land_user=_words(new.land_user, _("请写土地使用权人。"), "land_user"), planned_use=use)
    if Plot.objects.filter(name=plot.name, township=plot.township).exists():
        raise _registered(plot)
    return plot


def _registered(plot: Plot) -> CannotDo:
    return CannotDo(_("这个乡镇已经登记过“%(name)s”，请到地块列表里找。") % {"name": plot.name}, "name")


def _opened(actor: Actor, run: Running, new: NewPlot, key: UUID | None, at: datetime | None) -> Case:
    return cases.open_case(actor=actor, procedure=run.rule_id, desk=DESK, topic=PLOT, title=new.name.strip(),
                           agency=first_unit(run), key=key, at=at).case


def _taken(case: UUID | str) -> Case:
    """A case of the plot's procedure that has no plot yet. CannotDo: there is none."""
    found = Case.objects.filter(pk=case, procedure=slot("plot"), plot=None).first()
    if found is None:
        raise CannotDo(_("没有这个待登记的地块，请回到地块列表重新选。"))
    return found


def ask_approval(*, actor: Actor, plot: UUID, wanted: str, applicant: str = "", said: Mapping[str, str],
                 key: UUID | None = None, at: datetime | None = None) -> PlotRequest:
    """Somebody asks for an approval: the rule says whether it may be given, and what it says is kept.

    What the register knows of the plot is not asked; an answer to it is left aside. CannotDo: an answer is missing.
    """
    admission, moment = of_slot("admission"), at or business.now()
    if admission is None:
        raise CannotDo(_("本县的数据包没有地块准入的规则。"))
    require_keeper(actor, units_of(find_procedure(slot("plot"))))
    before = PlotRequest.objects.filter(key=key).first() if key else None
    if before is not None:
        return before
    words = _words(wanted, _("请写申请的是什么审批。"), "asked")
    with transaction.atomic():
        held = Plot.objects.select_related("case").select_for_update(of=("self", "case")).get(pk=plot)
        given = {**answers(admission.rule, said), **known_answers(held.case)}
        judgement = asked(admission.id, admission.rule, given)
        if judgement.outcome not in ("decided", "refused"):
            raise CannotDo(_("还差：%(what)s。填了才能判。") % {"what": titles_of(admission.rule, judgement.needs)},
                           next(iter(judgement.needs), ""))
        made = PlotRequest.objects.create(
            plot=held, asked=words, applicant=applicant.strip()[:100], given=given, outcome=judgement.outcome,
            allowed=judgement.outcome == "decided", reasons=kept_reasons(judgement), by_id=actor.user_id,
            shown_as=actor.shown_as[:200], business_at=moment, key=key)
        _write_down(actor, made, moment)
    return made


def _write_down(actor: Actor, made: PlotRequest, moment: datetime) -> None:
    """In the audit and as a line of the plot's case."""
    title = _("可以办：%(what)s") if made.allowed else _("不得批准：%(what)s")
    cases.note(actor=actor, case=made.plot_id, title=title % {"what": made.asked}, at=moment,
               data={"applicant": made.applicant})
    record(actor=actor, verb="supervision.plot_request", thing_kind="case", thing_id=str(made.plot_id),
           business_at=moment, content={"asked": made.asked, "given": made.given, "outcome": made.outcome})


def open_change(*, actor: Actor, title: str, plot: UUID | str | None = None, key: UUID | None = None,
                at: datetime | None = None) -> Case:
    """A change of use, of a registered plot or of other land."""
    run = find_procedure(slot("land_use_change"))
    require_keeper(actor, units_of(run))
    parent = Case.objects.filter(pk=plot, plot__isnull=False).first() if plot else None
    if plot and parent is None:
        raise CannotDo(_("没有这个地块，请从列表里选。"), "plot")
    words = title.strip() or (parent.title if parent else "")
    return cases.open_case(actor=actor, procedure=run.rule_id, desk=DESK, topic=CHANGE, agency=first_unit(run),
                           title=_words(words, _("请写是哪块地、变更为什么用途。"), "title"), parent=parent, key=key,
                           at=at).case


def _words(said: str, missing: str, field: str) -> str:
    words = said.strip()
    if not words:
        raise CannotDo(missing, field)
    if len(words) > 100:
        raise CannotDo(_("最多 100 个字，请写短些。"), field)
    return words
