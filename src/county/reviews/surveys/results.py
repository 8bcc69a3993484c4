"""What a survey found: how many answered, how each measure is spread; small counts are held back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from county.reviews.models import Survey, SurveyAnswer
from county.reviews.statistics.suppression import Frame, suppress
from county.reviews.statistics.tables import smallest
from county.reviews.surveys.kinds import STEPS, measures_of


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its counts, the best step first; None: held back."""

    measure: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """`share`: answered of asked, in words. `is_held`: fewer answered than may be shown at all."""

    asked: int
    answered: int
    share: str
    smallest: int
    lines: tuple[Line, ...]
    is_held: bool

    @property
    def some_held(self) -> bool:
        return self.is_held or any(cell is None for line in self.lines for cell in line.cells)


def results_of(survey: Survey) -> Results:
    """One query."""
    answers = list(SurveyAnswer.objects.filter(survey=survey, answered_on__isnull=False).values_list("said", flat=True))
    least, answered = smallest(), len(answers)
    is_held = answered < least
    lines = () if is_held else tuple(_line(one, answers, least) for one in measures_of(survey.subject))
    return Results(survey.size, answered, share_of(answered, survey.size), least, lines, is_held)


def share_of(part: int, whole: int) -> str:
    """With one decimal, half up; of nothing a dash."""
    tenths = (part * 2000 + whole) // (2 * whole) if whole else None
    return "–" if tenths is None else f"{tenths // 10}.{tenths % 10}%"


def _line(measure: str, answers: list[dict[str, int]], least: int) -> Line:
    counted = Counter(said.get(measure) for said in answers)
    counts = tuple(counted[step] for step in STEPS)
    columns = tuple(str(step) for step in STEPS)
    held = suppress(Frame(("measure",), columns, {(measure,): counts}), least).cells
    hidden = {column for _table, _row, column in held}
    whole = "" in hidden  # the sum is known anyway: without it, each count could be worked out
    return Line(measure, tuple(None if whole or column in hidden else count
                               for column, count in zip(columns, counts, strict=True)))
