"""Matters ticked off from a document that was read: whatever the gazette, and whether or not a pack knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agencies, agency_name, agency_of
from county.cases.models import Case
from county.cases.says import CannotDo
from county.offers import ReadDocument, ReadObligation, read_documents, read_obligations
from county.supervision.matters.ledger import ledger
from county.supervision.matters.opening import NewMatter, open_matter
from county.supervision.matters.sheet_rows import SUPERIOR, units_named
from county.supervision.matters.units import GROUP, members
from county.supervision.models import Matter
from county.supervision.plans import plans
from gongbao.packs.model import Agency

MOST = 20
"""How many are ticked off at once: a form holds a hundred fields, and each one needs four."""
HEADING = 40


@dataclass(frozen=True, slots=True)
class Place:
    """An obligation of a document; `held`: the case that it is already. `planned`: cases that a plan of the pack has
    at the same place."""

    read: ReadObligation
    held: Case | None = None
    planned: tuple[Case, ...] = ()


@dataclass(slots=True)
class Draft:
    """A ticked obligation with what is typed for it; `wrong`: field → sentence. `passed`: its printed day is over."""

    read: ReadObligation
    title: str = ""
    lead: str = ""
    participants: str = ""
    due: str = ""
    passed: bool = False
    wrong: dict[str, str] = field(default_factory=dict)


def documents() -> list[tuple[ReadDocument, int]]:
    """Every held document, and how many of its obligations are matters already."""
    ticked: dict[str, int] = {}
    for document in Matter.objects.exclude(document="").values_list("document", flat=True):
        ticked[document] = ticked.get(document, 0) + 1
    return [(one, ticked.get(one.address, 0)) for one in read_documents()]


def document_at(address: str) -> ReadDocument | None:
    return next((one for one in read_documents() if one.address == address), None)


def places_of(address: str) -> list[Place]:
    """What a document asks for, in the order of its text."""
    held = {one.at: one.case for one in Matter.objects.filter(document=address).select_related("case")}
    planned = _planned(address)
    return [Place(one, held.get(one.at), tuple(planned.get(one.at, []) or planned.get(one.at.rpartition(" ")[0], [])))
            for one in read_obligations(address)]


def _planned(address: str) -> dict[str, list[Case]]:
    """Place → cases of the plans that the pack states for this document."""
    places = {task.source: task.at for plan in plans() if plan.document == address for task in plan.tasks}
    found: dict[str, list[Case]] = {}
    for case in ledger().filter(source__in=places).order_by("source") if places else ():
        found.setdefault(places[case.source], []).append(case)
    return found


def drafts(places: Iterable[Place], picked: Iterable[str], today: date | None = None) -> list[Draft]:
    """A form for each ticked place, filled from what was read. CannotDo: too many, or none that can be ticked."""
    day = today or business.business_today()
    chosen = _chosen(places, picked)
    return [Draft(one.read, heading_of(one.read), _lead(one.read), _participants(one.read), *_due(one.read, day))
            for one in chosen if not one.held]


def typed(places: Iterable[Place], picked: Iterable[str], said: Mapping[str, str]) -> list[Draft]:
    """What was typed for each ticked place, in the order of the form: title-0, lead-0, participants-0, due-0 …"""
    by_at = {one.read.at: one for one in _chosen(places, picked)}
    found = []
    for number, at in enumerate(dict.fromkeys(picked)):
        title, lead, participants, due = (said.get(f"{name}-{number}", "").replace("\0", "").strip()[:4000]
                                          for name in ("title", "lead", "participants", "due"))
        found.append(Draft(by_at[at].read, title, lead, participants, due))
    return found


def heading_of(read: ReadObligation) -> str:
    """The heading that it stands under, else the first clause of its text; short enough for a list."""
    words = read.title or read.text.partition("。")[0]
    return " ".join(words.split())[:HEADING]


def leads() -> list[Agency]:
    """The units of the county that can lead."""
    return [one for one in agencies() if one.kind not in (GROUP, SUPERIOR)]


def tick_off(*, actor: Actor, address: str, ticked: list[Draft], same_day: str = "",
             at: datetime | None = None) -> int:
    """A matter of each ticked place, ordered today; how many are new. All or nothing, and no place twice.

    CannotDo: something does not fit; each draft then says what.
    """
    today = (at or business.now()).astimezone(business.ZONE).date()
    news = [_matter(one, address, today, same_day) for one in ticked]
    if any(one.wrong for one in ticked):
        raise CannotDo(_("有要改的地方，一件也没有立项。请改好再确认。"))
    with transaction.atomic():
        before = Matter.objects.filter(document=address).count()
        for draft, new in zip(ticked, news, strict=True):
            _open(actor, draft, new, at)
        return Matter.objects.filter(document=address).count() - before


def _open(actor: Actor, draft: Draft, new: NewMatter, at: datetime | None) -> None:
    """The key is the place itself, so that two people at once open one case."""
    if Matter.objects.filter(document=new.document, at=new.at).exists():
        return
    try:
        open_matter(actor=actor, new=new, key=uuid5(NAMESPACE_URL, f"{new.document}\n{new.at}"), at=at)
    except CannotDo as refusal:
        draft.wrong[refusal.field or "title"] = refusal.says
        raise


def _matter(draft: Draft, address: str, today: date, same_day: str) -> NewMatter:
    """What the draft opens; what does not fit is written into it."""
    if not draft.title:
        draft.wrong["title"] = _("请写这件事叫什么。")
    elif len(draft.title) > 200:
        draft.wrong["title"] = _("标题最多 200 个字，请缩短。")
    held = agency_of(draft.lead)
    if held is None or held.kind in (GROUP, SUPERIOR):
        draft.wrong["lead"] = _("请选牵头单位。")
    return NewMatter(draft.title, draft.lead, today, today, due=_day(draft), units=_units(draft), document=address,
                     at=draft.read.at, same_day=same_day)


def _units(draft: Draft) -> dict[str, str]:
    try:
        named = units_named(draft.participants, {})
    except CannotDo as refusal:
        draft.wrong["participants"] = refusal.says
        return {}
    return {one: _("共同牵头") if one in draft.read.lead else _("参与") for one in named if one != draft.lead}


def _day(draft: Draft) -> date | None:
    try:
        return date.fromisoformat(draft.due) if draft.due else None
    except ValueError:
        draft.wrong["due"] = _("“%(day)s”不是日期，请写成 2020-12-15 这样。") % {"day": draft.due[:20]}
        return None


def _chosen(places: Iterable[Place], picked: Iterable[str]) -> list[Place]:
    """CannotDo: nothing ticked, more than a form holds, or a place that the document no longer has."""
    by_at, wanted = {one.read.at: one for one in places}, list(dict.fromkeys(picked))
    if len(wanted) > MOST:
        raise CannotDo(_("一次最多勾选 %(most)s 项，现在勾了 %(count)s 项。请分几次。")
                       % {"most": MOST, "count": len(wanted)})
    if not wanted:
        raise CannotDo(_("没有勾选，请先勾选要督办的。"))
    missing = [one for one in wanted if one not in by_at]
    if missing:
        raise CannotDo(_("文件里现在没有“%(at)s”这一处，请重新勾选。") % {"at": missing[0][:40]})
    return [by_at[at] for at in wanted]


def _lead(read: ReadObligation) -> str:
    """The first that can lead alone."""
    able = {one.id for one in leads()}
    return next((one for one in read.lead if one in able), "")


def _participants(read: ReadObligation) -> str:
    """Everybody else who is named, those of the county alone; each member of a group stands for itself."""
    lead = _lead(read)
    named = [member for one in (*read.lead, *read.participants) for member in members(one)]
    able = {one.id for one in leads()}
    return "、".join(agency_name(one) for one in dict.fromkeys(named) if one != lead and one in able)


def _due(read: ReadObligation, today: date) -> tuple[str, bool]:
    """The printed day where it is still ahead."""
    if read.due is None or read.due < today:
        return "", read.due is not None
    return read.due.isoformat(), False
