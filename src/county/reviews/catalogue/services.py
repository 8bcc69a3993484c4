"""Keeping the lists: added, changed, closed, opened again; nothing is deleted, since ratings rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.catalogue.acting import heads, manages
from county.reviews.catalogue.fitting import fitting
from county.reviews.catalogue.kinds import Kind
from county.reviews.models import Counter, ServiceUnit, Staff


def may_keep(actor: Actor, kind: Kind, agency: str) -> bool:
    """Whether an actor may keep rows of a kind that a unit answers for."""
    return manages(actor) or bool(kind.own and agency and heads(actor, agency))


def save(*, actor: Actor, kind: Kind, said: Mapping[str, str], row: Any = None, at: datetime | None = None) -> Any:
    """A new row, or a row changed. CannotDo: something does not fit, or it is not the actor's to keep."""
    if row is not None:
        _require_keeper(actor, kind, kind.agency_of(row))
    values = fitting(kind, said, row)
    kept = row or kind.model()
    if kind.model is Staff:
        _require_not_own(actor, kept.user_id, values["user"])
    for name, value in values.items():
        setattr(kept, name, value)
    _require_keeper(actor, kind, kind.agency_of(kept))
    try:
        with transaction.atomic():
            kept.save()
            _record(actor, kind, "add" if row is None else "change", kept, at, kind.typed(kept))
    except IntegrityError:
        says = _("已经有“%(name)s”，请换一个，或去改原来那一条。")
        raise CannotDo(says % {"name": getattr(kept, kind.called)}, kind.called) from None
    return kept


def close(*, actor: Actor, kind: Kind, row: Any, at: datetime | None = None) -> None:
    """From now on it takes no new services; what it gave stays. Said twice, it stays closed."""
    _set(actor, kind, row, True, at)


def reopen(*, actor: Actor, kind: Kind, row: Any, at: datetime | None = None) -> None:
    _set(actor, kind, row, False, at)


def _set(actor: Actor, kind: Kind, row: Any, closed: bool, at: datetime | None) -> None:
    _require_keeper(actor, kind, kind.agency_of(row))
    if closed:
        _require_empty(row)
    else:
        _require_open_above(row)
    name, over = kind.closed
    with transaction.atomic():
        wanted = {name: over is closed}
        changed = kind.model.objects.filter(pk=row.pk).exclude(**wanted).update(**wanted)
        if changed:
            _record(actor, kind, "close" if closed else "reopen", row, at, {})


def _require_keeper(actor: Actor, kind: Kind, agency: str) -> None:
    if not may_keep(actor, kind, agency):
        raise CannotDo(_("这一条由评价管理人员管；窗口和工号也可以由本单位负责人管。请找他们办。"))


def _require_not_own(actor: Actor, before: int | None, after: Any) -> None:
    """A badge says whose ratings somebody may not look into: nobody takes it off the own account, or puts it on."""
    changed = {before, after.pk if after else None}
    if actor.user_id in changed and len(changed) == 2 and actor.user_id is not None:
        raise CannotDo(_("工号连着哪个账号，不能由这个账号自己改；请交给别的负责人或评价管理人员。"), "user")


def _require_empty(row: Any) -> None:
    """A unit closes after what is below it, so that nobody is asked to rate at a place that is not there."""
    if not isinstance(row, ServiceUnit):
        return
    below = [(Counter.objects.filter(unit=row, is_closed=False), _("窗口")),
             (ServiceUnit.objects.filter(parent=row, is_closed=False), _("下级机构")),
             (Staff.objects.filter(unit=row, has_left=False), _("在岗工号"))]
    left = [f"{name} {count}" for found, name in below if (count := found.count())]
    if left:
        says = _("“%(unit)s”还有：%(left)s。请先停用或移走它们。")
        raise CannotDo(says % {"unit": row.name, "left": "、".join(left)})


def _require_open_above(row: Any) -> None:
    above = getattr(row, "unit", None) or getattr(row, "parent", None)
    if above is not None and above.is_closed:
        raise CannotDo(_("“%(unit)s”已停用，请先启用它。") % {"unit": above.name})


def _record(actor: Actor, kind: Kind, verb: str, row: Any, at: datetime | None, content: Mapping[str, str]) -> None:
    record(actor=actor, verb=f"review.{verb}", thing_kind=f"review_{kind.code}", thing_id=row.pk,
           business_at=at or business.now(), content=dict(content))
