"""What the pages of surveys show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from county.reviews.models import Survey, SurveyAnswer
from county.reviews.surveys.kinds import STEPS, step_word

A_PAGE = 30


def surveys(page: int, *, closed_only: bool = False) -> list[Any]:
    """One page and one more, the latest first, each with how many `answered`. One query."""
    found = Survey.objects.filter(closed_at__isnull=False) if closed_only else Survey.objects.all()
    counted = found.annotate(answered=Count("answers", filter=Q(answers__answered_on__isnull=False)))
    return list(counted[(page - 1) * A_PAGE: page * A_PAGE + 1])


def running() -> list[Survey]:
    """Drawn surveys that have not ended. One query."""
    return list(Survey.objects.filter(closed_at=None, is_drawn=True))


def words_of(survey: Survey) -> list[str]:
    """What was said in words, as screened, in the order of the words themselves: not in that of the answers."""
    said = SurveyAnswer.objects.filter(survey=survey).exclude(text="").order_by("text").values_list("text", flat=True)
    return list(said)


def step_words() -> list[str]:
    return [step_word(one) for one in STEPS]


def page_in(query: Mapping[str, str]) -> int:
    said = query.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 5 else 1
