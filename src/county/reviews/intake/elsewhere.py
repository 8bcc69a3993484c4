"""Ratings that come in by other ways than the counter: apps, the web, the hotline, boxes, mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.cases.says import CannotDo
from county.reviews.intake.reporting import act_of
from county.reviews.judging import grades
from county.reviews.models import Rating, ServiceAct
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import rate
from county.reviews.tokens import hash_of

CHANNELS = tuple(one.value for one in Rating.Channel if one.value not in ("screen", "code", "paper", "none"))
"""What programs may send; the counter's own ways have pages of their own."""
Said = int | str


class NoSuchService(CannotDo):
    """There is none, or it is another unit's."""


@dataclass(frozen=True, slots=True)
class SentRating:
    """A rating as a program sends it: of a service by number, or by the token of its link. Grades as place or word."""

    key: UUID
    grade: Said
    channel: str
    number: str = ""
    token: str = ""
    dimensions: Mapping[str, Said] = field(default_factory=dict)
    text: str = ""
    name: str = ""
    telephone: str = ""


def take_in(*, actor: Actor, sent: SentRating, at: datetime | None = None) -> Rating:
    """The rating; the same key again gives the same one. NoSuchService, AlreadyRated, CannotDo."""
    if sent.channel not in CHANNELS:
        raise CannotDo(_("接口只收这些渠道：%(channels)s。") % {"channels": "、".join(CHANNELS)}, "channel")
    act = _act(actor, sent)
    new = NewRating(
        act=act, grade=_place(sent.grade, "grade"), channel=sent.channel, text=sent.text, name=sent.name,
        telephone=sent.telephone, key=sent.key,
        dimensions={number: _place(said, "dimensions") for number, said in sent.dimensions.items()})
    if Rating.objects.filter(key=sent.key).exclude(act=act).exists():
        raise CannotDo(_("这个 key 已经用在另一次服务的评价上，每次评价请用新的 key。"), "key")
    return rate(actor=actor, new=new, at=at)


def _act(actor: Actor, sent: SentRating) -> ServiceAct:
    """The token proves the right by itself; by number the service is one of the key's unit."""
    if bool(sent.number) == bool(sent.token):
        raise CannotDo(_("编号和链接里的 token 要写一样，只写一样。"), "number")
    act = act_of(actor, sent.number) if sent.number else ServiceAct.objects.filter(
        token_hash=hash_of(sent.token)).first()
    if act is None:
        raise NoSuchService(_("没有这次服务，或者它不是您单位的，请核对编号或链接。"), "number")
    return act


def _place(said: Said, name: str) -> int:
    """The grade's place, said as such or as its word."""
    for one in grades():
        if said in (one.place, str(one.place), one.word):
            return one.place
    raise CannotDo(_("等级要写列出的词或位次：%(grades)s。") % {
        "grades": "、".join(f"{one.place} {one.word}" for one in grades())}, name)
