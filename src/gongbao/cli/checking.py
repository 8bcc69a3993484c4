"""`gongbao check`, `lint`, `test`: what a pack states, held against the text, itself and its examples."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from gongbao.cli.books import book_of
from gongbao.cli.reading import reading_of, source_of
from gongbao.cli.saying import BAD_INPUT, FAILED
from gongbao.packs import find_packs, lexicon_for
from gongbao.packs.check import check, lint_quotes
from gongbao.packs.examples import run_examples
from gongbao.packs.facts import stated_facts
from gongbao.packs.rulebook import Rulebook


@click.command("check")
@click.argument("pack_id", metavar="PACK")
@click.option("--text", "file", required=True, type=click.Path(path_type=Path), help="公报原文。 The gazette's text.")
@click.option("--json", "as_json", is_flag=True, help="JSON。")
def check_command(pack_id: str, file: Path, as_json: bool) -> None:
    """把数据包里的每个事实和原文核对。 Hold every fact of a pack against the text."""
    book = book_of(pack_id)
    reading = reading_of(source_of(file, BAD_INPUT), pack_id)
    report = check(stated_facts(book), reading, lexicon_for(find_packs(), pack_id))
    rows = [
        {
            "rule": one.rule,
            "fact": one.name,
            "document": one.document,
            "at": one.at,
            "expected": one.expected,
            "found": one.found,
        }
        for one in report.failures
    ]
    counts = {"checked": report.checked, "failed": len(rows), "missing_documents": list(report.missing)}
    lines = [
        f"{r['rule']} {r['fact']}  {r['document']} {r['at']}  应为：{r['expected']}  原文：{r['found']}" for r in rows
    ]
    lines += [f"原文里没有 {name}，没有核对它。 The text lacks {name}; it was not checked." for name in report.missing]
    lines.append(
        f"核对 {counts['checked']} 处，不符 {counts['failed']} 处。 {report.checked} checked, {len(rows)} failed."
    )
    _tell(as_json, {"failures": rows, **counts}, lines)
    sys.exit(FAILED if rows or report.missing else 0)


@click.command("lint")
@click.argument("what", metavar="PACK|FILE")
@click.option("--json", "as_json", is_flag=True, help="JSON。")
def lint_command(what: str, as_json: bool) -> None:
    """查数据包自身，或查一个公文文件里的疑点。 What is wrong in a pack, or odd in a file of documents."""
    rows = _lint_file(Path(what)) if Path(what).is_file() else lint_rows(book_of(what))
    lines = [f"{r['weight']}  {r['where']}  {r['says']}" for r in rows]
    wrong = sum(row["weight"] != "gap" for row in rows)
    lines.append(f"问题 {wrong} 处，文件没有规定 {len(rows) - wrong} 处。 {wrong} problems, {len(rows) - wrong} gaps.")
    _tell(as_json, {"problems": rows, "wrong": wrong, "gaps": len(rows) - wrong}, lines)
    sys.exit(FAILED if wrong else 0)


@click.command("test")
@click.argument("pack_id", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="JSON。")
def test_command(pack_id: str, as_json: bool) -> None:
    """跑数据包的算例。 Run the worked examples of a pack."""
    results = list(run_examples(book_of(pack_id)))
    failed = [one for one in results if one.differs]
    rows = [{"rule": one.rule, "case": one.number, "given": one.example.given, "says": one.differs} for one in failed]
    lines = [f"{r['rule']} 第{r['case']}例 {r['given']}：{r['says']}" for r in rows]
    lines.append(f"算例 {len(results)} 个，不符 {len(failed)} 个。 {len(results)} examples, {len(failed)} failed.")
    _tell(as_json, {"failures": rows, "examples": len(results), "failed": len(failed)}, lines)
    sys.exit(FAILED if failed else 0)


def lint_rows(book: Rulebook) -> list[dict[str, str]]:
    """Problems of a loaded pack: proofs of its rules, and quotes that cannot be what they are said to be."""
    rows = [
        {"weight": problem.weight, "where": f"{rule_id} {problem.name}", "says": problem.zh, "en": problem.en}
        for rule_id, _, rule in book.rules()
        for problem in rule.proofs()
    ]
    rows += [
        {"weight": "wrong", "where": f"{fact.rule} {fact.name} {fact.at}", "says": zh, "en": en}
        for fact, zh, en in lint_quotes(list(stated_facts(book)))
    ]
    return rows


def _lint_file(path: Path) -> list[dict[str, str]]:
    reading = reading_of(source_of(path, BAD_INPUT), None)
    own = [(document.number or document.title, one) for document in reading.documents for one in document.findings]
    return [
        {"weight": one.code, "where": f"{name} {one.at}", "says": one.says, "en": one.code}
        for name, one in [*own, *(("", one) for one in reading.findings)]
    ]


def _tell(as_json: bool, value: dict[str, Any], lines: Sequence[str]) -> None:
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            click.echo(line)
