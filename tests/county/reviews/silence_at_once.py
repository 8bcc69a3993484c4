"""Links are rated while the sweep counts silence, over and over. A program of its own, because what the audit holds is
not taken away again: argument 1 is the name of its database."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from tests.county.own_database import own_database

ROUNDS, AT_ONCE, WAYS = 5, 6, 2


def say(address: str, form: str, grade: int) -> int:
    from django.db import connection
    from django.test import Client

    try:
        return Client().post(address, {"form": form, "grade": str(grade)}).status_code
    finally:
        connection.close()


def count(moment) -> int:
    from django.db import connection

    from county.reviews.rating.silence import count_silence

    try:
        return count_silence(moment)
    finally:
        connection.close()


def race(turn: int) -> None:
    """Each service is rated over two forms at once, while two sweeps count the silence of all of them."""
    from django.test import Client

    from county.audit.models import AuditRow
    from county.reviews.models import Rating, ServiceAct, Ticket
    from county.reviews.tokens import hash_of
    from tests.county.reviews.doing import finished
    from tests.county.reviews.opening import link_of, sealed_in

    acts = [finished(f"S-{turn}-{number}") for number in range(AT_ONCE)]
    late = acts[0].act.default_at + timedelta(seconds=1)
    forms = [(link_of(one), sealed_in(Client().get(link_of(one)))) for one in acts for _way in range(WAYS)]
    with ThreadPoolExecutor(8) as threads:
        sweeps = [threads.submit(count, late) for _one in range(2)]
        said = [threads.submit(say, address, form, 4 + number % 2) for number, (address, form) in enumerate(forms)]
        codes, swept = [one.result() for one in said], [one.result() for one in sweeps]
    for one in acts:
        kept = list(Rating.objects.filter(act__token_hash=hash_of(one.token)).order_by("seq"))
        assert [rating.is_default for rating in kept] in ([False], [True, False]), kept
        assert [rating.is_counted for rating in kept] == [False, True][-len(kept):], kept
        assert ServiceAct.objects.get(pk=one.act.pk).state == "rated"
        assert Ticket.objects.filter(rating__act=one.act.pk).count() == 1
        rows = AuditRow.objects.filter(thing_kind="rating", thing_id=str(one.act.pk)).values_list("verb", flat=True)
        assert sorted(rows) == sorted(["review.rate", *["review.silence"] * (len(kept) - 1)]), list(rows)
    assert sorted(codes) == [303] * AT_ONCE + [409] * AT_ONCE * (WAYS - 1), codes
    assert sum(swept) == Rating.objects.filter(is_default=True, act__number__startswith=f"S-{turn}-").count()


def main(name: str) -> None:
    with own_database(name):
        from django.conf import settings
        from django.db import connection

        from county import business
        from tests.county.reviews.doing import at, places

        settings.HOME = Path(tempfile.mkdtemp())
        places()
        from county.reviews.models import Setting

        Setting.objects.create(name="guesses", value="1000", reason="many at once", shown_as="test",
                               business_at=at("2020-07-06"))
        business.set_to(at("2020-07-14", "00:05"))
        for turn in range(ROUNDS):
            race(turn)
        print(ROUNDS, connection.vendor)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
