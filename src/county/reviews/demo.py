"""A year of ratings in the demo county, written through the services that everybody uses, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.conf import settings

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agencies
from county.agencies.roles import Role
from county.packs import county_pack, county_rulebook
from county.reviews.catalogue.kinds import KINDS
from county.reviews.catalogue.services import save
from county.reviews.intake.services import Finished, NewAct, finish_many
from county.reviews.judging import contents, grades
from county.reviews.loop.happened import happenings
from county.reviews.models import Counter, Item, Rating, Staff
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import rate_many
from county.reviews.rating.silence import count_silence
from county.reviews.slots import is_open, slot
from county.reviews.statistics.edition_views import items
from county.reviews.statistics.editions import gather, publish, screen
from county.reviews.statistics.spans import Month

SEED, AT_ONCE, WINDOWS, VILLAGES = 2020, 1000, 12, 4
SHARES = (0.58, 0.27, 0.142, 0.005, 0.003)
"""How often each grade is given by those who rate, the best first."""
SILENT, LATE, REAL_NAME = 0.28, 0.004, 0.6
WORDS = ("等的时间有点长", "材料要得多", "窗口没有人", "说明不清楚", "来回跑了两次", "态度不耐烦")
PRAISE = ("很快就办好了", "讲得清楚", "态度好", "")
Said = tuple[NewRating, datetime]


def happen() -> None:
    """Lists, services and ratings until the demo's first day, then what the loop makes of the bad ones."""
    if not is_open():
        return
    first, chance = business.first_day() or business.business_today(), Random(SEED)  # noqa: S311  (always the same)
    office = _office()
    _places(office)
    acts = list(_acts(first, chance, settings.DEMO_RATINGS))
    for several in _pieces(acts, AT_ONCE):
        _rated(finish_many(actor=office, acts=several), chance, first)
    count_silence(_at(first, 8))
    _loop(first)
    _published(office, first)


def _office() -> Actor:
    from county.demo.people import actor_for

    pack = county_pack()
    return actor_for(pack.offices["review_office"] if pack else "", Role.REVIEW)


def _places(office: Actor) -> None:
    """One hall with its windows, a station for each township, a few village points; matters of every department."""
    home = office.home_agencies[0]
    hall = _save(office, "units", name="县政务服务大厅", kind="hall", level="county", agency=home)
    departments = [one.id for one in agencies() if one.kind == "department"]
    for number, unit in enumerate(departments):
        for nth in range(2):
            _save(office, "items", code=f"YS-{number:02}-{nth}", name=f"演示事项{number * 2 + nth + 1}", agency=unit,
                  is_online="yes" if nth else "")
    for number in range(WINDOWS):
        _window(office, hall.pk, f"{number + 1}号窗口", f"Y{number:03}", departments[number * 2 % len(departments)])
    townships = [one for one in agencies() if one.kind == "township"]
    for number, township in enumerate(townships):
        station = _save(office, "units", name=f"{township.name}便民服务站", kind="station", level="township",
                        agency=township.id, parent=str(hall.pk))
        _window(office, station.pk, "综合窗口", f"X{number:03}", township.id)
        if number < VILLAGES:
            _save(office, "units", name=f"{township.name}演示村便民点", kind="window", level="village",
                  agency=township.id, parent=str(station.pk))
    _save(office, "platforms", name="网上办事大厅（演示）", kind="system", agency=home)


def _window(office: Actor, unit: int, name: str, number: str, agency: str) -> None:
    """A window with two people by their numbers; the first of them has an account."""
    from county.agencies.models import Post
    from county.demo.people import actor_for, holder_of

    _save(office, "counters", unit=str(unit), name=name, has_screen="yes")
    post = Post.objects.filter(pk=actor_for(agency, Role.STAFF).posts[0].id).get()
    for nth in range(2):
        _save(office, "staff", number=f"{number}{nth}", unit=str(unit), agency=agency,
              user=holder_of(post).username if not nth else "")


def _save(office: Actor, listed: str, /, **said: str) -> Any:
    return save(actor=office, kind=KINDS[listed], said=said)


def _acts(first: date, chance: Random, count: int) -> Iterator[NewAct]:
    """Services on working days since the document is in force, most of them at a window, some online."""
    book = county_rulebook()
    begin = book.find(slot("ticket"))[0].document.in_force_from if book else first
    days = [day for day in (begin + timedelta(days=n) for n in range((first - begin).days))
            if book is None or book.calendar.is_working(day)]
    staff = list(Staff.objects.select_related("unit").order_by("number"))
    items = {one.code: one for one in Item.objects.all()}
    counters: dict[int, list[str]] = {}
    for one in Counter.objects.order_by("pk"):
        counters.setdefault(one.unit_id, []).append(one.code)
    of_agency: dict[str, list[str]] = {}
    for code, item in sorted(items.items()):
        of_agency.setdefault(item.agency, []).append(code)
    for number in range(count):
        day, who = days[number * len(days) // count], staff[chance.randrange(len(staff))]
        finished = _at(day, 9) + timedelta(minutes=chance.randrange(8 * 60))
        codes = of_agency.get(who.agency) or sorted(items)
        code = codes[chance.randrange(len(codes))]
        if items[code].is_online and number % 2:
            yield NewAct(number=f"YS{number:06}", item=code, finished_at=finished, platform="网上办事大厅（演示）",
                         matter_key=f"YS-BJ-{number:06}")
        else:
            yield NewAct(number=f"YS{number:06}", item=code, finished_at=finished, staff=who.number,
                         counter=counters[who.unit_id][int(who.number[1:4]) % len(counters[who.unit_id])])


def _rated(finished: Sequence[Finished], chance: Random, first: date) -> None:
    """What people said: most in time, some not at all, a few after silence had counted."""
    said: list[Said] = []
    late: list[Said] = []
    for one in finished:
        if chance.random() < SILENT:
            continue
        after = one.act.default_at + timedelta(hours=20) if chance.random() < LATE else (
            one.act.finished_at + timedelta(minutes=5 + chance.randrange(60 * 70)))
        if after.date() < first:
            (late if after > one.act.default_at else said).append((_said(one, chance), after))
    _rate(said)
    if late:
        count_silence(max(one.act.default_at for one, _after in late) + timedelta(seconds=1))
        _rate(late)


def _rate(said: Sequence[Said]) -> None:
    if said:
        rate_many(actor=Actor(), new=[new for new, _after in said], at=[after for _new, after in said])


def _said(one: Finished, chance: Random) -> NewRating:
    grade = chance.choices(grades(), SHARES[: len(grades())])[0]
    words = WORDS if grade.is_bad else PRAISE
    named = grade.is_bad and chance.random() < REAL_NAME
    channels = ("web", "app", "mini", "sms") if one.act.is_online else ("screen", "code", "code", "paper")
    return NewRating(
        act=one.act, grade=grade.place, channel=channels[chance.randrange(len(channels))],
        text=words[chance.randrange(len(words))], name="演示用户" if named else "",
        telephone="00000000" if named else "",
        dimensions={number: grade.place for number, _name in contents()} if chance.random() < 0.3 else {})


def _loop(first: date) -> None:
    """What becomes of the bad ratings, in the order of time."""
    bad = list(Rating.objects.filter(is_bad=True).select_related("item", "staff", "act").order_by("day", "act__number"))
    for moment, act in sorted(happenings(bad), key=lambda one: one[0]):
        if moment.date() <= first:
            act()


def _published(office: Actor, first: date) -> None:
    """Each month that is over, but the last, published in the next one."""
    begin = Rating.objects.order_by("day").values_list("day", flat=True).first()
    month = Month.of(begin) if begin else None
    while month and _day_of(month) < first:
        moment = _at(_day_of(month), 9)
        edition = gather(actor=office, month=month, at=moment)
        ticks = {code: True for code, _topic in items()}
        edition = screen(actor=office, edition=edition, ticks=ticks, digest=edition.digest, at=moment)
        publish(actor=office, edition=edition, digest=edition.digest, at=moment)
        month = Month.of(month.last + timedelta(days=1))


def _day_of(month: Month) -> date:
    """The tenth day of the next month."""
    return month.last + timedelta(days=10)


def _pieces(rows: Sequence[NewAct], size: int) -> Iterator[list[NewAct]]:
    each = iter(rows)
    while piece := list(islice(each, size)):
        yield piece


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), business.ZONE)
