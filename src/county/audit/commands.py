"""`gongbao audit`: a group of commands that other desks may add to. Importing it starts nothing."""

from __future__ import annotations

import os
from collections.abc import Callable

import click


@click.group("audit")
@click.pass_context
def audit(context: click.Context) -> None:
    """核对审计记录。 Check the audit."""
    set_up: Callable[[], None] = context.obj if callable(context.obj) else _set_up
    context.obj = set_up


@audit.command("verify")
@click.pass_obj
def verify(set_up: Callable[[], None]) -> None:
    """逐条核对记录、封存和库外的 seals.log。 Check every row, seal and line; exit 1 names what differs."""
    set_up()
    from county.audit.verify import Counted, examine

    _require_tables()
    counted, found = Counted(), 0
    for finding in examine(counted):
        click.echo(f"{finding.zh} {finding.en}")
        found += 1
    click.echo(_closing(found).format(
        found=found, rows=counted.rows, seals=counted.seals, unsealed=counted.unsealed, anchors=counted.anchors,
    ))
    if found:
        raise SystemExit(1)


def _closing(found: int) -> str:
    seen = "{rows} 条已封存的记录，{seals} 封，{unsealed} 条尚未封存，seals.log {anchors} 行"
    seen_en = "{rows} sealed rows, {seals} seals, {unsealed} rows not sealed yet, {anchors} lines of seals.log"
    if found:
        return f"共 {{found}} 处不一样；核对了 {seen}。\n{{found}} differences; checked: {seen_en}."
    return f"全部和写下时一样：{seen}。\nEverything is as it was written: {seen_en}."


def _require_tables() -> None:
    from django.db import connection

    if "audit_seal" in connection.introspection.table_names():
        return
    click.echo(
        "数据库里还没有审计表：请先运行 gongbao serve，或检查 GONGBAO_HOME 和 GONGBAO_DATABASE。\n"
        "The database has no audit yet: run gongbao serve first, or check GONGBAO_HOME and GONGBAO_DATABASE.",
        err=True,
    )
    raise SystemExit(1)


def _set_up() -> None:
    """Where the caller gave no other way: Django alone, without the packs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "county.site.settings")
    import django

    django.setup()
