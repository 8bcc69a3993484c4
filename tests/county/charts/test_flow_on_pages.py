"""The page of a procedure shows it drawn; the state that the form asks about is filled, at first the first."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from county import offers
from county.packs import all_packs, rulebook_of
from county.rulebook.selectors import href_of_rule

FLOW = re.compile(r'<svg[^>]*class="flow".*?</svg>', re.DOTALL)
SYSTEMS = [(pack.id, system.id) for pack in all_packs() for system in rulebook_of(pack.id).systems.values()
           if any(rule.kind == "procedure" for rule in system.rules.values())]


@pytest.mark.parametrize(("pack", "system"), SYSTEMS)
def test_the_page_of_a_procedure_holds_its_drawing_and_the_list(client, monkeypatch, settings, pack, system):
    monkeypatch.setattr(offers, "_passages", [])
    settings.PACK = pack
    for key, rule in rulebook_of(pack).systems[system].rules.items():
        if rule.kind != "procedure":
            continue
        for asked, state in (({}, rule.states[0]), ({"ask": "1", "state": rule.states[-1].id}, rule.states[-1])):
            page = client.get(f"{href_of_rule(f'{system}/{key}')}?{urlencode(asked)}").content.decode()
            assert '<ol class="states"' in page
            (drawing,) = FLOW.findall(page)
            filled = re.findall(r'<g class="flow-state flow-here[^"]*">.*?</g>', drawing)
            assert [re.sub("<[^>]+>", "", one) for one in filled] == [state.title], key


def test_english_has_its_own_words_for_a_drawing(client, monkeypatch, settings):
    monkeypatch.setattr(offers, "_passages", [])
    settings.PACK, system = SYSTEMS[0]
    key = next(key for key, rule in rulebook_of(settings.PACK).systems[system].rules.items()
               if rule.kind == "procedure")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    drawing = FLOW.search(client.get(href_of_rule(f"{system}/{key}")).content.decode())[0]
    assert "<title>Flow chart: " in drawing
    assert "ends in: " in drawing
