"""Every rule of every pack with each of its worked examples: an answer in words, with its reasons, without raw keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from county import offers
from county.packs import all_packs, rulebook_of
from gongbao.rules import Rule, plain

from .conftest import address, said_by, words_of

SYSTEMS = [
    (pack.id, system.id) for pack in all_packs() for system in rulebook_of(pack.id).systems.values() if system.rules
]


@pytest.fixture
def nothing_held(monkeypatch, settings, request):
    """No text is held, so that no database is asked; the pack of the test is the county's."""
    monkeypatch.setattr(offers, "_passages", [])
    settings.PACK = request.getfixturevalue("pack")


def codes_of(rule: Rule, value: Any) -> set[str]:
    """What a program calls things: inputs, choices, keys of the value, ids of states, steps, needs and items."""
    codes = {name for name, one in rule.questions().items() for name in (name, *one.choices)}
    for name in ("states", "steps", "items", "links"):
        codes |= {one.id for one in getattr(rule, name, ())}
    codes |= {need.id for step in getattr(rule, "steps", ()) for need in step.needs}
    return {code for code in (*codes, *keys_in(value)) if re.fullmatch(r"[a-z][a-z0-9_]{2,}", code)}


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from keys_in(one)


def answer_of(page: str) -> str:
    return page.partition("回执")[0]


@pytest.mark.parametrize(("pack", "system"), SYSTEMS)
def test_each_rule_answers_each_of_its_examples_in_words(client, nothing_held, pack, system):
    book = rulebook_of(pack)
    for case in book.systems[system].cases:
        rule_id, rule = f"{system}/{case.rule}", book.systems[system].rules[case.rule]
        response = client.get(address(rule_id, {"ask": "1", **said_by(case)}), headers={"HX-Request": "true"})
        page, told = response.content.decode(), words_of(response)
        assert response.status_code == 200, rule_id
        if case.then.error:  # a page has no field for an input that the rule does not ask for
            assert 'role="alert"' in page or case.then.error not in rule.questions(), (rule_id, case.given)
            continue
        assert re.search(r'class="outcome outcome-\w+"', page), (rule_id, case.given)
        assert any(mark in page for mark in ("card-value", "<table", "card-sentence", 'class="needs"')), (rule_id, case)
        assert any(mark in page for mark in ("reason-says", "reading-used", 'class="needs"')), (rule_id, case)
        value = plain(book.ask(rule_id, case.given, readings=case.readings).judgement.value)
        raw = [code for code in codes_of(rule, value) if re.search(rf"\b{code}\b", answer_of(told))]
        assert raw == [], (rule_id, case.given)


@pytest.mark.parametrize(("pack", "system"), SYSTEMS)
def test_each_rule_has_a_page_with_a_form_in_words(client, nothing_held, pack, system):
    for key, rule in rulebook_of(pack).systems[system].rules.items():
        response = client.get(address(f"{system}/{key}"))
        assert response.status_code == 200
        told = words_of(response)
        assert rule.title in told
        raw = [code for code in codes_of(rule, None) if re.search(rf"(?<![\w-]){code}(?![\w-])", answer_of(told))]
        assert raw == [], key
