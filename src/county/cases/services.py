"""What can be done with a case. Each is one transaction: all of it is written, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.models import Tenure, holding_on
from county.agencies.names import agency_name
from county.agencies.stand_for import members_of
from county.audit.services import record
from county.cases import acts, checks, limits
from county.cases.may import POST, Refusal, asked_next, manages, may
from county.cases.models import Case, CaseFile, Comment, Step
from county.cases.needs import checked, missing_files, over_maximum
from county.cases.opening import Opened, known_unit, open_case
from county.cases.opening import new_secret as fresh_secret
from county.cases.procedures import procedure_of
from county.cases.referrals import refer
from county.cases.says import CannotDo
from county.cases.shown import PRINTED
from county.cases.writing import Work, at_work, projection_of, tell
from county.files import Kept
from gongbao.rules.procedure import Step as ProcedureStep

Files = Mapping[str, Iterable[Kept]]


def take(*, actor: Actor, case: UUID | str, step: str, given: Mapping[str, str], files: Files | None = None,
         seen: int | None = None, key: UUID | None = None, at: datetime | None = None) -> Step:
    """Take a step of the procedure. `seen`: the last step that the person had before the eyes.

    The same `key` again gives the step that it gave before. CannotDo: another was first, not this person's, not from
    this state, something is missing, the rule of a limit refuses, or the desk of the case does.
    """
    with at_work(case, at) as work:
        if key and (done := Step.objects.filter(key=key).first()):
            if done.case_id != work.case.pk:
                raise CannotDo(_("这张表是另一个办件的，请刷新后再办。"))
            return done
        wanted = _step_now(work, step, seen)
        permit = may(actor, wanted, work.case, work.run, work.joined)
        if isinstance(permit, Refusal):
            raise CannotDo(permit.says)
        clocks = tuple(one["rule"] for one in work.projection.clocks.values())
        data = {**checked(wanted, work.run, given, clocks), **over_maximum(wanted, work.run, given, clocks),
                **wanted.sets}
        missing_files(wanted, files or {})
        checks.check_step(work, wanted, data, actor)
        effects = _effects(work, wanted, data)
        made = work.append(actor, acts.TAKE, effects, title=wanted.title, step=wanted.id, to=wanted.to, data=data,
                           key=key, on_behalf=permit.on_behalf)
        _keep_files(work, made, files or {}, actor)
        _pass_on(work, wanted, actor)
        _tell_next(work, wanted)
        checks.after_step(work, wanted, made, actor)
        return made


def set_limit(*, actor: Actor, case: UUID | str, last: date, step: str = "", reason: str, key: UUID | None = None,
              at: datetime | None = None) -> Step:
    """A last day that the office sets where the document gives none, for a step (by default the way on from here): with
    that step it is kept. A second one takes the place of the first."""
    with at_work(case, at) as work:
        _managed(work, actor, key)
        if last < work.now.astimezone(business.ZONE).date():
            raise CannotDo(_("最后一天不能早于今天，请改日期。"), "last")
        ahead = work.run.steps_from(work.projection.state)
        wanted = work.run.step(step) if step else ahead[0]
        if wanted is None:
            raise CannotDo(_("这个程序没有这一步，请刷新后再选。"), "step")
        title = _("%(step)s（自定时限）") % {"step": wanted.title}
        clock = limits.own(work.run.book, title, work.now, last, wanted.id)
        return work.append(actor, acts.LIMIT, {"clocks": {limits.OWN: clock}}, key=key,
                           data={"for": wanted.title, "last": last.isoformat(), "reason": _reason(reason)})


def extend(*, actor: Actor, case: UUID | str, last: date, reason: str, key: UUID | None = None,
           at: datetime | None = None) -> Step:
    """Put the office's own limit off to another last day. A document's limit is put off by the step of the procedure
    that the document gives for it, and otherwise not at all."""
    with at_work(case, at) as work:
        _managed(work, actor, key)
        held = work.projection.clocks.get(limits.OWN)
        if held is None:
            raise CannotDo(_("没有自定的时限在计时；文件的时限只按程序延期。"))
        fresh = limits.later_by(work.run.book, dict(held), last)
        return work.append(actor, acts.EXTEND, {"clocks": {limits.OWN: fresh}}, key=key,
                           data={"last": last.isoformat(), "reason": _reason(reason)},
                           title=_("延期：%(clock)s") % {"clock": held["title"]})


def suspend(*, actor: Actor, case: UUID | str, reason: str, key: UUID | None = None,
            at: datetime | None = None) -> Step:
    """Stop all clocks of a case while it waits for others."""
    with at_work(case, at) as work:
        _managed(work, actor, key)
        if work.projection.suspended_since:
            raise CannotDo(_("计时已经中止，不必再办。"))
        return work.append(actor, acts.SUSPEND, {"suspended": work.now.isoformat()}, key=key,
                           data={"reason": _reason(reason)})


def resume(*, actor: Actor, case: UUID | str, reason: str = "", key: UUID | None = None,
           at: datetime | None = None) -> Step:
    """Let the clocks run again; the time between does not count, a clock that was late stays late."""
    with at_work(case, at) as work:
        _managed(work, actor, key)
        since = work.projection.suspended_since
        if since is None:
            raise CannotDo(_("计时没有中止，不必恢复。"))
        clocks = {name: limits.put_off(work.run.book, dict(one), since, work.now)
                  for name, one in work.projection.clocks.items()}
        return work.append(actor, acts.RESUME, {"suspended": None, "clocks": clocks}, data={"reason": reason}, key=key)


def transfer(*, actor: Actor, case: UUID | str, to: str, reason: str, key: UUID | None = None,
             at: datetime | None = None) -> Step:
    """Another unit takes the case on; its clocks go on."""
    with at_work(case, at) as work:
        _managed(work, actor, key)
        return move(work, actor=actor, to=to, reason=_reason(reason), key=key)


def move(work: Work, *, actor: Actor, to: str, reason: str, key: UUID | None = None) -> Step:
    """A locked case goes to another unit, which is told. Who may is for the caller."""
    known_unit(work.run, to)
    if to == work.case.agency:
        raise CannotDo(_("已经在这个单位，请选别的单位。"), "to")
    asked = asked_next(work.run, work.projection.state, to, work.joined)
    made = work.append(actor, acts.TRANSFER, {"agency": to, "handler": None, **asked}, key=key,
                       data={"to": to, "reason": reason})
    tell(work, f"transfer-{made.seq}", None, _("转来的办件"), [to])
    checks.after_move(work)
    return made


def join(*, actor: Actor, case: UUID | str, agency: str, part: str, key: UUID | None = None,
         at: datetime | None = None) -> Step:
    """A unit takes part, with its own part of the work."""
    with at_work(case, at) as work:
        _still_open(work, key)
        if not actor.acts_for([work.case.agency]):
            _managed(work, actor, key)
        known_unit(work.run, agency)
        if agency in work.projection.units or agency == work.case.agency:
            raise CannotDo(_("这个单位已经在办，请选别的单位。"), "agency")
        asked = asked_next(work.run, work.projection.state, work.case.agency, [*work.joined, agency])
        made = work.append(actor, acts.JOIN, {"join": {agency: part.strip()[:200]}, **asked}, key=key,
                           data={"agency": agency, "part": part})
        tell(work, f"join-{made.seq}", None, _("请你们协办：%(part)s") % {"part": part}, [agency])
        return made


def leave(*, actor: Actor, case: UUID | str, agency: str, reason: str, key: UUID | None = None,
          at: datetime | None = None) -> Step:
    """A unit takes part no longer."""
    with at_work(case, at) as work:
        _still_open(work, key)
        if not actor.acts_for([work.case.agency]):
            _managed(work, actor, key)
        if agency not in work.projection.units:
            raise CannotDo(_("这个单位没有在协办，请刷新后再看。"), "agency")
        others = [one for one in work.joined if one != agency]
        asked = asked_next(work.run, work.projection.state, work.case.agency, others)
        made = work.append(actor, acts.LEAVE, {"leave": [agency], **asked}, key=key,
                           data={"agency": agency, "reason": _reason(reason)})
        tell(work, f"leave-{made.seq}", None, _("不必再协办"), [agency])
        return made


def new_secret(*, actor: Actor, case: UUID | str) -> str:
    """A new secret for the party's receipt, shown once; the old one opens nothing from now on."""
    with at_work(case) as work:
        if not actor.acts_for([work.case.agency]):
            _managed(work, actor, None)
        if not work.case.applicant:
            raise CannotDo(_("这个办件没有申请人，不用回执。"))
        secret = fresh_secret()
        work.case.secret_hash = make_password(secret)
        work.case.save(update_fields=["secret_hash"])
        record(actor=actor, verb="case.receipt", thing_kind="case", thing_id=str(work.case.pk), business_at=work.now,
               content={"receipt": "new"})
        return secret


def finish_part(*, actor: Actor, case: UUID | str, result: str, key: UUID | None = None,
                at: datetime | None = None) -> Step:
    """A unit that takes part has done its part."""
    with at_work(case, at) as work:
        _still_open(work, key)
        mine = [one for one, unit in work.projection.units.items() if not unit.done_at and actor.acts_for([one])]
        if not mine:
            raise CannotDo(_("您的单位没有未完的协办部分；协办单位的人员才能办这一步。"))
        made = work.append(actor, acts.PART, {"done": mine[:1]}, data={"agency": mine[0], "result": _reason(result)},
                           key=key)
        tell(work, f"part-{made.seq}", None, _("协办部分已办完"), [work.case.agency])
        return made


def hand_to(*, actor: Actor, case: UUID | str, user_id: int | None, key: UUID | None = None,
            at: datetime | None = None) -> Step:
    """Give a case to one person of its unit, or back to the unit (None)."""
    with at_work(case, at) as work:
        _still_open(work, key)
        if not actor.acts_for([work.case.agency]):
            _managed(work, actor, key)
        if user_id and not _works_in(user_id, work.case.agency):
            raise CannotDo(_("这个人今天在承办单位没有职务，请从列表里选。"), "user")
        made = work.append(actor, acts.HANDLER, {"handler": user_id}, data={"user": user_id}, key=key)
        if user_id:
            tell(work, f"handler-{made.seq}", None, _("交给您办理"), [work.case.agency], user_id=user_id)
        return made


def meet(*, actor: Actor, case: UUID | str, clock: str, result: str, files: Iterable[Kept] = (),
         key: UUID | None = None, at: datetime | None = None) -> Step:
    """One of the days that a document prints for a case is kept; the case goes on to the next."""
    with at_work(case, at) as work:
        _still_open(work, key)
        held = work.projection.clocks.get(clock)
        if held is None or not clock.startswith(PRINTED):
            raise CannotDo(_("没有这个阶段的期限在计时，请刷新后再选。"), "clock")
        if not actor.acts_for([work.case.agency]):
            raise CannotDo(_("阶段完成由%(unit)s登记；您现在是%(post)s。") % {
                "unit": agency_name(work.case.agency), "post": actor.shown_as})
        made = work.append(actor, acts.MEET, {"clocks": {clock: None}}, title=_("阶段完成：%(what)s") % {
            "what": held["title"]}, data={"result": _reason(result)}, key=key)
        _keep_files(work, made, {"": files}, actor)
        return made


def note(*, actor: Actor, case: UUID | str, title: str, data: Mapping[str, str], key: UUID | None = None,
         at: datetime | None = None) -> Step:
    """A line of the timeline that changes nothing: what a desk did about a case (an urging, a circular). Who may is for
    the desk."""
    with at_work(case, at) as work:
        if key and (done := Step.objects.filter(key=key).first()):
            return done
        return work.append(actor, acts.NOTE, {}, title=title[:200], data=dict(data), key=key)


def comment(*, actor: Actor, case: Case, text: str, key: UUID | None = None) -> Comment:
    """A word to those who work on the case."""
    words = text.strip()
    if not words:
        raise CannotDo(_("留言是空的，请写一句话。"), "text")
    try:
        with transaction.atomic():
            made = Comment.objects.create(case=case, user_id=actor.user_id, shown_as=actor.shown_as, text=words[:2000],
                                          business_at=business.now(), key=key)
            record(actor=actor, verb="case.comment", thing_kind="case", thing_id=str(case.pk),
                   business_at=made.business_at, content={"comment": made.pk, "text": words})
            return made
    except IntegrityError:
        return Comment.objects.get(key=key)


def add_file(*, actor: Actor, case: Case, kept: Kept) -> CaseFile:
    """A file that belongs to the case and to no step; the same one again is the one that is there."""
    with transaction.atomic():
        before = case.files.filter(step=None, sha256=kept.sha256, name=kept.name).first()
        if before is not None:
            return before
        made = _file(case, None, "", kept, actor, business.now())
        record(actor=actor, verb="case.file", thing_kind="case", thing_id=str(case.pk), business_at=made.business_at,
               content={"sha256": kept.sha256, "size": kept.size})
        return made


def _step_now(work: Work, step: str, seen: int | None) -> ProcedureStep:
    """The step, where it can be taken from where the case stands. CannotDo: another was first, or it cannot."""
    wanted = work.run.step(step)
    if wanted is None:
        raise CannotDo(_("这个程序没有这一步，请刷新后再选。"))
    since = work.case.steps.filter(seq__gt=seen, act=acts.TAKE).order_by("seq").first() if seen is not None else None
    if since is not None:
        moment = since.business_at.astimezone(business.ZONE)
        raise CannotDo(_("%(who)s在 %(at)s 先办了“%(step)s”，您的这一步没有办。请看清现在的状态，再决定要不要办。")
                       % {"who": since.shown_as, "at": f"{moment:%m-%d %H:%M}", "step": since.title})
    if work.projection.state not in wanted.origin:
        state = work.run.procedure.title_of(work.projection.state)
        raise CannotDo(_("现在是“%(state)s”，不能办“%(step)s”。") % {"state": state, "step": wanted.title})
    return wanted


def _effects(work: Work, step: ProcedureStep, data: Mapping[str, str]) -> dict[str, Any]:
    """What the step changes. CannotDo: the rule of a clock refuses what was typed."""
    run, known = work.run, {**_known(work), **data}
    stopped = {run.rule_id_of(key): None for key in step.stops}
    clocks: dict[str, Any] = {}
    for name, clock in work.projection.clocks.items():
        if name in stopped or clock.get("until") == step.id:
            clocks[name] = None
        elif clock["rule"]:
            fresh = limits.again(run.book, dict(clock), data)
            clocks.update({name: fresh} if fresh != clock else {})
    clocks.update(_run_again(work) if step.reopens else {})
    set_here = checks.settings() if step.starts else {}
    for key in step.starts:
        begun = limits.begin(run.book, run.rule_id_of(key), known, work.now, set_here)
        clocks.update({run.rule_id_of(key): begun} if begun else {})
    ends = run.ends(step.to)
    asked = asked_next(run, step.to, work.projection.agency, work.joined)
    effects: dict[str, Any] = {"state": step.to, **asked}
    return {**effects, **({"clocks": clocks} if clocks else {}), **({"closed": True} if ends else {})}


def _run_again(work: Work) -> dict[str, Any]:
    """The clocks that ended with the last step of the procedure, as they were: a matter returned is not done."""
    last = work.case.steps.filter(act=acts.TAKE).order_by("-seq").values_list("seq", flat=True).first()
    beside = ("clock", "ended", "seq", "by_close")
    return {one["clock"]: {name: value for name, value in one.items() if name not in beside}
            for one in work.projection.ended if one["seq"] == last}


def _known(work: Work) -> dict[str, str]:
    """Everything that was typed into the case's steps, the latest last."""
    known: dict[str, str] = {}
    for data in work.case.steps.filter(act__in=acts.CHANGES_STATE).order_by("seq").values_list("data", flat=True):
        known.update({name: said for name, said in data.items() if isinstance(said, str)})
    return known


def _works_in(user_id: int, agency: str) -> bool:
    today, units = business.business_today(), {agency, *members_of(agency)}
    return Tenure.objects.filter(holding_on(today), person__user_id=user_id, post__agency__in=units).exists()


def _managed(work: Work, actor: Actor, key: UUID | None) -> None:
    """CannotDo: the actor does not manage the case, it has ended, or the form was sent before."""
    _still_open(work, key)
    permit = manages(actor, work.case, work.run)
    if isinstance(permit, Refusal):
        raise CannotDo(permit.says)


def _still_open(work: Work, key: UUID | None) -> None:
    if key and Step.objects.filter(key=key).exists():
        raise CannotDo(_("这张表已经收到过，没有再办一次。"))
    if work.projection.closed_at:
        raise CannotDo(_("办件已经办结，不能再改。"))


def _keep_files(work: Work, step: Step, files: Files, actor: Actor) -> None:
    for need, several in files.items():
        for kept in several:
            _file(work.case, step, need, kept, actor, work.now)


def _file(case: Case, step: Step | None, need: str, kept: Kept, actor: Actor, at: datetime) -> CaseFile:
    return CaseFile.objects.create(case=case, step=step, need=need, name=kept.name, kind=kept.kind, size=kept.size,
                                   sha256=kept.sha256, user_id=actor.user_id, shown_as=actor.shown_as, business_at=at)


def _pass_on(work: Work, step: ProcedureStep, actor: Actor) -> None:
    """A step that starts another procedure refers the matter; one that starts a report chain tells who reports."""
    from gongbao.rules.procedure import Procedure
    from gongbao.rules.report_chain import ReportChain

    for key in step.starts:
        rule = work.run.system.rules[key]
        if isinstance(rule, Procedure):
            refer(kind="starts", procedure=work.run.rule_id_of(key), to=_receiver(work, key), source=work,
                  subject=work.case.title, actor=actor, ground=step.title)
        elif isinstance(rule, ReportChain):
            for link in rule.links:
                tell(work, f"report-{link.id}", None, _("请报告：%(link)s") % {"link": link.title}, link.sender)


def _receiver(work: Work, key: str) -> str:
    """The unit that takes the first step of the procedure; the case's own where that is nobody in the offices."""
    other = procedure_of(work.case.pack, work.run.rule_id_of(key))
    asked = asked_next(other, other.first, work.case.agency, [])["asked"]
    return next((one for one in asked if not one.startswith(POST)), work.case.agency)


def _tell_next(work: Work, step: ProcedureStep) -> None:
    others = [one for one in work.projection.asked if not one.startswith(POST) and one != work.case.agency]
    tell(work, f"asked-{work.projection.seq}", None, _("“%(step)s”已办，请接着办") % {"step": step.title}, others)


def _reason(said: str) -> str:
    if not said.strip():
        raise CannotDo(_("请写理由。"), "reason")
    return said.strip()[:500]


__all__ = [
    "Opened", "add_file", "comment", "extend", "finish_part", "hand_to", "join", "leave", "meet",
    "move", "new_secret", "note", "open_case", "projection_of", "resume", "set_limit", "suspend", "take", "transfer",
]
