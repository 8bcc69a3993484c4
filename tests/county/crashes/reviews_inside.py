"""Runs inside a county of its own, which the tests kill: python reviews_inside.py COMMAND (see COMMANDS)"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "county.site.settings"
    django.setup()

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from county import business
from county.audit.verify import verify
from county.cases.models import Lease
from county.cases.refold import refold
from county.reviews.intake.services import MOST, Finished, NewAct, finish_many
from county.reviews.models import Invitation, Rating, ServiceAct, Ticket
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.sealed import seal
from county.reviews.rating.services import rate
from tests.county.crashes.acting import FIRST
from tests.county.reviews.doing import BAD, GOOD, OFFICE, PUBLIC, places

BEFORE = "before"
BAD_IN = 8
"""One form in so many is a bad rating, which opens its ticket in the same transaction."""


def prepare(rated: str, silent: str) -> None:
    """Services of yesterday with a form for each; others whose last moment has passed and nobody rates."""
    call_command("migrate", verbosity=0, interactive=False)
    business.set_to(FIRST)
    places()
    # where a case is there already, the demo's own events stay away
    rate(actor=PUBLIC, new=NewRating(act=_finished(BEFORE, 1, 1)[0].act, grade=BAD, channel="code"), at=FIRST)
    made = _finished("rated", int(rated), 1)
    _finished("silent", int(silent), 40)
    forms = [{"to": reverse("reviews:by-link", args=(one.token,)), "act": one.act.pk,
              "said": {"form": seal(one.act, "link"), "grade": BAD if number % BAD_IN == 0 else GOOD}}
             for number, one in enumerate(made)]
    _say(forms=forms)


def _finished(name: str, count: int, days: int) -> list[Finished]:
    acts = [NewAct(number=f"{name}-{number}", item="A-1", counter="counter-1", staff="0001", telephone="000",
                   finished_at=FIRST - timedelta(days=days)) for number in range(count)]
    return [one for begin in range(0, count, MOST)
            for one in finish_many(actor=OFFICE, acts=acts[begin : begin + MOST])]


def recover() -> None:
    """A look at what was killed; then as if the time had passed that a killed worker keeps what it held."""
    look()
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))


def silent() -> None:
    _say(counted=Rating.objects.filter(is_default=True).count())


def look() -> None:
    """What is there, and whatever is only half there."""
    said = Rating.objects.filter(is_default=False).exclude(act__number=f"{BEFORE}-0")
    given = list(said.values_list("act", flat=True))
    counted = list(Rating.objects.filter(is_default=True).values_list("act__number", flat=True))
    bad = set(Rating.objects.filter(is_bad=True).values_list("pk", flat=True))
    wrong = [one.en for one in refold()] + [one.en for one in verify()]
    wrong += ["a bad rating without its ticket"] * (set(Ticket.objects.values_list("rating", flat=True)) != bad)
    for state, is_default in ((ServiceAct.State.RATED, False), (ServiceAct.State.DEFAULTED, True)):
        held = ServiceAct.objects.filter(state=state)
        wrong += [f"{state} without its one rating"] * (
            set(held.values_list("pk", flat=True)) != set(Rating.objects.filter(is_default=is_default).values_list(
                "act", flat=True)))
        wrong += [f"{state} and still invited"] * Invitation.objects.filter(act__in=held).exists()
    _say(given=given, counted=counted, wrong=wrong)


def _say(**said: Any) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)  # noqa: T201


COMMANDS = {"prepare": prepare, "recover": recover, "silent": silent, "look": look}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
