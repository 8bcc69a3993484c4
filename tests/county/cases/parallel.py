"""Two take the same step at once, over and over; then one form is sent many times at once. A program of its own.

It makes a database of its own, because what the audit holds is not taken away again: argument 1 is its name.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from tests.county.own_database import own_database

ROUNDS, AT_ONCE = 6, 4


def sign(case_id: UUID, post: str, key: UUID | None) -> tuple[str, str]:
    """What came of it, and the sentence of a refusal."""
    from django.db import connection

    from county.accounts.actor import Actor, HeldPost
    from county.cases import services
    from county.cases.says import CannotDo

    actor = Actor(None, post, (HeldPost(0, "housing", post, "handler"),))
    try:
        made = services.take(actor=actor, case=case_id, step="sign", given={}, seen=1, key=key)
        return str(made.pk), ""
    except CannotDo as refusal:
        return "", refusal.says
    finally:
        connection.close()


def race(same_form: bool) -> None:
    from county.accounts.actor import SYSTEM
    from county.audit.models import AuditRow
    from county.cases import services

    case = services.open_case(actor=SYSTEM, procedure="insolvency/unit_task", title="修路灯", agency="housing").case
    key = uuid4() if same_form else None
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda n: sign(case.pk, f"第{n}位", key), range(AT_ONCE)))
    made = [step for step, _says in answers if step]
    case.refresh_from_db()
    step = case.steps.get(act="take")
    assert case.seq == case.steps.count() == 2, case.seq
    assert AuditRow.objects.filter(thing_id=str(case.pk), verb="case.take").count() == 1
    assert set(made) == {str(step.pk)}
    assert len(made) == (AT_ONCE if same_form else 1), answers
    assert all(step.shown_as in says and f"{step.business_at:%m-%d}"[:2] in says for one, says in answers if not one)


def open_at_once() -> None:
    from county.accounts.actor import SYSTEM
    from county.cases import services
    from county.cases.models import Case

    before, key = Case.objects.count(), uuid4()

    def begin(_n: int) -> UUID:
        from django.db import connection

        try:
            return services.open_case(actor=SYSTEM, procedure="insolvency/unit_task", title="连点", agency="housing",
                                      key=key).case.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert len(set(threads.map(begin, range(AT_ONCE)))) == 1
    assert Case.objects.count() == before + 1


def main(name: str) -> None:
    with own_database(name):
        from django.db import connection

        for turn in range(ROUNDS):
            race(same_form=bool(turn % 2))
        open_at_once()
        from county.cases.refold import refold

        assert list(refold()) == []
        print(ROUNDS, connection.vendor)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
