"""Ten issuers at once, every third of whose letters fails after its number was given; run as a program of its own.

It makes a database of its own, because what the audit holds is not taken away again: argument 1 is its name.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from tests.county.own_database import own_database

ISSUERS, EACH = 10, 6


@dataclass(frozen=True)
class Writer:
    user_id: int = 7
    agencies: frozenset[str] = frozenset({"government-office"})
    shown_as: str = "经办人"


class Fails(Exception):
    pass


def issue_some(issuer: int) -> list[int]:
    from django.db import connection, transaction

    from county.letters.services import issue

    given = []
    for turn in range(EACH):
        try:
            with transaction.atomic():
                letter = issue(actor=Writer(), case=None, kind="supervise", agency="government-office", code="清政督",
                               to=["finance"], title=f"第{issuer}人第{turn}封", paragraphs=["请办理。"],
                               signatory_post="主任", dated=date(2020, 12, 15))
                if (issuer + turn) % 3 == 0:
                    raise Fails
        except Fails:
            continue
        given.append(letter.number)
    connection.close()
    return given


def main(name: str) -> None:
    with own_database(name):
        from django.db import connection

        from county.audit.models import AuditRow
        from county.letters.models import Letter, Register

        with ThreadPoolExecutor(ISSUERS) as threads:
            given = [number for numbers in threads.map(issue_some, range(ISSUERS)) for number in numbers]
        kept = list(Letter.objects.order_by("number").values_list("number", flat=True))
        assert kept == sorted(given) == list(range(1, len(kept) + 1)), Counter(given).most_common(3)
        assert Register.objects.get().last == len(kept) == AuditRow.objects.count()
        print(len(kept), connection.vendor)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
