"""`gongbao ask` and `gongbao due`: one case decided, with its reasons."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from gongbao.cli.books import book_of
from gongbao.cli.saying import BAD_INPUT, CANNOT_SAY, Sentence, day, pairs, stop
from gongbao.clock import Calendar, ClockError, Limit, due
from gongbao.packs.load import SHARED, calendar_notices
from gongbao.packs.rulebook import Answer
from gongbao.rules import BadInput, Input, plain
from gongbao.rules.as_json import answer_as_json
from gongbao.rules.time_limit import TimeLimit
from gongbao.wording import speaker

_BARE = re.compile(r"(\d{1,6})-(working-days?|days?|hours?|months?|years?)")
_UNITS = {"working-day": "working_day", "day": "day", "hour": "hour", "month": "month", "year": "year"}


def _answer_options(command: Any) -> Any:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="JSON。"),
        click.option("--en", "english", is_flag=True, help="理由用英文。 Reasons in English."),
        click.option("--known-on", help="按哪一天已知的放假安排。 The calendar as known on this day."),
        click.option("--on", help="哪一天的规定。 The law in force on this day."),
        click.option("--reading", "readings", multiple=True, help="换一种理解，例如 R-07=pro_rata。 Another reading."),
    ):
        command = option(command)
    return command


@click.command("ask")
@click.argument("pack_id", metavar="PACK")
@click.argument("rule_id", metavar="RULE")
@click.argument("answers", nargs=-1, metavar="[KEY=VALUE]…")
@_answer_options
def ask_command(pack_id: str, rule_id: str, answers: tuple[str, ...], **options: Any) -> None:
    """问一条规则：名称=值，名称用 gongbao rules PACK 看。 Ask a rule about one case: name=value."""
    _ask(pack_id, rule_id, pairs(answers), options)


@click.command("due")
@click.argument("pack_id", metavar="PACK")
@click.argument("rule_id", metavar="RULE")
@click.argument("answers", nargs=-1, metavar="[KEY=VALUE]…")
@click.option("--from", "start", required=True, help="从哪一天或哪一刻起算。 The day or moment it counts from.")
@_answer_options
def due_command(pack_id: str, rule_id: str, answers: tuple[str, ...], start: str, **options: Any) -> None:
    """问一个时限的最后一天；PACK 写 china 时 RULE 写 5-working-days 这样。 The last day of a limit, or a bare sum."""
    if pack_id == SHARED:
        _bare(rule_id, start, options)
        return
    book = book_of(pack_id, rule_id.partition("/")[0])
    try:
        _, rule = book.find(rule_id)
    except BadInput as wrong:
        stop(wrong)
    wanted = rule.starts() if isinstance(rule, TimeLimit) else []
    if not wanted:
        stop(
            Sentence(
                f"规则 {rule_id} 不是时限，请用 gongbao ask。", f"The rule {rule_id} is no limit; use gongbao ask."
            )
        )
    _ask(pack_id, rule_id, {**pairs(answers), wanted[0]: start}, options)


def _ask(pack_id: str, rule_id: str, said: dict[str, str], options: dict[str, Any]) -> None:
    on, known_on = day("--on", options["on"]), day("--known-on", options["known_on"])
    book = book_of(pack_id, rule_id.partition("/")[0])
    try:
        answer = book.ask(rule_id, said, readings=pairs(options["readings"]), on=on, known_on=known_on)
    except BadInput as wrong:
        stop(wrong)
    _print(answer, options)
    sys.exit(CANNOT_SAY if answer.judgement.outcome == "cannot_say" else 0)


def _print(answer: Answer, options: dict[str, Any]) -> None:
    say = speaker("en" if options["english"] else "zh")
    if options["as_json"]:
        click.echo(json.dumps(answer_as_json(answer.judgement, say, answer.receipt), ensure_ascii=False, indent=1))
        return
    judgement = answer.judgement
    first, *rows = say.lines(plain(judgement.value))
    click.echo(f"{say.outcome(judgement.outcome)}：{first}")
    for row in rows:
        click.echo(f"  - {row}")
    for reason in judgement.reasons:
        cited = f"（{reason.citation.document} {reason.citation.at}）" if reason.citation else ""
        click.echo(f"  · {say(reason)}{cited}")
    if judgement.needs:
        click.echo(f"  ? {'、'.join(judgement.needs)}")


def _bare(words: str, start: str, options: dict[str, Any]) -> None:
    """A sum without a rule: 5-working-days, 60-days, 2-hours, 3-months."""
    found = _BARE.fullmatch(words)
    if not found:
        stop(
            Sentence(
                f"“{words[:40]}”要写成 5-working-days、60-days、2-hours 或 3-months 这样。",
                f"“{words[:40]}” must be like 5-working-days, 60-days, 2-hours or 3-months.",
            )
        )
    unit = _UNITS[found[2].removesuffix("s")]
    calendar = Calendar.known(calendar_notices(), day("--known-on", options["known_on"]))
    try:
        begins: date | datetime = Input(type="moment" if unit == "hour" else "date", title="--from").read(
            "--from", start
        )
        ends = due(begins, Limit(Decimal(found[1]), unit), calendar)  # type: ignore[arg-type]
    except (BadInput, ClockError) as wrong:
        stop(wrong, BAD_INPUT)
    value = plain(ends.at)
    if options["as_json"]:
        receipt = {"rule": words, "inputs": {"from": plain(begins)}, "calendar": calendar.edition}
        said = {
            "outcome": "decided",
            "value": value,
            "reasons": [],
            "needs": [],
            "provisional": ends.provisional,
            "receipt": receipt,
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        click.echo(value + ("（放假安排尚未公布，暂定）" if ends.provisional else ""))
