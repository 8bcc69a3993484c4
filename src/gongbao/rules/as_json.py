"""A judgement as JSON: outcome, value, reasons in words, needs, receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Outcome, Reason, plain
from gongbao.rules.kinds import TITLES
from gongbao.rules.rule import Rule

Say = Callable[[Reason], str]


def answer_as_json(judgement: Judgement, say: Say, receipt: Mapping[str, Any]) -> dict[str, Any]:
    """`say` puts a reason into words of one language."""
    return {
        "outcome": judgement.outcome,
        "value": plain(judgement.value),
        "reasons": [_reason(one, say) for one in judgement.reasons],
        "needs": list(judgement.needs),
        "provisional": judgement.provisional,
        "receipt": dict(receipt),
    }


def _reason(one: Reason, say: Say) -> dict[str, Any]:
    cited = one.citation
    return {
        "says": say(one),
        "rule": one.rule,
        "citation": {"document": cited.document, "at": cited.at, "quote": cited.quote} if cited else None,
        "reading": one.reading,
    }


def answer_schema() -> dict[str, Any]:
    """JSON Schema of `gongbao ask --json`."""
    text = {"type": "string"}
    citation = {
        "type": ["object", "null"],
        "required": ["document", "at", "quote"],
        "properties": {"document": text, "at": text, "quote": text},
    }
    reason = {
        "type": "object",
        "required": ["says", "rule", "citation", "reading"],
        "properties": {"says": text, "rule": text, "citation": citation, "reading": {"type": ["string", "null"]}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongbao ask --json",
        "type": "object",
        "required": ["outcome", "value", "reasons", "needs", "provisional", "receipt"],
        "properties": {
            "outcome": {"enum": list(get_args(Outcome))},
            "value": {},
            "reasons": {"type": "array", "items": reason},
            "needs": {"type": "array", "items": text},
            "provisional": {"type": "boolean"},
            "receipt": {"type": "object"},
        },
    }


def rule_as_json(rule_id: str, document: str, rule: Rule) -> dict[str, Any]:
    """A rule as it is listed: title, kind, place, and what it asks for."""
    return {
        "rule": rule_id,
        "title": rule.title,
        "kind": rule.kind,
        "kind_title": TITLES[rule.kind],
        "document": document,
        "at": rule.source[0].at if rule.source else "",
        "readings": list(rule.readings),
        "inputs": {name: input_as_json(one) for name, one in rule.questions().items()},
    }


def input_as_json(one: Input) -> dict[str, Any]:
    """A question with what is not its default."""
    said = one.model_dump(mode="json", exclude_defaults=True)
    return {**said, "required": not one.optional and one.default is None}
