"""Runs inside a county of its own, which the tests kill: python inside.py COMMAND (see COMMANDS)

`write` says each form before it is sent and again once it is committed, a line of JSON each, flushed.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "county.site.settings"
    django.setup()

from django.core.management import call_command
from django.utils import timezone

from county import business
from county.audit.verify import verify
from county.cases.models import Case, Comment, Lease, Step
from county.cases.refold import refold
from county.cases.sweep import sweep
from county.cases.work import Worker
from county.notices.models import Channel, Delivery, Notice
from tests.county.crashes.acting import FIRST, Clerks, carry_out

OPEN_DAYS = 60


def prepare(receiver: str) -> None:
    """Tables, and one way out for every notice."""
    call_command("migrate", verbosity=0, interactive=False)
    business.set_to(FIRST)
    if receiver:
        Channel.objects.create(kind="sms_gateway", address=receiver, fields={"content": "{text}"})


def write(seed: str, again: str, most: str) -> None:
    """First the form that was not acknowledged, then new ones, `most` or until killed. An hour passes each time."""
    clerks = Clerks(seed)
    if again:
        _send(json.loads(again))
    for _turn in range(int(most)):
        last = Step.objects.order_by("-business_at").values_list("business_at", flat=True).first() or FIRST
        titles = list(Case.objects.filter(is_open=True).order_by("title").values_list("title", flat=True))
        _send(clerks.anything(max(last, FIRST) + timedelta(hours=1), titles))


def _send(form: dict[str, Any]) -> None:
    _say(sent=form)
    step = carry_out(form)
    _say(done=form["key"], seq=step.seq if step else 0)


def live(seed: str, cases: str, days: str, sweeping: str, until: str) -> None:
    """A while of business: cases opened one after another, four acts each, swept daily, at the end or not."""
    clerks, count, length = Clerks(seed), int(cases), int(days)
    forms = []
    for _number in range(count):
        begun = FIRST + timedelta(minutes=clerks.chance.randrange(length * 24 * 60 * 9 // 10))
        opening = clerks.opening(begun)
        left = min(OPEN_DAYS, length) * 24 * 60
        later = sorted(begun + timedelta(minutes=clerks.chance.randrange(1, left)) for _act in range(4))
        forms += [opening, *(clerks.acting(opening["title"], moment) for moment in later)]
    forms.sort(key=lambda form: (form["at"], form["title"]))
    morning, end = FIRST.replace(hour=0), datetime.fromisoformat(until)
    for form in forms:
        while sweeping == "daily" and morning.isoformat() <= form["at"]:
            sweep(morning)
            morning += timedelta(days=1)
        carry_out(form)
    while sweeping == "daily" and morning < end:
        sweep(morning)
        morning += timedelta(days=1)
    if sweeping != "not at all":
        sweep(end)
    business.set_to(end)
    look()


def sweep_until(moment: str, at_once: str) -> None:
    sweep(datetime.fromisoformat(moment), int(at_once))


def recover() -> None:
    """A look at what a killed worker left; then as if the time had passed that it keeps what it held."""
    look()
    past = timezone.now() - timedelta(seconds=1)
    Lease.objects.update(until=past)
    Delivery.objects.filter(state="sending").update(lease_until=past)
    Delivery.objects.filter(state="failed").update(next_at=past)


def finish() -> None:
    """What `gongbao work --once` does, again and again until nothing is left."""
    while Case.objects.filter(next_at__lt=business.now()).exists() or Delivery.objects.exclude(state="sent").exists():
        Worker().once()
    look()


def look() -> None:
    """Every step by its case's title, without what differs from run to run; and all that a test asks."""
    steps: dict[str, list[Any]] = {}
    rows = Step.objects.order_by("case__title", "seq").values_list(
        "case__title", "seq", "act", "step", "title", "origin", "to", "business_at", "data", "effects")
    for title, *rest, at, data, effects in rows:
        steps.setdefault(title, []).append([*rest, at.isoformat(), data, effects])
    titles = {one.pk: one.title for one in Case.objects.all()}
    told = sorted(f"{titles[one.case]}|{one.kind}|{one.due and one.due.isoformat()}|{one.agency}" for one in
                  Notice.objects.all() if one.case)
    keys = {str(key): seq for key, seq in Step.objects.exclude(key=None).values_list("key", "seq")}
    wrong = [one.en for one in refold()] + [one.en for one in verify()]
    comments = [str(key) for key in Comment.objects.values_list("key", flat=True)]
    _say(steps=steps, keys=keys, comments=comments, told=told, wrong=wrong,
         deliveries={str(pk): state for pk, state in Delivery.objects.values_list("pk", "state")},
         waiting=Case.objects.filter(next_at__lt=business.now()).count())


def _say(**said: Any) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201


COMMANDS = {"prepare": prepare, "write": write, "live": live, "sweep": sweep_until, "recover": recover,
            "finish": finish, "look": look}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
