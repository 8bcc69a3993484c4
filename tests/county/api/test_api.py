"""The JSON API: what can be asked, the same answers as the command, refusals with a sentence, and its description."""

from __future__ import annotations

import json

import jsonschema
import pytest
from click.testing import CliRunner

from county.packs import county_rulebook
from gongbao.cli import main

pytestmark = pytest.mark.database
JSON = "application/json"


@pytest.fixture
def book():
    return county_rulebook()


@pytest.fixture
def asked(book):
    """One worked example of every kind of rule: the rule's id and the example."""
    found = {}
    for system in book.systems.values():
        for case in system.cases:
            if not case.then.error and not case.on and not case.known_on:
                found.setdefault(system.rules[case.rule].kind, (f"{system.id}/{case.rule}", case))
    return found


def ask(client, rule_id, **question):
    return client.post(f"/api/rules/{rule_id}/ask", json.dumps(question), content_type=JSON)


def schema_of(client, path, method, status="200"):
    described = client.get("/api/openapi.json").json()
    answer = described["paths"][path][method]["responses"][status]["content"][JSON]["schema"]
    return {**answer, "components": described["components"]}


def test_every_rule_is_listed_as_the_description_says(client, db, book):
    listed = client.get("/api/rules").json()
    assert [one["rule"] for one in listed] == [rule_id for rule_id, _system, _rule in book.rules()]
    jsonschema.validate(listed, schema_of(client, "/api/rules", "get"))


def test_one_rule_says_what_it_asks_for(client, db, book):
    rule_id, _system, rule = next(book.rules())
    one = client.get(f"/api/rules/{rule_id}").json()
    assert sorted(one["inputs"]) == sorted(rule.questions())
    jsonschema.validate(one, schema_of(client, "/api/rules/{system}/{key}", "get"))


def test_the_answer_is_that_of_the_command(client, db, book, asked):
    for rule_id, case in asked.values():
        words = [f"{name}={said}" for name, said in case.given.items()]
        words += [f"--reading={name}={option}" for name, option in case.readings.items()]
        told = CliRunner().invoke(main, ["ask", book.pack.id, rule_id, "--json", *words])
        answer = ask(client, rule_id, inputs=case.given, readings=case.readings).json()
        assert without_words(answer) == without_words(json.loads(told.stdout)), rule_id


def without_words(answer):
    return {**answer, "reasons": [{**one, "says": ""} for one in answer["reasons"]]}


def test_every_kind_s_answer_is_as_the_description_says(client, db, asked):
    schema = schema_of(client, "/api/rules/{system}/{key}/ask", "post")
    for rule_id, case in asked.values():
        response = ask(client, rule_id, inputs=case.given, readings=case.readings)
        assert response.status_code == 200, rule_id
        jsonschema.validate(response.json(), schema)


def test_chinese_is_written_as_it_is_read(client, db, book, asked):
    rule_id, case = asked["time_limit"]
    body = ask(client, rule_id, inputs=case.given).content.decode()
    assert "\\u" not in body
    assert book.find(rule_id)[0].document.number in body


def test_reasons_come_in_english_when_asked_for(client, db, asked):
    rule_id, case = asked["time_limit"]
    chinese, english = (ask(client, rule_id, inputs=case.given, language=one).json() for one in ("zh", "en"))
    assert chinese["reasons"][0]["says"] != english["reasons"][0]["says"]
    assert without_words(chinese) == without_words(english)


@pytest.mark.parametrize("path", ["/api/rules/nowhere/nothing", "/api/rules/nowhere/nothing/ask"])
def test_a_rule_that_is_not_there_gets_a_sentence_in_both_languages(client, db, path):
    response = client.post(path, "{}", content_type=JSON) if path.endswith("ask") else client.get(path)
    assert response.status_code == 404
    assert response.json()["input"] == "rule"
    assert response.json()["zh"]
    assert response.json()["en"]


@pytest.mark.parametrize("change", [
    {"inputs": {"nobody_asks": "1"}}, {"readings": {"R-01": "perhaps"}}, {"readings": {"R-9999": "x"}},
])
def test_what_cannot_be_used_is_refused_with_its_name_and_a_sentence(client, db, asked, change):
    rule_id, case = asked["time_limit"]
    response = ask(client, rule_id, **{"inputs": case.given, **change})
    assert response.status_code == 422
    refusal = response.json()
    assert refusal["input"] in {name for part in change.values() for name in part}
    jsonschema.validate(refusal, schema_of(client, "/api/rules/{system}/{key}/ask", "post", "422"))


def test_an_answer_of_the_wrong_type_names_its_input(client, db, asked):
    rule_id, case = asked["time_limit"]
    name = next(name for name, said in case.given.items() if "-" in said)
    response = ask(client, rule_id, inputs={**case.given, name: "昨天"})
    assert (response.status_code, response.json()["input"]) == (422, name)


@pytest.mark.parametrize("body", [
    {"inputs": {"a": "x" * 5000}}, {"inputs": {f"n{n}": "1" for n in range(500)}}, {"inputs": {"n" * 500: "1"}},
    {"inputs": []}, {"on": "someday"}, {"language": "fr"}, {"readings": {"R-01": 1}}, {"inputs": {"a": {"b": "c"}}},
])
def test_what_comes_in_is_bounded(client, db, asked, body):
    rule_id, _case = asked["time_limit"]
    response = client.post(f"/api/rules/{rule_id}/ask", json.dumps(body), content_type=JSON)
    assert response.status_code == 422
    refusal = response.json()
    assert refusal["input"].split(".")[0] in body
    assert refusal["zh"]
    assert refusal["en"]


@pytest.mark.parametrize("body", [
    "{", "", "[]", "null", "7", "\u0000", '{"inputs": {"a": NaN}}', '{"inputs": {"a": 1e999999999}}',
])
def test_what_is_no_question_is_refused_with_a_sentence(client, db, asked, body):
    rule_id, _case = asked["time_limit"]
    response = client.post(f"/api/rules/{rule_id}/ask", body, content_type=JSON)
    assert response.status_code in {400, 422}
    assert response.json()["input"]
    assert response.json()["zh"]


def test_numbers_may_come_as_json_has_them(client, db, book):
    found = 0
    for system in book.systems.values():
        for case in system.cases[:40]:
            numbers = {name: int(said) if is_count(said) else said for name, said in case.given.items()}
            if numbers != case.given and not case.then.error:
                rule_id = f"{system.id}/{case.rule}"
                as_text = ask(client, rule_id, inputs=case.given, readings=case.readings).json()
                assert ask(client, rule_id, inputs=numbers, readings=case.readings).json() == as_text
                found += 1
    assert found


def is_count(said):
    return said.isascii() and said.isdigit() and said[0] != "0"


def test_a_body_over_the_limit_is_refused(client, db, asked):
    rule_id, _case = asked["time_limit"]
    response = client.post(f"/api/rules/{rule_id}/ask", "x" * 3_000_000, content_type=JSON)
    assert response.status_code == 413


def test_the_api_asks_no_query(client, db, asked, django_assert_num_queries):
    rule_id, case = asked["time_limit"]
    with django_assert_num_queries(0):
        client.get("/api/rules")
        ask(client, rule_id, inputs=case.given)


def test_the_page_about_the_api_has_an_example_that_can_be_sent_as_it_stands(client, db):
    example = client.get("/api/").context["example"]
    response = client.post(f"/api/rules/{example['rule']}/ask", example["body"], content_type=JSON)
    assert response.json()["outcome"] == "decided"


def test_the_description_leads_nowhere_else(client, db):
    described = client.get("/api/openapi.json").content.decode()
    assert "http://" not in described
    assert "https://" not in described
