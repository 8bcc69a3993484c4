"""The county's rules and their worked examples, asked through the pages as a stranger would."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from county.packs import county_rulebook
from county.rulebook.fields import READING
from county.rulebook.selectors import href_of_rule
from gongbao.packs.cases import WorkedExample
from gongbao.packs.rulebook import Rulebook


def said_by(case: WorkedExample) -> dict[str, str]:
    """A worked example as the address of a page says it."""
    readings = {READING + name: option for name, option in case.readings.items()}
    days = {name: day for name, day in (("on", case.on), ("known_on", case.known_on)) if day}
    return {**case.given, **readings, **days}


def address(rule_id: str, said: dict[str, str] | None = None) -> str:
    return href_of_rule(rule_id) + (f"?{urlencode(said)}" if said else "")


def words_of(response: Any) -> str:
    """What a reader sees: without tags, entities resolved, white space as one blank."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def _is_decided(case: WorkedExample) -> bool:
    return bool(case.then.outcome == "decided")


@pytest.fixture
def book() -> Rulebook:
    found = county_rulebook()
    assert found is not None
    return found


@pytest.fixture
def example(book: Rulebook) -> Callable[..., tuple[str, WorkedExample]]:
    """The first worked example of a kind of rule for which `wanted` holds, with the rule's id."""

    def find(kind: str, wanted: Callable[[WorkedExample], bool] = _is_decided) -> Any:
        for system in book.systems.values():
            for case in system.cases:
                if system.rules[case.rule].kind == kind and not case.then.error and wanted(case):
                    return f"{system.id}/{case.rule}", case
        pytest.fail(f"no worked example of {kind}")

    return find
