"""One case as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.business import ZONE
from county.cases import acts, checks
from county.cases.may import Permit, manages, may, sees, who_words
from county.cases.models import Case, CaseFile, Comment, Referral, Step
from county.cases.needs import OVER, soft_maximum
from county.cases.procedures import Running, running
from county.cases.shown import Lamp, ShownClock, clocks_of, lamp_of, moment_words
from county.charts.flow import draw_flow
from county.site.templatetags.county import day
from gongbao.rules.procedure import Need
from gongbao.rules.procedure import Step as ProcedureStep


@dataclass(slots=True)
class NeedField:
    """A field of a step's form: `kind` text, date, datetime-local, choice, area or file; what was typed stays."""

    id: str
    label: str
    kind: str
    typed: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    required: bool = True
    wrong: str = ""


@dataclass(slots=True)
class NextStep:
    """A step that the actor may take now."""

    code: str
    title: str
    to: str
    fields: list[NeedField]
    behalf: str = ""
    soft: bool = False
    consequence: str = ""
    key: UUID = field(default_factory=uuid4)
    cite: str = ""


@dataclass(slots=True)
class OthersStep:
    """A step that others may take now, and who they are."""

    title: str
    who: str


@dataclass(slots=True)
class Event:
    """A line of the timeline."""

    title: str
    who: str
    at: str
    on_behalf: str
    said: list[tuple[str, str]]
    files: list[CaseFile]
    kind: str


@dataclass(slots=True)
class CasePage:
    """Everything on the page of one case."""

    case: Case
    run: Running
    lamp: Lamp
    state: str
    clocks: list[ShownClock]
    steps: list[NextStep]
    others: list[OthersStep]
    events: list[Event]
    comments: list[Comment]
    loose_files: list[CaseFile]
    units: list[Any]
    referrals: list[Referral]
    children: list[Case]
    parent: Case | None
    managed: bool
    works: bool
    has_part: bool
    drawing: str
    problem: str = ""
    problem_step: str = ""

    @property
    def agency(self) -> str:
        return agency_name(self.case.agency)

    @property
    def way_on(self) -> str:
        """The first step that the procedure lists from here."""
        ahead = self.run.steps_from(self.case.state)
        return ahead[0].id if ahead else ""

    @property
    def waits_for(self) -> str:
        """等待 … : who acts next, where it is not the one who reads."""
        return "、".join(dict.fromkeys(one.who for one in self.others))

    @property
    def rule_href(self) -> str:
        return reverse("rulebook:rule", args=tuple(self.case.procedure.split("/")))

    @property
    def document(self) -> str:
        document = self.run.system.document
        return document.number or document.title


def page_of(case: Case, run: Running, actor: Actor, *, typed: Mapping[str, str] | None = None, step: str = "",
            wrong: tuple[str, str] = ("", "")) -> CasePage:
    """The page for one reader. `typed`: what a form held that came back; `wrong`: field and sentence."""
    concerns = list(case.concerns.order_by("pk"))
    joined = [one.who for one in concerns if one.joined]
    steps, others = _steps(case, run, actor, joined, typed or {}, step, wrong)
    files = list(case.files.order_by("pk"))
    works = actor.acts_for([case.agency, *joined])
    events = [_event(one, run, files) for one in case.steps.order_by("-seq")]
    return CasePage(
        case=case, run=run, lamp=lamp_of(case), state=run.procedure.title_of(case.state),
        clocks=clocks_of(case, run.book), steps=steps, others=others, events=events,
        comments=list(case.comments.order_by("pk")), loose_files=[one for one in files if one.step_id is None],
        units=[one for one in concerns if one.joined], referrals=list(case.referrals.order_by("pk")),
        children=_read_by(actor, case.children.prefetch_related("concerns").order_by("pk")),
        parent=next(iter(_read_by(actor, [case.parent] if case.parent else [])), None),
        managed=bool(manages(actor, case, run)) and case.is_open, works=works,
        has_part=any(one.joined and not one.done_at and actor.acts_for([one.who]) for one in concerns),
        drawing=drawing_of(run, case.state, {one.origin for one in case.steps.all() if one.act == acts.TAKE}),
        problem="" if wrong[0] else wrong[1], problem_step=step)


def _read_by(actor: Actor, cases: Iterable[Case]) -> list[Case]:
    """Those that the actor may read: what a case belongs to or led to may be another unit's."""
    return [one for one in cases if sees(actor, one, [other.who for other in one.concerns.all()], running(one))]


def drawing_of(run: Running, here: str, been: set[str]) -> str:
    """The procedure as a picture, with where the case stands and where it was."""
    states = [(one.id, one.title, one.ends) for one in run.procedure.states]
    edges = [(step.id, step.title, origin, step.to) for step in run.procedure.steps
             for origin in step.origin]
    return draw_flow(states, edges, here=here, been=tuple(sorted(been)))


def _steps(case: Case, run: Running, actor: Actor, joined: list[str], typed: Mapping[str, str], step: str,
           wrong: tuple[str, str]) -> tuple[list[NextStep], list[OthersStep]]:
    mine, others = [], []
    ahead = run.steps_from(case.state) if case.is_open else ()
    for one in (held for held in ahead if checks.is_offered(case, held)):
        permit = may(actor, one, case, run, joined)
        if isinstance(permit, Permit):
            chosen = one.id == step
            mine.append(_next(one, case, run, permit.on_behalf, typed if chosen else {}, wrong if chosen else ("", "")))
        else:
            others.append(OthersStep(one.title, _who(one, case, joined)))
    return mine, others


def _who(step: ProcedureStep, case: Case, joined: list[str]) -> str:
    if step.who.relation in ("lead", "handler") and not step.who.agencies:
        return agency_name(case.agency)
    if step.who.relation == "unit_head" and not step.who.agencies:
        return _("%(unit)s负责人") % {"unit": agency_name(case.agency)}
    if step.who.relation == "participant" and not step.who.agencies:
        return "、".join(map(agency_name, joined)) or _("协办单位（还没有，请先请一个单位协办）")
    return who_words(step.who)


def _next(step: ProcedureStep, case: Case, run: Running, behalf: str, typed: Mapping[str, str],
          wrong: tuple[str, str]) -> NextStep:
    clocks = tuple(one["rule"] for one in case.clocks["running"].values())
    fields = [_field(need, run, step, clocks, typed, wrong) for need in step.needs]
    if soft_maximum(step, run, clocks):
        fields.append(NeedField(OVER, _("超过“原则上”的上限的，写明理由"), "area", typed.get(OVER, ""), required=False,
                                wrong=wrong[1] if wrong[0] == OVER else ""))
    source = step.source or run.procedure.source
    return NextStep(step.id, step.title, run.procedure.title_of(step.to), fields, behalf, step.soft, step.on_breach,
                    cite=source[0].at if source else "")


def _field(need: Need, run: Running, step: ProcedureStep, clocks: tuple[str, ...], typed: Mapping[str, str],
           wrong: tuple[str, str]) -> NeedField:
    question = run.question_for(step, need, clocks)
    kind = "file" if need.form == "file" else "area"
    choices: Mapping[str, str] = {}
    if question and need.form != "file":
        kind = {"date": "date", "moment": "datetime-local", "choice": "choice", "yes_no": "choice"}.get(
            question.type, "text")
        choices = {"yes": _("是"), "no": _("否")} if question.type == "yes_no" else question.choices
    label = f"{need.title}（{need.when}）" if need.when else need.title
    return NeedField(need.id, label, kind, typed.get(need.id, ""), choices, question.unit if question else "",
                     not need.when, wrong[1] if wrong[0] == need.id else "")


def _event(step: Step, run: Running, files: list[CaseFile]) -> Event:
    own = [one for one in files if one.step_id == step.pk]
    title = step.title if step.act in acts.OWN_TITLE else _(acts.TITLES[step.act])
    title = _(title) if step.act == acts.NOTE else title
    return Event(title, step.shown_as, moment_words(step.business_at), step.on_behalf, _said(step, run), own, step.act)


def _said(step: Step, run: Running) -> list[tuple[str, str]]:
    """What was typed, under the titles of the form."""
    own = run.step(step.step) if step.act == acts.TAKE else None
    titles = ({**{need.id: need.title for need in own.needs}, OVER: _("超过上限的理由")} if own
              else _words_of_acts())
    clocks = tuple(run.rule_id_of(key) for key in own.starts) if own else ()
    found = []
    for name, value in step.data.items():
        if value and name in titles:
            need = next((one for one in own.needs if one.id == name), None) if own else None
            question = run.question_for(own, need, clocks) if own and need else None
            shown = question.choices.get(str(value), _as_day(str(value))) if question else _as_day(str(value))
            found.append((titles[name], agency_name(shown) if name in ("to", "agency") else shown))
    return found


def _as_day(said: str) -> str:
    """A typed date as dates are said; anything else as it was typed."""
    try:
        return day(datetime.combine(date.fromisoformat(said), time.min, ZONE)) if len(said) == 10 else said
    except ValueError:
        return said


def _words_of_acts() -> dict[str, str]:
    return {"for": _("时限管到哪一步"),
            "reason": _("理由"), "last": _("最后一天"), "to": _("转给"), "agency": _("协办单位"),
            "part": _("协办的部分"), "result": _("结果"), "words": _("内容"), "letter": _("公函"),
            "consequence": _("文件写明的后果")}
