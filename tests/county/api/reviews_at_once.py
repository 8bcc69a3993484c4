"""Many send the same services, the same rating, and different ratings of one service, all at once. A program of its
own, because what the audit holds is not taken away again: argument 1 is the name of its database."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.county.own_database import own_database

ROUNDS, AT_ONCE = 4, 4


def send(key: str, path: str, body: dict) -> tuple[int, dict]:
    from django.db import connection
    from django.test import Client

    try:
        answer = Client().post(f"/api/reviews/{path}/", json.dumps(body), content_type="application/json",
                               headers={"Authorization": f"Bearer {key}"})
        return answer.status_code, answer.json()
    finally:
        connection.close()


def together(key: str, path: str, bodies: list[dict]) -> list[tuple[int, dict]]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda body: send(key, path, body), bodies))


def race(key: str, turn: int) -> None:
    from county.audit.models import AuditRow
    from county.reviews.models import Rating, ServiceAct

    numbers = [f"{turn}-{n}" for n in range(5)]
    services = {"services": [{"number": number, "item": "A-1", "counter": "counter-1",
                              "finished_at": "2020-07-06T10:00:00"} for number in numbers]}
    answers = together(key, "services", [services] * AT_ONCE)
    assert [status for status, _said in answers] == [200] * AT_ONCE, answers
    for number in numbers:
        links = [one["link"] for _status, said in answers for one in said["services"] if one["number"] == number]
        assert len([one for one in links if one]) == 1, links
        assert AuditRow.objects.filter(verb="review.finish", thing_id=number).count() == 1
    assert ServiceAct.objects.filter(number__in=numbers).count() == len(numbers)

    same = {"number": numbers[0], "channel": "web", "grade": 5, "key": str(uuid4())}
    assert [status for status, _said in together(key, "ratings", [same] * AT_ONCE)] == [200] * AT_ONCE
    other = [{**same, "number": numbers[1], "key": str(uuid4()), "grade": 1 + n} for n in range(AT_ONCE)]
    assert sorted(status for status, _said in together(key, "ratings", other)) == [200, *[409] * (AT_ONCE - 1)]
    for number in numbers[:2]:
        assert Rating.objects.filter(act__number=number).count() == 1


def main(name: str) -> None:
    with own_database(name):
        from django.db import connection

        from county.accounts.actor import Actor
        from county.accounts.keys import make_key
        from county.accounts.models import User
        from county.reviews.models import Counter, Item, ServiceUnit

        hall = ServiceUnit.objects.create(name="大厅", kind="hall", level="county", agency="housing")
        Counter.objects.create(unit=hall, name="1号窗口", code="counter-1")
        Item.objects.create(code="A-1", name="办理演示证", agency="housing")
        admin = User.objects.create(username="admin")
        key = make_key(actor=Actor(admin.pk), agency="housing", name="某系统", expires=None,
                       scopes=["finish_services", "send_ratings"])
        for turn in range(ROUNDS):
            race(key, turn)
        print(ROUNDS, connection.vendor)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
