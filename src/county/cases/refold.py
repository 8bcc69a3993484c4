"""Fold the steps of every case anew and compare with what its columns say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any

from county.cases.models import Case, Concern, Step, Term
from county.cases.projection import fold
from county.cases.writing import TERM_SAYS, columns_of, concerns_of, terms_of

_COMPARED = ("acts", "joined", "part", "done_at", "is_open", "sort_at")


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a case that its steps do not give; `who` for a concern."""

    case: str
    column: str
    held: Any
    folded: Any

    @property
    def zh(self) -> str:
        return f"办件 {self.case} 的 {self.column} 是 {self.held!r}，按步骤应为 {self.folded!r}。"

    @property
    def en(self) -> str:
        return f"Case {self.case}: {self.column} is {self.held!r}; its steps give {self.folded!r}."


def refold() -> Iterator[Difference]:
    """Every difference, case by case; the steps are read in one stream."""
    steps = Step.objects.order_by("case_id", "seq").values_list("case_id", "effects", "business_at")
    folded = set()
    for case_id, several in groupby(steps.iterator(chunk_size=2000), key=lambda one: one[0]):
        folded.add(case_id)
        yield from _compare(Case.objects.get(pk=case_id), [(effects, at) for _case, effects, at in several])
    for case_id in Case.objects.exclude(pk__in=Step.objects.values("case_id")).values_list("pk", flat=True):
        yield Difference(str(case_id), "seq", "case", "no step")


def _compare(case: Case, steps: list[Any]) -> Iterator[Difference]:
    projection = fold(steps)
    for name, value in columns_of(projection).items():
        held = getattr(case, name)
        if held != value:
            yield Difference(str(case.pk), name, held, value)
    wanted = {one.who: _shown(one) for one in concerns_of(case, projection)}
    held_rows = {one.who: _shown(one) for one in case.concerns.all()}
    for who in sorted(wanted.keys() | held_rows.keys()):
        if wanted.get(who) != held_rows.get(who):
            yield Difference(str(case.pk), f"concerns.{who}", held_rows.get(who), wanted.get(who))
    terms = {_key(one): _said(one) for one in terms_of(case, projection)}
    held_terms = {_key(one): _said(one) for one in case.terms.all()}
    for key in sorted(terms.keys() | held_terms.keys()):
        if terms.get(key) != held_terms.get(key):
            yield Difference(str(case.pk), f"terms.{key}", held_terms.get(key), terms.get(key))


def _key(one: Term) -> str:
    return f"{one.clock} {one.since.astimezone(UTC).isoformat()}"


def _said(one: Term) -> dict[str, Any]:
    return {name: getattr(one, name) for name in TERM_SAYS}


def _shown(one: Concern) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COMPARED}
