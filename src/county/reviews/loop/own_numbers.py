"""Numbers that the document does not give: the county's own, empty where a thing is switched off. All of them kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.packs import county_pack, rulebook_of
from county.reviews.loop.sight import manages
from county.reviews.models import Setting
from county.reviews.rating.numbers import OWN, Own
from county.reviews.slots import DESK
from gongbao.packs.rulebook import Rulebook

RETENTION = "retention"
MOST, LONGEST = 3650, 300


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the county's own. `name`: the reading that asks for it, or one of the desk's own names. `usual`: what
    holds where nothing is set, for numbers that a thing cannot do without."""

    name: str
    question: str
    unit: str
    why: str
    rule: str = ""
    rule_title: str = ""
    at: str = ""
    usual: Own | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A number with what holds now and what held before, the latest first."""

    number: Number
    value: str
    history: tuple[Setting, ...]

    @property
    def latest(self) -> Setting | None:
        return self.history[0] if self.history else None


_OWN = (
    *(Number(name, one.title, one.unit, gettext_noop("文件没有写；不设就用系统的常用值。"), usual=one)
      for name, one in OWN.items()),
    Number(RETENTION, gettext_noop("差评单办结后，评价人的联系方式再保存多少天？"), gettext_noop("天"),
           gettext_noop("文件要求限制查询评价人信息，没有写保存多久；不设就不自动删除。")),
    Number("retention_months", gettext_noop("评价的原话保存多少个月？到期只留隐去以后的话，联系方式删除。"),
           gettext_noop("个月"), gettext_noop("文件没有写保存多久；不设就一直保存。")),
    Number("upwards_text", gettext_noop("上报评价时带上可公开的意见吗？填 1 表示带。"), gettext_noop("（1 为带）"),
           gettext_noop("文件没有写；不设就不带。姓名和电话从不上报。")),
)


def numbers() -> tuple[Number, ...]:
    """Those that rules of the county's pack ask for, in its order, then the desk's own."""
    pack = county_pack()
    return (*(_of_pack(pack.id) if pack else ()), *_OWN)


def values() -> dict[str, str]:
    """Name → what holds now; what is switched off is left out. One query."""
    latest: dict[str, str] = dict(Setting.objects.order_by("pk").values_list("name", "value"))
    return {name: value for name, value in latest.items() if value}


def value_of(name: str) -> int | None:
    """None: switched off."""
    said = Setting.objects.filter(name=name).order_by("-pk").values_list("value", flat=True).first()
    return int(said) if said else None


def held() -> list[Held]:
    """Every number with its history. One query."""
    rows = list(Setting.objects.order_by("-pk"))
    found = []
    for one in numbers():
        history = tuple(row for row in rows if row.name == one.name)
        found.append(Held(one, history[0].value if history else "", history))
    return found


def set_number(*, actor: Actor, name: str, value: str, reason: str, at: datetime | None = None) -> Setting:
    """The number from now on; empty switches it off. A limit that runs already stays as it is.

    CannotDo: not this person's, no such number, no whole number of 1 or more, no reason.
    """
    if not manages(actor):
        raise CannotDo(_("自定的数由评价管理人员设；您现在是%(post)s。") % {"post": actor.shown_as})
    number = next((one for one in numbers() if one.name == name), None)
    if number is None:
        raise CannotDo(_("没有这个可以自定的数，请刷新后再选。"), "name")
    said = _whole(value, number.usual)
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise CannotDo(_("请写为什么这样定，最多 300 个字。"), "reason")
    moment = at or business.now()
    with transaction.atomic():
        made = Setting.objects.create(name=name, value=said, reason=reason.strip(), shown_as=actor.shown_as[:200],
                                      business_at=moment)
        record(actor=actor, verb="review.set", thing_kind="review_setting", thing_id=name, business_at=moment,
               content={"name": name, "value": said, "reason": made.reason})
        return made


def _whole(value: str, usual: Own | None) -> str:
    said, (least, most) = value.strip(), (usual.least, usual.most) if usual else (1, MOST)
    if not said:
        return ""
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and least <= int(said) <= most):
        raise CannotDo(_("要填 %(least)s 到 %(most)s 的整数；不设就留空。") % {"least": least, "most": most}, "value")
    return str(int(said))


@cache
def _of_pack(pack: str) -> tuple[Number, ...]:
    book = rulebook_of(pack)
    systems = {rule.partition("/")[0] for rule in _rules(book)}
    found: dict[str, Number] = {}
    for rule_id, _system, rule in book.rules():
        for one in rule.inputs.values() if rule_id.partition("/")[0] in systems else ():
            reading = book.readings.get(one.setting or "")
            if reading is not None and reading.id not in found:
                found[reading.id] = Number(reading.id, reading.question, reading.unit or one.unit, reading.why, rule_id,
                                           rule.title, rule.source[0].at if rule.source else "")
    return tuple(found.values())


def _rules(book: Rulebook) -> list[str]:
    """The rules that the pack names for this desk."""
    return [one for several in book.pack.slots.get(DESK, {}).values() for one in several]
