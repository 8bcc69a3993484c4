"""Surveys: begun with a drawn sample or for a third party, links handed out, answered once each, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.accounts.may import may
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.models import Item, ServiceAct, Survey, SurveyAnswer
from county.reviews.protection.screening import screened
from county.reviews.surveys.drawing import Drawn, draw
from county.reviews.surveys.kinds import STEPS, kind_of, measures_of
from county.reviews.tokens import fresh_token, hash_of

MOST, WORDS, DAYS, ITEMS = 5000, 500, 1096, 200


class AlreadyAnswered(CannotDo):
    """The link was used."""


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """`is_drawn`: from the services of its days; else a third party asks `size` people and brings their answers."""

    title: str
    subject: str
    method: str
    first: date | None
    last: date | None
    size: int
    seed: str = ""
    items: tuple[str, ...] = ()
    is_drawn: bool = True


def begin(*, actor: Actor, new: NewSurvey, key: UUID | None = None, at: datetime | None = None) -> Survey:
    """The survey with its sample. The same form again gives the same one. CannotDo: something does not fit."""
    require_manager(actor)
    if key and (before := Survey.objects.filter(key=key).first()):
        return before
    moment = at or business.now()
    survey = _survey(new, actor, key, moment)
    drawn = _drawn(survey) if new.is_drawn else None
    try:
        return _kept(survey, drawn, actor, moment)
    except IntegrityError:
        return Survey.objects.get(key=key)


def fresh_links(*, actor: Actor, survey: Survey, at: datetime | None = None) -> list[tuple[ServiceAct, str]]:
    """A new link for everyone of the sample who has not answered; links that were handed out before end with it."""
    require_manager(actor)
    moment = at or business.now()
    with transaction.atomic():
        require_open(Survey.objects.select_for_update().get(pk=survey.pk))
        waiting = list(SurveyAnswer.objects.filter(survey=survey, answered_on=None).exclude(act=None)
                       .select_related("act__item").order_by("pk"))
        tokens = [fresh_token() for _one in waiting]
        for one, token in zip(waiting, tokens, strict=True):
            one.token_hash = hash_of(token)
        SurveyAnswer.objects.bulk_update(waiting, ["token_hash"], batch_size=500)
        _write("review.survey_links", actor, survey, moment, {"count": len(waiting)})
    return [(one.act, token) for one, token in zip(waiting, tokens, strict=True) if one.act]


def answer(*, token: str, said: Mapping[str, int], text: str = "", at: datetime | None = None) -> Survey:
    """What somebody of the sample says, once. AlreadyAnswered, or CannotDo: not complete, or the survey has ended.

    LookupError: a link that leads nowhere.
    """
    moment = at or business.now()
    row = SurveyAnswer.objects.filter(token_hash=hash_of(token)).select_related("survey").first()
    if row is None or row.act_id is None:
        raise LookupError(token[:4])
    if row.answered_on:
        raise AlreadyAnswered(_("这份问卷已经交过，谢谢您。"))
    require_open(row.survey)
    _require_complete(row.survey, said, text)
    with transaction.atomic():
        held = SurveyAnswer.objects.filter(pk=row.pk, token_hash=row.token_hash, answered_on=None,
                                           survey__closed_at=None)
        if not held.update(said=dict(said), text=screened(text.strip(), WORDS),
                           answered_on=moment.astimezone(business.ZONE).date()):
            raise AlreadyAnswered(_("这份问卷已经交过，谢谢您。"))
        _write("review.survey_answer", Actor(), row.survey, moment, {})
    return row.survey


def close(*, actor: Actor, survey: Survey, at: datetime | None = None) -> Survey:
    """The end: no more answers; results and the list that it was drawn from are public. Again it changes nothing."""
    require_manager(actor)
    moment = at or business.now()
    with transaction.atomic():
        held = Survey.objects.select_for_update().get(pk=survey.pk)
        if held.closed_at is None:
            held.closed_at = moment
            held.save(update_fields=["closed_at"])
            _write("review.survey_closed", actor, held, moment, {})
    return held


def _survey(new: NewSurvey, actor: Actor, key: UUID | None, moment: datetime) -> Survey:
    kind = kind_of(new.subject)
    if not new.title.strip() or len(new.title) > 120:
        raise CannotDo(_("调查的名称要填，最多 120 个字。"), "title")
    if kind is None or new.method not in kind.methods:
        raise CannotDo(_("调查对象和方式要从文件列出的里面选。"), "subject")
    first, last = _days(new, moment)
    if not 1 <= new.size <= MOST:
        raise CannotDo(_("样本数要在 1 到 %(most)s 之间。") % {"most": MOST}, "size")
    if new.is_drawn and (not new.seed.strip() or len(new.seed) > 80):
        raise CannotDo(_("抽样的种子要填，最多 80 个字；可以用系统给出的。"), "seed")
    return Survey(title=new.title.strip(), subject=new.subject, method=new.method, is_drawn=new.is_drawn, first=first,
                  last=last, items=_items(new.items), seed=new.seed.strip() if new.is_drawn else "", size=new.size,
                  opened_at=moment, shown_as=actor.shown_as[:200], key=key)


def _days(new: NewSurvey, moment: datetime) -> tuple[date, date]:
    if new.first is None or new.last is None or new.first > new.last:
        raise CannotDo(_("起止日期都要填，起不能晚于止。"), "first")
    if new.last > moment.astimezone(business.ZONE).date() or new.last - new.first > timedelta(days=DAYS):
        raise CannotDo(_("日期不能晚于今天，前后不能超过三年。"), "last")
    return new.first, new.last


def _items(said: tuple[str, ...]) -> list[str]:
    """Codes of the list. CannotDo: one is not listed."""
    codes = list(dict.fromkeys(one.strip() for one in said if one.strip()))
    known = set(Item.objects.filter(code__in=codes[: ITEMS + 1]).values_list("code", flat=True))
    if len(codes) > ITEMS:
        raise CannotDo(_("一次最多限定 %(most)s 个事项。") % {"most": ITEMS}, "items")
    if unknown := next((one for one in codes if one not in known), ""):
        raise CannotDo(_("事项编码“%(code)s”不在清单里，请核对。") % {"code": unknown[:60]}, "items")
    return codes


def _drawn(survey: Survey) -> Drawn:
    """The sample, written into the survey. CannotDo: there is nothing to draw from."""
    survey.last_act = ServiceAct.objects.aggregate(last=Max("pk"))["last"] or 0
    drawn = draw(survey)
    if not drawn.acts:
        raise CannotDo(_("这段时间没有办结的服务可抽，请换起止日期或事项。"), "first")
    survey.population, survey.size = len(drawn.digests), len(drawn.acts)
    survey.list_digest = drawn.list_digest
    return drawn


def _kept(survey: Survey, drawn: Drawn | None, actor: Actor, moment: datetime) -> Survey:
    with transaction.atomic():
        survey.save(force_insert=True)
        SurveyAnswer.objects.bulk_create([
            SurveyAnswer(survey=survey, act_id=pk, token_hash=hash_of(fresh_token()))
            for pk in (drawn.acts if drawn else ())], batch_size=500)
        _write("review.survey", actor, survey, moment, {"seed": survey.seed, "size": survey.size,
                                                        "list": survey.list_digest})
    return survey


def require_manager(actor: Actor) -> None:
    if not (allowed := may(actor, "manage_reviews")):
        raise CannotDo(allowed.says)


def require_open(survey: Survey) -> None:
    if survey.closed_at is not None:
        raise CannotDo(_("这次调查已经结束，不再收答卷。谢谢您。"))


def _require_complete(survey: Survey, said: Mapping[str, int], text: str) -> None:
    if set(said) != set(measures_of(survey.subject)) or not set(said.values()) <= set(STEPS):
        raise CannotDo(_("每一项都要选一个。"), "said")
    if len(text) > WORDS:
        raise CannotDo(_("意见最多 %(most)s 个字，请缩短。") % {"most": WORDS}, "text")


def _write(verb: str, actor: Actor, survey: Survey, moment: datetime, content: Mapping[str, object]) -> None:
    record(actor=actor, verb=verb, thing_kind="review_survey", thing_id=survey.pk, business_at=moment,
           content={"survey": survey.pk, **content})
