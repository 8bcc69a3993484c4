"""`gongbao rules PACK`: what can be asked."""

from __future__ import annotations

import json
from typing import Any

import click

from gongbao.cli.books import book_of
from gongbao.rules import TITLES, Input, Rule


@click.command("rules")
@click.argument("pack_id", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="JSON。")
def rules_command(pack_id: str, as_json: bool) -> None:
    """能问什么：每条规则的输入、单位和默认值。 What can be asked: inputs, units, defaults."""
    book = book_of(pack_id)
    found = [rule_as_json(rule_id, system.document.number, rule) for rule_id, system, rule in book.rules()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(f"{one['rule']}  {one['title']}（{one['kind_title']}，{one['document']} {one['at']}）")
        for name, question in one["inputs"].items():
            click.echo(f"    {_shown(name, question)}")


def rule_as_json(rule_id: str, document: str, rule: Rule) -> dict[str, Any]:
    """A rule as it is listed: title, kind, place, and what it asks for."""
    return {
        "rule": rule_id, "title": rule.title, "kind": rule.kind, "kind_title": TITLES[rule.kind], "document": document,
        "at": rule.source[0].at if rule.source else "", "readings": list(rule.readings),
        "inputs": {name: input_as_json(one) for name, one in rule.questions().items()},
    }


def input_as_json(one: Input) -> dict[str, Any]:
    """A question with what is not its default."""
    said = one.model_dump(mode="json", exclude_defaults=True)
    return {**said, "required": not one.optional and one.default is None}


def _shown(name: str, question: dict[str, Any]) -> str:
    shown = name if question["required"] else f"[{name}]"
    parts = [question.get("title", ""), question["type"], question.get("unit", "")]
    if "default" in question:
        parts.append(f"默认 {question['default']}")
    if 0 < len(question.get("choices", {})) <= 12:
        parts.append("｜".join(question["choices"]))
    return f"{shown}  {'  '.join(part for part in parts if part)}"
