"""Places, matters and finished services for the benchmark of service reviews, written as the services write them."""

from __future__ import annotations

import hashlib
import random
from typing import Any

AGENCIES, ITEMS, COUNTERS, STAFF = 60, 300, 120, 240
AT_ONCE = 5000
WORDS = ("办得快，态度好。", "材料要补两次，跑了三趟。", "窗口排队太久，希望多开一个。", "指南写得清楚。")


def prepare_county() -> None:
    """A new county of the pack, with its posts."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from county import business
    from county.agencies.services import open_posts

    business.begin_again()
    open_posts()


def places() -> dict[str, list[Any]]:
    """Halls with counters and staff, a platform, and the matters of sixty units."""
    from county.agencies.names import agencies
    from county.reviews.models import Counter, Item, Platform, ServiceUnit, Staff

    units = [one.id for one in agencies()][:AGENCIES]
    halls = ServiceUnit.objects.bulk_create(
        ServiceUnit(name=f"大厅{n}", kind="hall", level="county" if n < 5 else "township", agency=units[n])
        for n in range(30))
    counters = Counter.objects.bulk_create(
        Counter(unit=halls[n % len(halls)], name=f"{n}号窗口", code=f"bench-{n}") for n in range(COUNTERS))
    staff = Staff.objects.bulk_create(
        Staff(number=f"{n:04}", unit=halls[n % len(halls)], agency=units[n % len(units)]) for n in range(STAFF))
    items = Item.objects.bulk_create(
        Item(code=f"B-{n}", name=f"办理事项{n}", agency=units[n % len(units)]) for n in range(ITEMS))
    platforms = [Platform.objects.create(name="网上大厅", kind="system", agency=units[0])]
    return {"units": units, "halls": halls, "counters": counters, "staff": staff, "items": items,
            "platforms": platforms}


def token_of(number: int) -> str:
    return hashlib.sha256(f"bench{number}".encode()).hexdigest()[:22]


def waiting_services(count: int, held: dict[str, list[Any]]) -> list[Any]:
    """Services finished yesterday at windows, none rated yet; half of them with an invitation."""
    from datetime import timedelta

    from county import business
    from county.packs import county_pack
    from county.reviews.judging import silence_counts_at
    from county.reviews.models import Invitation, ServiceAct
    from county.reviews.tokens import hash_of

    pack, chance, made = county_pack(), random.Random(1), []
    finished = business.now() - timedelta(days=1)
    last = silence_counts_at(finished.date())
    for begin in range(0, count, AT_ONCE):
        acts = []
        for n in range(begin, min(begin + AT_ONCE, count)):
            item, counter = chance.choice(held["items"]), chance.choice(held["counters"])
            acts.append(ServiceAct(
                number=f"B{n:09}", item=item, agency=item.agency, unit_id=counter.unit_id, counter=counter,
                staff=chance.choice(held["staff"]), finished_at=finished, default_at=last,
                token_hash=hash_of(token_of(n)), pack=pack.id if pack else ""))
        made += ServiceAct.objects.bulk_create(acts)
        Invitation.objects.bulk_create(Invitation(act=one, telephone="0", token=token_of(begin + place))
                                       for place, one in enumerate(acts) if place % 2)
    return made
