"""Who may report finished services, and reporting them: by hand, out of a file, by a program of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import WATCHES, Role
from county.cases.says import CannotDo
from county.reviews.catalogue.acting import review_office
from county.reviews.intake.services import MOST, Finished, NewAct, finish, finish_many
from county.reviews.models import Counter, Item, ServiceAct, Staff

GIVES = frozenset({Role.STAFF.value, Role.HANDLER.value, Role.HEAD.value, Role.REVIEW.value})
ALL = frozenset({Role.HANDLER.value, Role.HEAD.value, Role.REVIEW.value})


def gives_for_all(actor: Actor) -> bool:
    """Whether the actor reports for every unit: the review office, which runs the hall."""
    return actor.acts_for([review_office()], ALL)


def gives_for(actor: Actor, agency: str) -> bool:
    return gives_for_all(actor) or actor.acts_for([agency], GIVES)


def sees_every_act(actor: Actor) -> bool:
    return gives_for_all(actor) or bool(actor.roles & WATCHES)


def report(*, actor: Actor, acts: Sequence[NewAct]) -> list[Finished]:
    """Finished services of the actor's unit, all of them or none, however many. CannotDo: one does not fit."""
    made: list[Finished] = []
    with transaction.atomic():
        for piece in _pieces(acts, MOST):
            made += finish_many(actor=actor, acts=piece)
        _require_own(actor, acts, made)
    return made


def finish_by_hand(*, actor: Actor, item: str, counter: str, staff: str, key: UUID, telephone: str = "",
                   at: datetime | None = None) -> Finished:
    """A service that was finished just now at a counter. The same form again gives the one that is there."""
    _require_in_use(item, counter, staff)
    moment = at or business.now()
    number = f"{moment.astimezone(business.ZONE):%Y%m%d}-{uuid5(key, item).hex[:12]}"
    new = NewAct(number=number, item=item, counter=counter, staff=staff, finished_at=moment, telephone=telephone)
    with transaction.atomic():
        made = finish(actor=actor, new=new)
        _require_own(actor, [new], [made])
    return made


def _pieces(acts: Iterable[NewAct], size: int) -> Iterator[list[NewAct]]:
    left = iter(acts)
    while piece := list(islice(left, size)):
        yield piece


def _require_own(actor: Actor, acts: Sequence[NewAct], made: Sequence[Finished]) -> None:
    known = {agency: gives_for(actor, agency) for agency in {one.act.agency for one in made}}
    for new, one in zip(acts, made, strict=True):
        if not known[one.act.agency]:
            says = _("编号 %(number)s 的事项或工号不属于您的单位，一件也没有记下；请由承办单位报送。")
            raise CannotDo(says % {"number": new.number[:60]}, "number")


def _require_in_use(item: str, counter: str, staff: str) -> None:
    """By hand only what is in use; what others report late may have closed since."""
    if not Item.objects.filter(code=item, is_listed=True).exists():
        raise CannotDo(_("请从清单里选事项；移出清单的不能再办。"), "item")
    if not Counter.objects.filter(code=counter, is_closed=False).exists():
        raise CannotDo(_("请先选您所在的窗口；停用的窗口不能再办。"), "counter")
    if staff and not Staff.objects.filter(number=staff, has_left=False).exists():
        raise CannotDo(_("没有“%(number)s”这个在岗工号，请核对工牌。") % {"number": staff[:40]}, "staff")


def act_of(actor: Actor, number: str) -> ServiceAct | None:
    """A service by its number; none where it is another unit's, of which not even that is told."""
    act = ServiceAct.objects.filter(number=number).first()
    return act if act is not None and gives_for(actor, act.agency) else None
