"""What a rater says, whether it is complete, and the row that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.cases.says import CannotDo
from county.reviews.judging import contents, grade_at
from county.reviews.models import Rating, ServiceAct
from county.reviews.protection.screening import screened

LONGEST = 2000
VERB, KIND = "review.rate", "rating"
"""Of the audit's row."""


@dataclass(frozen=True, slots=True)
class NewRating:
    """What a rater says. `grade`: its place in the county's list. `dimensions`: number of the content → grade's place.

    `name`, `telephone`: only of one who wants to be called back. `key`: of the form, so that it is taken once.
    """

    act: ServiceAct
    grade: int
    channel: str
    dimensions: Mapping[str, int] = field(default_factory=dict)
    text: str = ""
    name: str = ""
    telephone: str = ""
    key: UUID | None = None
    by_staff: str = ""
    wants_call: bool = False

    @property
    def is_real_name(self) -> bool:
        return bool(self.name or self.telephone)


def row_of(new: NewRating, moment: datetime, replaces: bool) -> Rating:
    """Not written yet. `replaces`: a default that had counted."""
    row = row_of_what_is_said(new, moment)
    row.seq, row.is_late = 2 if replaces else 1, moment > new.act.default_at
    return row


def row_of_what_is_said(new: NewRating, moment: datetime) -> Rating:
    """The same; where no more than the key of its service is known, what it keeps of the service is empty."""
    act = new.act
    grade, text = grade_at(new.grade), new.text.strip()
    return Rating(
        act_id=act.pk, grade=new.grade, is_bad=bool(grade and grade.is_bad), dimensions=dict(new.dimensions),
        channel=new.channel, text=text, shown_text=screened(text), is_real_name=new.is_real_name,
        day=moment.astimezone(business.ZONE).date(), made_at=timezone.now(), key=new.key or uuid4(),
        by_staff=new.by_staff, agency=act.agency, item_id=act.item_id, unit_id=act.unit_id, staff_id=act.staff_id,
        is_online=act.is_online)


def content_of(row: Rating) -> dict[str, Any]:
    """What the audit keeps a digest of. The key is in it so that nobody finds grade and words by trying."""
    return {"key": row.key, "grade": row.grade, "channel": row.channel, "text": row.text, "dimensions": row.dimensions}


def require_complete(new: NewRating) -> None:
    """CannotDo, with the field."""
    if grade_at(new.grade) is None:
        raise CannotDo(_("请从五个等级里选一个。"), "grade")
    known = {number for number, _name in contents()}
    if not set(new.dimensions) <= known or any(grade_at(one) is None for one in new.dimensions.values()):
        raise CannotDo(_("分项评价要从列出的等级里选。"), "dimensions")
    if len(new.text) > LONGEST:
        raise CannotDo(_("意见最多 2000 个字，请缩短。"), "text")
    if (new.is_real_name or new.wants_call) and not (new.name.strip() and new.telephone.strip()):
        raise CannotDo(_("想接到回访，姓名和电话都要填；不想留，两样都不填。"), "telephone")
    if len(new.name) > 40 or len(new.telephone) > 20:
        raise CannotDo(_("姓名最多 40 个字，电话最多 20 位。"), "telephone")
    if new.channel not in Rating.Channel.values:
        raise CannotDo(_("没有“%(channel)s”这个评价渠道。") % {"channel": new.channel[:20]}, "channel")
