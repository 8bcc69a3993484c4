"""Every form of rule that the packs at hand hold is answered over columns as `gongbao ask` answers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongbao.batch import KINDS
from gongbao.packs import find_packs
from gongbao.packs.errors import PackError
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import Context, Judgement, Rule
from tests.batch import alike
from tests.batch.alike import Row, assert_alike, drawn, tables

ROWS = 80


def books() -> Iterator[Rulebook]:
    """One system at a time, those that do not load left out: their own tests say why."""
    for pack in find_packs():
        for document in pack.documents:
            try:
                yield load_rulebook(pack.id, document.system)
            except PackError:
                continue


def shape(rule: Rule) -> tuple[Any, ...]:
    """What tells forms of rules apart: the fields that are used and the form of a rate; no numbers, no names."""
    told = {"title", "source", "readings", "note", "soft", "elsewhere", "inputs"}
    used = sorted(name for name in type(rule).model_fields if getattr(rule, name) and name not in told)
    units = {part.unit for _, part in rule.inner() if hasattr(part, "unit") and rule.kind == "time_limit"}
    return rule.kind, tuple(used), tuple(sorted(units)), getattr(rule, "form", "")


def forms() -> dict[str, tuple[Rulebook, str]]:
    """The first rule of each form, by its id."""
    found: dict[tuple[Any, ...], tuple[Rulebook, str]] = {}
    for book in books():
        for rule_id, _, rule in book.rules():
            if rule.kind in KINDS:
                found.setdefault(shape(rule), (book, rule_id))
    return {f"{book.pack.id} {rule_id}": (book, rule_id) for book, rule_id in found.values()}


@pytest.mark.parametrize(("book", "rule_id"), (found := forms()).values(), ids=found)
def test_a_rule_of_a_pack_is_answered_as_gongbao_asks_it(
    book: Rulebook, rule_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_rule: Rule, _context: Context, said: Row) -> Judgement:
        return book.ask(rule_id, said).judgement

    monkeypatch.setattr(alike, "ask", ask)
    _, rule = book.find(rule_id)
    assert_alike(rule, book.context(rule_id), tables(rule, drawn(2020), ROWS))
