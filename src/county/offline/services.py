"""Take an entry once: a repeat, with the same content or another, gets the first answer and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from county.offline.models import Submission

Answer = Mapping[str, object]


class NotYours(Exception):
    """The key was used by another account or at another desk."""


def taken_once(*, key: UUID | None, desk: str, user_id: int | None, act: Callable[[], Answer]) -> Answer:
    """What `act` answers, or answered the first time. Whatever `act` raises goes through, and nothing is kept, so that
    an entry that was refused can be put right and sent with the same key. Without a key there is no first time.

    The answer is kept in the transaction of the act. NotYours: the key is somebody else's.
    """
    if key is None:
        return act()
    try:
        return _first(key, desk, user_id, act)
    except IntegrityError:
        before = Submission.objects.filter(key=key).first()
        if before is None:
            raise
        if (before.desk, before.user_id) != (desk, user_id):
            raise NotYours from None
        return dict(before.response)


def _first(key: UUID, desk: str, user_id: int | None, act: Callable[[], Answer]) -> Answer:
    with transaction.atomic():
        held = Submission.objects.create(key=key, desk=desk, user_id=user_id)
        answer = act()
        Submission.objects.filter(pk=held.pk).update(response=dict(answer))
    return answer
