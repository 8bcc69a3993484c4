"""The monthly edition: gathered, screened, published; corrections are in `correcting`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_of
from county.audit.services import record
from county.cases import services as cases
from county.cases.models import Case
from county.cases.opening import open_case
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.reviews.catalogue.acting import manages, review_office
from county.reviews.judging import grade_at
from county.reviews.loop.judged import checked
from county.reviews.models import Edition, Praise, Rating
from county.reviews.slots import DESK, slot
from county.reviews.statistics import keeping, tables
from county.reviews.statistics.chosen import MOST, fit, grades_of, room
from county.reviews.statistics.correcting import correct
from county.reviews.statistics.spans import Month

__all__ = ["choose", "correct", "gather", "is_screened", "praise", "publish", "screen"]
TOPIC = "publication"


def gather(*, actor: Actor, month: Month, at: datetime | None = None) -> Edition:
    """The tables of a month that is over, to be screened. CannotDo: not over, no such procedure, not this person's."""
    _require_manager(actor)
    moment, procedure = at or business.now(), slot("publication")
    if month.last >= moment.astimezone(business.ZONE).date():
        raise CannotDo(_("%(month)s还没有过完，月底以后再汇总。") % {"month": month}, "month")
    if not procedure:
        raise CannotDo(_("本县的数据包没有评价信息公开的程序，请先补上。"))
    document = tables.document_of(month, moment)
    try:
        with transaction.atomic():
            title = _("%(month)s评价信息公开") % {"month": month}
            case = open_case(actor=actor, procedure=procedure, desk=DESK, topic=TOPIC, agency=review_office(),
                             title=title, data={"period_end": month.last.isoformat()}, at=moment).case
            made = Edition.objects.create(year=month.year, month=month.number, case=case, tables=document,
                                          digest=tables.digest_of(document["public"]))
            keeping.record_edition(actor, made, "review.gather", moment)
    except IntegrityError:
        raise CannotDo(_("%(month)s已经汇总过，请接着办那一份。") % {"month": month}, "month") from None
    return made


def choose(*, actor: Actor, edition: Edition, rating: Rating, chosen: bool, at: datetime | None = None) -> Edition:
    """Words that somebody read and found fit to be published, or took back; one at a time."""
    _require_manager(actor)
    with transaction.atomic():
        held = _locked_draft(edition)
        keys: list[int] = [one for one in held.tables["kept"]["chosen"] if one != rating.pk]
        if chosen:
            _require_fit(held, rating, keys)
            keys.append(rating.pk)
        held.tables["kept"]["chosen"] = keys
        fit(held.tables)
        keeping.save(held)
        keeping.record_edition(actor, held, "review.choose", at or business.now())
    return held


def screen(*, actor: Actor, edition: Edition, ticks: Mapping[str, bool], digest: str, at: datetime | None = None
           ) -> Edition:
    """Somebody checked that nothing stands in it that must not. CannotDo: an item of the pack's checklist fails."""
    _require_manager(actor)
    moment = at or business.now()
    verdict = checked("publishable", {}, ticks)
    if verdict.passes is not True:
        raise CannotDo(_("还不能公开：%(why)s。请先改好再勾选。") % {"why": verdict.sentence}, "ticks")
    with transaction.atomic():
        held = _locked_draft(edition, digest)
        held.tables["public"]["praise"] = _praise(Month(held.year, held.month))
        keeping.save(held)
        _step(actor, held, moment, last=False)
        keeping.record_edition(actor, held, "review.screen", moment)
    return held


def publish(*, actor: Actor, edition: Edition, digest: str, at: datetime | None = None) -> Edition:
    """The edition is public from now on, word for word as it was seen."""
    _require_manager(actor)
    moment = at or business.now()
    with transaction.atomic():
        held = _locked_draft(edition, digest)
        _step(actor, held, moment, last=True)
        held.published_at = moment
        held.save(update_fields=["published_at"])
        keeping.record_edition(actor, held, "review.publish", moment)
    return held


def praise(*, actor: Actor, new: Praise) -> Praise:
    """Good practice to be told of. CannotDo: something is missing or too long."""
    _require_manager(actor)
    new.title, new.text = new.title.strip(), new.text.strip()
    if not new.title or len(new.title) > 100:
        raise CannotDo(_("请写做法叫什么，最多 100 个字。"), "title")
    if not new.text or len(new.text) > 2000:
        raise CannotDo(_("请写这个做法的内容，最多 2000 个字。"), "text")
    if agency_of(new.agency) is None:
        raise CannotDo(_("没有这个单位，请从列表里选。"), "agency")
    with transaction.atomic():
        new.shown_as = actor.shown_as[:200]
        new.save(force_insert=True)
        record(actor=actor, verb="review.praise", thing_kind="praise", thing_id=new.pk, business_at=business.now(),
               content={"agency": new.agency, "title": new.title, "text": new.text, "public": new.is_public})
    return new


def is_screened(held: Edition) -> bool:
    """Whether the next step of its procedure is the last."""
    case = Case.objects.get(pk=str(held.case_id))
    run = running(case)
    return any(run.ends(one.to) for one in run.steps_from(case.state))


def _praise(month: Month) -> list[dict[str, str]]:
    found = Praise.objects.filter(is_public=True, day__gte=month.first, day__lte=month.last).order_by("day", "pk")
    return [{"agency": one.agency, "title": one.title, "text": one.text} for one in found]


def _require_fit(held: Edition, rating: Rating, keys: list[int]) -> None:
    if Month.of(rating.day) != Month(held.year, held.month) or not rating.is_counted or not rating.shown_text:
        raise CannotDo(_("这条意见不在这个月可以公开的意见里，请刷新后再选。"))
    if len(keys) >= MOST:
        raise CannotDo(_("一期最多选 %(most)s 条意见。") % {"most": MOST})
    grade, most = grade_at(rating.grade), room(held.tables["public"]).get(rating.grade)
    said = {"grade": grade.word if grade else "", "most": most, "smallest": tables.smallest()}
    if most is None:
        raise CannotDo(_("“%(grade)s”的条数不公布，这一级的意见不能选。") % said)
    if grades_of(keys)[rating.grade] >= most:
        raise CannotDo(
            _("“%(grade)s”的意见最多选 %(most)s 条：这一级至少要留 %(smallest)s 条不选，看不出是谁说的。") % said)


def _locked_draft(edition: Edition, digest: str | None = None) -> Edition:
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.published_at is not None:
        raise CannotDo(_("这一期已经公开，不能再改；有评价不予采纳，或默认评价被后来的评价代替时，会自动更正。"))
    if digest is not None and digest != held.digest:
        raise CannotDo(_("您看的时候内容变了，请再看一遍再办。"))
    return held


def _step(actor: Actor, held: Edition, moment: datetime, *, last: bool) -> None:
    """The next step of the pack's procedure: `last` is the one that ends it."""
    case = Case.objects.get(pk=str(held.case_id))
    run = running(case)
    ahead = [one for one in run.steps_from(case.state) if run.ends(one.to) == last]
    if not ahead:
        raise CannotDo(_("这一期现在不能办这一步，请刷新后再看。"))
    cases.take(actor=actor, case=case.pk, step=ahead[0].id, given={}, at=moment)


def _require_manager(actor: Actor) -> None:
    if not manages(actor):
        raise CannotDo(_("评价信息由评价管理人员公开；您现在是%(post)s。") % {"post": actor.shown_as})
