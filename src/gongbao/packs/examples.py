"""Worked examples run: what a rule answers, held against what the example says must come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongbao.packs.cases import Expected, WorkedExample
from gongbao.packs.rulebook import Answer, Rulebook
from gongbao.rules import BadInput, plain


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """`differs` is empty where the example holds; else what was expected and what came, in one line."""

    rule: str
    number: int
    example: WorkedExample
    differs: str = ""


def run_examples(book: Rulebook) -> Iterator[ExampleResult]:
    """Every worked example of the pack, in order; `number` counts within the system, from 1."""
    for system in book.systems.values():
        for number, example in enumerate(system.cases, 1):
            rule_id = f"{system.id}/{example.rule}"
            yield ExampleResult(rule_id, number, example, "；".join(_differences(book, rule_id, example)))


def ask_example(book: Rulebook, rule_id: str, example: WorkedExample) -> Answer:
    """The answer to an example's question. BadInput: the example itself holds an answer that is refused."""
    return book.ask(
        rule_id, example.given, readings=example.readings, on=_day(example.on), known_on=_day(example.known_on)
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _differences(book: Rulebook, rule_id: str, example: WorkedExample) -> Iterator[str]:
    try:
        answer = ask_example(book, rule_id, example)
    except BadInput as wrong:
        if example.then.error != wrong.name:
            yield f"答案被退回：{wrong.zh}"
        return
    if example.then.error:
        yield f"“{example.then.error}”应当被退回，却得到 {plain(answer.judgement.value)}"
        return
    yield from _compared(example.then, answer)


def _compared(then: Expected, answer: Answer) -> Iterator[str]:
    judgement = answer.judgement
    if then.outcome and then.outcome != judgement.outcome:
        yield f"outcome 应为 {then.outcome}，得到 {judgement.outcome}"
    if "value" in then.model_fields_set:
        yield from _values("value", then.value, plain(judgement.value))
    if then.rows is not None and (not isinstance(judgement.value, list) or len(judgement.value) != then.rows):
        found = len(judgement.value) if isinstance(judgement.value, list) else plain(judgement.value)
        yield f"应有 {then.rows} 行，得到 {found}"
    if then.needs is not None and set(then.needs) != set(judgement.needs):
        yield f"needs 应为 {list(then.needs)}，得到 {list(judgement.needs)}"
    cited = {one.citation.at for one in judgement.reasons if one.citation}
    for place in then.cites:
        if place not in cited:
            yield f"理由里没有引用 {place}"
    if then.provisional is not None and then.provisional != judgement.provisional:
        yield f"provisional 应为 {then.provisional}"


def _values(where: str, expected: Any, found: Any) -> Iterator[str]:
    """Equal as text; numbers as numbers; of a mapping the listed keys, of a list each one in order."""
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            yield f"{where} 应为 {expected}，得到 {found}"
            return
        for key, value in expected.items():
            yield from _values(f"{where}.{key}", value, found.get(key, "（没有这一项）"))
    elif isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            yield f"{where} 应为 {expected}，得到 {found}"
            return
        for n, (one, other) in enumerate(zip(expected, found, strict=True), 1):
            yield from _values(f"{where}[{n}]", one, other)
    elif not _same(expected, found):
        yield f"{where} 应为 {expected}，得到 {found}"


def _same(expected: Any, found: Any) -> bool:
    said = {None: "", True: "yes", False: "no"}.get(found, found) if found is None or isinstance(found, bool) else found
    if str(expected) == str(said) or (str(expected) in {"null", ""} and found is None):
        return True
    try:
        return float(expected) == float(str(found)) and not isinstance(found, bool)
    except (TypeError, ValueError):
        return False
