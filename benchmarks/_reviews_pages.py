"""Lists, board and statistics over a million ratings of a year, as the services would have left them.

Services, ratings and contacts are made inside the database; tickets of the last weeks are opened by the product, those
before are written as they stand when they are closed. The audit's rows, which no page here reads, are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from _reviews_places import AGENCIES, ITEMS, WORDS, places, prepare_county
from cases import ROOT, _centile
from ledger import Page, Supervisor

ABOUT, OFFICE = "reviews.json", "review_office@service-office"
OPEN_DAYS, GOAL_LIST, GOAL_COUNTED, DAYS = 20, 50, 1000, 365
LIMIT = "service_reviews/rectify"
YARDSTICK = "home page"
ACTS = """
INSERT INTO reviews_serviceact (number, item_id, agency, unit_id, counter_id, staff_id, is_online, matter_key,
    finished_at, default_at, token_hash, state, pack)
SELECT 'B' || n, i.id, i.agency, c.unit_id, c.id, s.id, false, '', d.at, d.at + interval '7 days',
    md5('a' || n) || md5('b' || n), CASE WHEN random() < 0.12 THEN 'defaulted' ELSE 'rated' END, %(pack)s
FROM (SELECT n, floor(%(items)s * random() ^ 2)::int AS item, floor(%(counters)s * random())::int AS counter,
        floor(%(staff)s * random())::int AS staff,
        date_trunc('day', %(last)s - random() * %(days)s * interval '1 day', 'Asia/Shanghai')
        + interval '9 hours' + random() * interval '8 hours' AS at
      FROM generate_series(1, %(ratings)s) n) d
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM reviews_item) i ON i.place = d.item
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM reviews_counter) c ON c.place = d.counter
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM reviews_staff) s ON s.place = d.staff
ORDER BY d.at
"""
RATINGS = """
INSERT INTO reviews_rating (act_id, seq, grade, is_bad, dimensions, channel, text, shown_text, is_real_name,
    is_default, is_late, is_counted, set_aside, day, made_at, key, by_staff, is_gathered, agency, item_id, unit_id,
    staff_id, is_online)
SELECT id, 1, grade, grade > 3, '{}', CASE WHEN silent THEN 'none' ELSE (ARRAY['screen', 'code', 'app', 'mini', 'web',
    'sms', 'hotline', 'paper'])[1 + floor(8 * random() ^ 2)::int] END, said, said, grade > 3 AND random() < 0.4,
    silent, false, true, '', (at AT TIME ZONE 'Asia/Shanghai')::date, at, CASE WHEN silent THEN NULL ELSE
    gen_random_uuid() END, '', true, agency, item_id, unit_id, staff_id, false
FROM (SELECT *, state = 'defaulted' AS silent, CASE WHEN state = 'defaulted' THEN default_at
        ELSE finished_at + random() * interval '2 days' END AS at,
        CASE WHEN state = 'defaulted' THEN 3 WHEN chance < 0.01 THEN 4 + mod((chance * 200)::int, 2)
            WHEN chance < 0.7 THEN 1 WHEN chance < 0.92 THEN 2 ELSE 3 END AS grade,
        CASE WHEN state = 'rated' AND random() < 0.03 THEN %(words)s ELSE '' END AS said
      FROM (SELECT *, random() AS chance FROM reviews_serviceact) a) r
WHERE at < %(last)s
"""
UNRATED = """UPDATE reviews_serviceact SET state = 'finished'
WHERE NOT EXISTS (SELECT 1 FROM reviews_rating WHERE act_id = reviews_serviceact.id)"""
CONTACTS = """INSERT INTO reviews_contact (rating_id, name, telephone)
SELECT id, '某', '0' FROM reviews_rating WHERE is_real_name"""


@contextmanager
def cluster() -> Iterator[str]:
    sys.path.insert(0, str(ROOT))
    from starting.environment import Environment
    from starting.postgres import server

    with server(Environment(ROOT)) as address:
        yield address


# ---------------------------------------------------------------- what is asked for


def fill(arguments: argparse.Namespace) -> None:
    prepare_county()
    from django.db import connection

    from county import business
    from county.packs import county_pack

    begun, held, pack = time.perf_counter(), places(), county_pack()
    assert pack
    said = {"pack": pack.id, "items": ITEMS, "counters": len(held["counters"]), "staff": len(held["staff"]),
            "last": business.now(), "days": DAYS, "ratings": arguments.ratings, "words": WORDS[1]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.1)")
        for statement in (ACTS, RATINGS, UNRATED, CONTACTS):
            cursor.execute(statement, said)
    tickets = _tickets(random.Random(1))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # what autovacuum does within a minute
    _tell(held, tickets, time.perf_counter() - begun)
    counted()


def _tickets(chance: random.Random) -> int:
    """Old ones closed, those of the last weeks open: just received, or being put right."""
    from django.db import transaction

    from county import business
    from county.cases import services as cases
    from county.cases.models import Case, Concern, Step, Term
    from county.reviews.loop.opening import open_ticket
    from county.reviews.models import Rating, Ticket

    bad = list(Rating.objects.filter(is_bad=True).select_related("item").order_by("day", "pk"))
    since = business.business_today() - timedelta(days=OPEN_DAYS)
    old, recent = [one for one in bad if one.day < since], [one for one in bad if one.day >= since]
    made = [_closed(one, number, chance) for number, one in enumerate(old)]
    with transaction.atomic():
        Case.objects.bulk_create([one[0] for one in made])
        Step.objects.bulk_create([step for one in made for step in one[1]])
        Concern.objects.bulk_create([concern for one in made for concern in one[2]])
        Term.objects.bulk_create([term for one in made for term in one[3]])
        Ticket.objects.bulk_create([Ticket(
            case=case, rating=rating, agency=rating.agency, day=rating.day, is_real_name=rating.is_real_name,
            was_called_back=rating.is_real_name) for rating, (case, *_rest) in zip(old, made, strict=True)])
    for rating in recent:
        case = open_ticket(rating, datetime.combine(rating.day, business.OPENING, business.ZONE))
        if chance.random() < 2 / 3:
            cases.take(actor=_unit(rating.agency), case=case.pk, step="complicated", given={"finding": "属实"},
                       at=datetime.combine(rating.day, business.OPENING, business.ZONE) + timedelta(hours=1))
    return len(bad)


def _unit(agency: str) -> Any:
    from county.accounts.actor import Actor, HeldPost

    return Actor(None, "经办人", (HeldPost(0, agency, "经办人", "handler"), HeldPost(0, agency, "负责人", "head")))


def _closed(rating: Any, number: int, chance: random.Random) -> tuple[Any, Any, Any, Any]:
    """A ticket that was put right some days later and closed."""
    from county import business
    from county.cases import acts, limits
    from county.cases.models import Case, Step
    from county.cases.procedures import find_procedure
    from county.cases.projection import fold
    from county.cases.writing import columns_of, concerns_of, terms_of
    from county.reviews.loop.opening import TICKET
    from county.reviews.slots import DESK, slot

    run, opened = find_procedure(slot("ticket")), business.at_midnight(rating.day)
    clock = limits.begin(run.book, LIMIT, {"received": rating.day.isoformat()}, opened)
    events = [(acts.OPEN, opened, {"state": run.first, "agency": rating.agency}),
              (acts.TAKE, opened + timedelta(hours=10), {"state": "rectifying", "clocks": {LIMIT: clock}}),
              (acts.TAKE, opened + timedelta(days=chance.randint(2, 9)),
               {"state": "rectified", "clocks": {LIMIT: None}}),
              (acts.TAKE, opened + timedelta(days=chance.randint(10, 14)), {"state": "closed", "closed": True})]
    case = Case(number=f"{number:06}", desk=DESK, topic=TICKET, procedure=run.rule_id, pack=run.book.pack.id,
                pack_digest=run.book.digest, title=f"差评：{rating.item.name}", opened_at=opened)
    projection = fold((effects, at) for _act, at, effects in events)
    for name, value in columns_of(projection).items():
        setattr(case, name, value)
    steps = [Step(case=case, seq=place, act=act, title=act, shown_as="系统", at=at, business_at=at, effects=effects)
             for place, (act, at, effects) in enumerate(events, 1)]
    return case, steps, concerns_of(case, projection), terms_of(case, projection)


def _tell(held: dict[str, list[Any]], tickets: int, seconds: float) -> None:
    from county.cases.models import Case
    from county.reviews.models import Rating, ServiceAct, Ticket

    month, latest = _months()[0], Ticket.objects.filter(case__is_open=True).order_by("-day").first()
    open_now = Case.objects.filter(review_ticket__isnull=False, is_open=True).count()
    about = {"unit": held["units"][0], "month": str(month), "ticket": str(latest.pk if latest else ""),
             "item": held["items"][0].code, "item_key": held["items"][0].pk, "counter": held["counters"][0].pk,
             "day": str(month.last)}
    (Path(os.environ["GONGBAO_HOME"]) / ABOUT).write_text(json.dumps(about), encoding="ascii")
    print(f"{Rating.objects.count():,} ratings of {ServiceAct.objects.count():,} services, {AGENCIES} units, {ITEMS} "
          f"matters, {tickets:,} tickets ({open_now} open); {seconds:.0f} s")


def _months() -> list[Any]:
    """The last whole month and the eleven before."""
    from county import business
    from county.reviews.statistics.spans import Month

    last = Month.of(business.business_today()).before
    return [last.earlier(back) for back in range(12)]


def counted() -> None:
    """What stands behind the statistics: counts of a month and of a year, and the edition of a month, published."""
    from county import business
    from county.accounts.actor import Actor, HeldPost
    from county.reviews.statistics import counts
    from county.reviews.statistics.edition_views import items
    from county.reviews.statistics.editions import gather, publish, screen

    month, first = _months()[0], _months()[-1]
    spans = {"month": counts.Wanted(month.first, month.last), "year": counts.Wanted(first.first, month.last)}
    for name, span in spans.items():
        for parts in ((), (counts.AGENCY,), counts.PARTS):
            print(f"counts of a {name}, by {', '.join(parts) or 'nothing':36}"
                  f"{_median(lambda span=span, parts=parts: counts.rows(span, *parts)):8.0f} ms")
    office = Actor(None, "评价管理员", (HeldPost(0, "service-office", "评价管理员", "review_office"),))
    begun, now = time.perf_counter(), business.now()
    edition = gather(actor=office, month=month, at=now)
    print(f"the edition of a month is gathered in {time.perf_counter() - begun:.1f} s")
    edition = screen(actor=office, edition=edition, ticks={code: True for code, _topic in items()},
                     digest=edition.digest, at=now)
    publish(actor=office, edition=edition, digest=edition.digest, at=now)


def _median(ask: Callable[[], object]) -> float:
    taken = []
    for _round in range(4):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


# ---------------------------------------------------------------- over HTTP


@dataclass(frozen=True)
class Timed:
    page: Page
    goal: int = 0


def _asked_for(about: dict[str, Any]) -> list[Timed]:
    acts, board, numbers = "/好差评/办结/", "/好差评/", "/好差评/统计/"
    return [
        Timed(Page(YARDSTICK, "/", {})),
        Timed(Page("board", board, {}), GOAL_LIST),
        Timed(Page("board, one unit", board, {"agency": about["unit"]}), GOAL_LIST),
        Timed(Page("board, late", board, {"lamp": "late"}), GOAL_LIST),
        Timed(Page("a ticket", f"/好差评/差评单/{about['ticket']}/", {}), GOAL_LIST),
        Timed(Page("services", acts, {}), GOAL_LIST),
        Timed(Page("services of a counter", acts, {"counter": about["counter"]}), GOAL_LIST),
        Timed(Page("services of a matter", acts, {"item": about["item"]}), GOAL_LIST),
        Timed(Page("services of a day", acts, {"day": about["day"]}), GOAL_LIST),
        Timed(Page("services without rating", acts, {"state": "finished"}), GOAL_LIST),
        Timed(Page("statistics, month and year", numbers, {"month": about["month"]}), GOAL_COUNTED),
        Timed(Page("statistics of a unit", numbers, {"month": about["month"], "agency": about["unit"]}), GOAL_COUNTED),
        Timed(Page("statistics of a matter", numbers, {"month": about["month"], "item": about["item_key"]}),
              GOAL_COUNTED),
        Timed(Page("public page", "/评价/公开/", {}), GOAL_LIST),
        Timed(Page("public data", f"/评价/公开/{about['month']}.json", {}), GOAL_LIST),
    ]


def measure(port: int, about: dict[str, Any], rounds: int) -> None:
    user = Supervisor(port, OFFICE)
    print(f"\n{'page':28}{'p50':>9}{'p95':>9}{'kB':>8}{'goal':>8}   ms, of {rounds}")
    for one in _asked_for(about):
        taken, size = [], 0
        for _round in range(rounds + 1):
            start = time.perf_counter()
            status, content, _sent = user.ask("GET", one.page.address)
            taken.append((time.perf_counter() - start) * 1000)
            size = len(content)
            if status != 200:
                break
        if status != 200:
            print(f"{one.page.name:28}   answered with {status}")
            continue
        middle, late = statistics.median(taken[1:]), _centile(taken[1:], 95)
        met = "" if not one.goal else f"{one.goal:8}   {'met' if middle < one.goal else 'NOT MET'}"
        print(f"{one.page.name:28}{middle:9.1f}{late:9.1f}{size / 1000:8.1f}{met}")
