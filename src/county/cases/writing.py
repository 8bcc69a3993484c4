"""The one way in which a case changes: lock it, write down what is already true, append a step, project it, audit it.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import SYSTEM, Actor
from county.audit.services import record
from county.cases import acts
from county.cases.models import Case, Concern, Step, Term
from county.cases.procedures import Running, running
from county.cases.projection import Projection, Unit, apply, told_key
from county.cases.says import CannotDo
from county.notices.services import notify

if TYPE_CHECKING:
    from collections.abc import Iterator

FAR_OFF = datetime(9999, 1, 1, tzinfo=business.ZONE)
TERM_SAYS = ("title", "due_at", "soft", "ended_at", "by_close")


class Work:
    """A locked case with its procedure and projection, while it changes."""

    def __init__(self, case: Case, run: Running, now: datetime, before: Projection) -> None:
        self.case, self.run, self.now, self.projection = case, run, now, before
        self.settled = 0

    @property
    def joined(self) -> list[str]:
        return list(self.projection.units)

    def append(self, actor: Actor, act: str, effects: Mapping[str, Any], *, title: str = "", step: str = "",
               to: str = "", data: Mapping[str, Any] | None = None, at: datetime | None = None,
               key: UUID | None = None, on_behalf: str = "") -> Step:
        """One more step, with everything that follows from it in the case's columns."""
        moment, before = at or self.now, self.projection
        self.projection = apply(before, effects, moment)
        made = Step.objects.create(
            case=self.case, seq=self.projection.seq, act=act, step=step, title=title or acts.TITLES[act],
            origin=before.state, to=to or self.projection.state, user_id=actor.user_id, shown_as=actor.shown_as,
            on_behalf=on_behalf, at=timezone.now(), business_at=moment, data=dict(data or {}), effects=dict(effects),
            key=key)
        project(self.case, self.projection, before)
        record(actor=actor, verb=f"case.{act}", thing_kind="case", thing_id=str(self.case.pk), business_at=moment,
               content={"seq": made.seq, "step": step, "data": dict(data or {}), "effects": dict(effects)})
        return made


@contextmanager
def at_work(case_id: UUID | str, now: datetime | None = None) -> Iterator[Work]:
    """The case, locked, with what was due until now written down. CannotDo: there is no such case."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
        if case is None:
            raise CannotDo(_("没有这个办件，请从收件箱重新进入。"))
        work = Work(case, running(case), now or business.now(), projection_of(case))
        work.settled = settle(work)
        yield work


def settle(work: Work) -> int:
    """Write down the limits that came near or passed until now, each at its own moment; returns how many.

    It says what is already true, so that done twice, late, or by two workers it gives the same steps.
    """
    count = 0
    while ahead := [one for one in work.projection.ahead() if one[2] < work.now]:
        name, what, moment = ahead[0]
        _write_down(work, name, what, moment)
        count += 1
    return count


def _write_down(work: Work, name: str, what: str, moment: datetime) -> None:
    clock = work.projection.clocks[name]
    late = what == "due"
    effects = {"told": [told_key(name, what, clock[what])]}
    consequence = work.run.consequence(clock) if late else ""
    title = (_("逾期：%(clock)s") if late else _("临期：%(clock)s")) % {"clock": clock["title"]}
    data = {"clock": name, "due": clock["due"], "consequence": consequence}
    since = datetime.fromisoformat(clock["since"])  # a printed day may lie before the case: it was late when it began
    work.append(SYSTEM, acts.BREACH if late else acts.NEAR, effects, title=title, data=data, at=max(moment, since))
    tell(work, "breach" if late else "near", moment, title, (work.case.agency,))
    supervisor = work.run.book.pack.offices.get("supervisor", "")
    if late and supervisor and supervisor != work.case.agency:
        tell(work, "breach", moment, title, (supervisor,))


def tell(work: Work, kind: str, due: datetime | None, title: str, agencies: Iterable[str], user_id: int | None = None,
         role: str = "") -> None:
    """A notice to units, once each for the same matter."""
    for agency in agencies:
        notify(case=work.case.pk, kind=kind, due=due, agency=agency, role=role, user_id=user_id, at=work.now,
               title=f"{work.case.title}：{title}"[:200], href=reverse("cases:case", args=(work.case.pk,)))


def projection_of(case: Case) -> Projection:
    """The projection as the columns hold it."""
    units = {one.who: Unit(one.part, one.done_at) for one in case.concerns.filter(joined=True).order_by("pk")}
    held = case.clocks
    return Projection(
        state=case.state, agency=case.agency, handler=case.handler_id, clocks=held["running"],
        ended=tuple(held.get("ended", ())),
        suspended_since=_moment(held["suspended_since"]), units=units, asked=tuple(held["asked"]),
        aware=tuple(held["aware"]), told=tuple(case.told), closed_at=case.closed_at, seq=case.seq)


def project(case: Case, projection: Projection, before: Projection) -> None:
    """Columns and concerns of a case as the projection says; what only writes something down concerns nobody new."""
    for name, value in columns_of(projection).items():
        setattr(case, name, value)
    case.save(update_fields=list(Case.PROJECTED))
    if before.clocks != projection.clocks:
        project_terms(case, projection)
    if before.seq and _concerning(before) == _concerning(projection):
        return
    wanted = {one.who: one for one in concerns_of(case, projection)}
    held = {one.who: one for one in case.concerns.all()}
    Concern.objects.filter(pk__in=[one.pk for who, one in held.items() if who not in wanted]).delete()
    fresh = [one for who, one in wanted.items() if who not in held]
    for who, one in wanted.items():
        if who in held and _differs(one, held[who]):
            one.pk = held[who].pk
            one.save()
    Concern.objects.bulk_create(fresh)


def project_terms(case: Case, projection: Projection) -> None:
    """The terms of a case as the projection says."""
    held = {(one.clock, one.since): one for one in case.terms.all()}
    wanted = {(one.clock, one.since): one for one in terms_of(case, projection)}
    Term.objects.filter(pk__in=[one.pk for key, one in held.items() if key not in wanted]).delete()
    for key, one in wanted.items():
        if key in held and any(getattr(one, name) != getattr(held[key], name) for name in TERM_SAYS):
            one.pk = held[key].pk
            one.save()
    Term.objects.bulk_create([one for key, one in wanted.items() if key not in held])


def terms_of(case: Case, projection: Projection) -> list[Term]:
    """Every limit of the case after the projection, those that ended first."""
    running = [{**clock, "clock": name} for name, clock in projection.clocks.items()]
    return [_term(case, one) for one in (*projection.ended, *running)]


def _term(case: Case, one: Mapping[str, Any]) -> Term:
    return Term(case=case, clock=one["clock"], title=one["title"][:200], since=datetime.fromisoformat(one["since"]),
                due_at=_moment(one["due"]), soft=one["soft"], ended_at=_moment(one.get("ended")),
                by_close=one.get("by_close", False))


def _concerning(projection: Projection) -> tuple[Any, ...]:
    """What `concerns_of` looks at."""
    return (projection.asked, projection.aware, projection.agency, dict(projection.units), projection.due_at,
            projection.closed_at)


def columns_of(projection: Projection) -> dict[str, Any]:
    """What the columns of a case hold, by name."""
    since = projection.suspended_since
    return {
        "state": projection.state, "agency": projection.agency, "handler_id": projection.handler,
        "clocks": {"running": dict(projection.clocks), "ended": [dict(one) for one in projection.ended],
                   "suspended_since": since.isoformat() if since else None, "asked": list(projection.asked),
                   "aware": list(projection.aware)},
        "due_at": projection.due_at, "amber_at": projection.amber_at, "next_at": projection.next_at,
        "suspended": since is not None, "is_open": projection.closed_at is None, "closed_at": projection.closed_at,
        "seq": projection.seq, "told": list(projection.told),
    }


def concerns_of(case: Case, projection: Projection) -> list[Concern]:
    """Whom the case concerns after the projection: who acts next, its unit, and those who joined."""
    is_open, acting = projection.closed_at is None, dict.fromkeys(projection.asked)
    everyone = dict.fromkeys([*acting, *projection.aware, projection.agency, *projection.units])
    sort_at = projection.due_at or FAR_OFF
    none = Unit()
    return [
        Concern(case=case, who=who, acts=who in acting and is_open, joined=who in projection.units,
                part=projection.units.get(who, none).part, done_at=projection.units.get(who, none).done_at,
                is_open=is_open, sort_at=sort_at)
        for who in everyone
    ]


def _differs(one: Concern, other: Concern) -> bool:
    names = ("acts", "joined", "part", "done_at", "is_open", "sort_at")
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
