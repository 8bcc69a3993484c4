"""Which rules rest on which reading."""

from __future__ import annotations

from gongbao.packs.rulebook import Rulebook
from gongbao.rules.entry import readings_in


def uses(book: Rulebook) -> dict[str, list[str]]:
    """Reading → ids of the rules, those of the shared readings that a kind takes by itself included."""
    found: dict[str, dict[str, None]] = {}
    for rule_id, _, rule in book.rules():
        for name in readings_in(rule):
            found.setdefault(name, {})[rule_id] = None
    return {name: list(rules) for name, rules in found.items()}
