"""Cases over JSON: a key acts for its unit within its scopes, and for nobody else."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from county.accounts.actor import Actor
from county.accounts.keys import SCOPES, make_key
from county.cases.models import Case
from county.insolvency.tasks import lines, slot

pytestmark = pytest.mark.database


@pytest.fixture
def ask(client, post):
    """Ask the API with a key of a unit."""

    def ask_as(agency, path="", body=None, scopes=tuple(SCOPES), **query):
        key = make_key(actor=Actor(post("administrator").pk), agency=agency, name="某系统", scopes=scopes, expires=None)
        headers = {"Authorization": f"Bearer {key}"}
        if body is None:
            return client.get(f"/api/cases/{path}", query, headers=headers)
        return client.post(f"/api/cases/{path}", json.dumps(body), content_type="application/json", headers=headers,
                           query_params=query)

    return ask_as


@pytest.fixture
def unit():
    return next(line for line in lines() if len(line.units) > 1).units[1]


def new(title="一件事"):
    return {"procedure": slot("unit_task"), "title": title, "key": str(uuid4())}


def test_a_case_is_opened_seen_and_taken_further(ask, unit):
    made = ask(unit, body=new())
    assert made.status_code == 201
    case = made.json()
    step = case["steps"][0]
    taken = ask(unit, f"{case['id']}/steps", {"step": step["step"], "key": str(uuid4()), "seen": case["seq"]})
    assert taken.status_code == 200
    assert taken.json()["state"] == step["to"]
    assert ask(unit, case["id"]).json()["seq"] == taken.json()["seq"]
    assert ask(unit, part="later").json()["counts"]["later"] == 1


def test_the_same_key_twice_is_one_case(ask, unit):
    body = new()
    assert ask(unit, body=body).json()["id"] == ask(unit, body=body).json()["id"]
    assert Case.objects.count() == 1


def test_another_unit_learns_nothing(ask, unit):
    case = ask(unit, body=new("不给别人看的事")).json()
    other = next(one for line in lines() for one in line.units if one not in (unit, lines()[0].units[0]))
    for path, body in ((case["id"], None), (f"{case['id']}/steps", {"step": "sign", "key": str(uuid4())})):
        answer = ask(other, path, body)
        assert answer.status_code == 403
        assert "不给别人看的事" not in answer.content.decode()


@pytest.mark.parametrize("scope", ["read_cases", "open_cases", "take_steps"])
def test_a_scope_that_is_missing_is_named(ask, unit, scope):
    case = ask(unit, body=new()).json()
    ways = {"read_cases": ("", None), "open_cases": ("", new()),
            "take_steps": (f"{case['id']}/steps", {"step": "sign", "key": str(uuid4())})}
    path, body = ways[scope]
    answer = ask(unit, path, body, scopes=[one for one in SCOPES if one != scope])
    assert answer.status_code == 403
    assert scope in answer.json()["says"]


def test_a_refusal_is_one_sentence_in_the_language_asked_for(ask, unit):
    case = ask(unit, body=new()).json()
    said = {"step": "accept", "key": str(uuid4())}
    assert "现在是" in ask(unit, f"{case['id']}/steps", said).json()["says"]
    assert "cannot be taken" in ask(unit, f"{case['id']}/steps", said, language="en").json()["says"]


@pytest.mark.parametrize("token", ["", "gb_", "gb_nobody", "x" * 500])
def test_without_a_key_there_is_nothing(client, db, token):
    assert client.get("/api/cases/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
