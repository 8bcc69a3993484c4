"""`gongbao batch`: one rule over a whole table of cases."""

from __future__ import annotations

from pathlib import Path

import click

from gongbao.cli.books import book_of
from gongbao.cli.saying import day, pairs, stop
from gongbao.rules import BadInput

_BAD = ("bad_input", "too_large")


@click.command("batch")
@click.argument("pack_id", metavar="PACK")
@click.argument("rule_id", metavar="RULE")
@click.option("--in", "source", required=True, type=click.Path(path_type=Path), help="一行一个案例，.csv 或 .parquet。")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="结果，.csv 或 .parquet。")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="用哪个引擎。 The engine.")
@click.option("--known-on", help="按哪一天已知的放假安排。 The calendar as known on this day.")
@click.option("--reading", "readings", multiple=True, help="换一种理解，例如 R-07=pro_rata。 Another reading.")
def batch_command(
    pack_id: str, rule_id: str, source: Path, target: Path, engine: str, known_on: str | None, readings: tuple[str, ...]
) -> None:
    """一条规则算整张表，列名就是规则的输入。 A rule over a whole table; its columns are named as the rule's inputs."""
    known, chosen = day("--known-on", known_on), pairs(readings)
    book = book_of(pack_id, rule_id.partition("/")[0])
    try:
        _, rule = book.find(rule_id)
        context = book.context(rule_id, readings=chosen, known_on=known)
    except BadInput as wrong:
        stop(wrong)
    from gongbao.batch import KINDS, BatchError
    from gongbao.batch.errors import no_columns

    if rule.kind not in KINDS:
        stop(no_columns(rule_id, rule.kind, KINDS))
    from gongbao.batch.io import run

    try:
        written = run(rule, context, source, target, engine=engine, told=_tell)
    except (BatchError, BadInput) as wrong:
        stop(wrong)
    bad = sum(written.outcomes.get(name, 0) for name in _BAD)
    said = "，".join(f"{name} {count:,}" for name, count in written.outcomes.items())
    click.echo(f"\r已算 {written.rows:,} 行：{said}。 {written.rows:,} rows written to {target.name}.", err=True)
    if bad:
        click.echo(f"其中 {bad:,} 行没有算，看 outcome 和 wrong 两列。 {bad:,} of them were not answered.", err=True)


def _tell(percentage: float) -> None:
    click.echo(f"\r已算 {percentage:.0f}%", nl=False, err=True)
