"""`gongbao rules PACK`: what can be asked."""

from __future__ import annotations

import json
from typing import Any

import click

from gongbao.cli.books import book_of
from gongbao.rules.as_json import rule_as_json


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


def _shown(name: str, question: dict[str, Any]) -> str:
    shown = name if question["required"] else f"[{name}]"
    parts = [question.get("title", ""), question["type"], question.get("unit", "")]
    if "default" in question:
        parts.append(f"默认 {question['default']}")
    if 0 < len(question.get("choices", {})) <= 12:
        parts.append("｜".join(question["choices"]))
    return f"{shown}  {'  '.join(part for part in parts if part)}"
