"""`gongbao schema`: the JSON Schemas of what the commands print and of what a pack may state."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import BaseModel

from gongbao.packs.cases import CaseSheet
from gongbao.packs.digest import Digest
from gongbao.packs.findings import FindingSheet
from gongbao.packs.readings import ReadingSheet
from gongbao.rules import KINDS
from gongbao.rules.as_json import answer_schema
from gongbao.text.schema import reading_schema

SHEETS: dict[str, type[BaseModel]] = {
    "cases": CaseSheet,
    "digest": Digest,
    "findings": FindingSheet,
    "readings": ReadingSheet,
}


@click.command("schema")
@click.argument("what", type=click.Choice(["read", "answer", *SHEETS, *KINDS]))
def schema_command(what: str) -> None:
    """JSON 的结构：命令的输出、一种规则、数据包的一张表。 The JSON Schema of an output, a kind of rule, or a sheet."""
    click.echo(json.dumps(schema_of(what), ensure_ascii=False, indent=1))


def schema_of(what: str) -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    if what == "read":
        return reading_schema()
    if what == "answer":
        return answer_schema()
    return (SHEETS.get(what) or KINDS[what]).model_json_schema()
