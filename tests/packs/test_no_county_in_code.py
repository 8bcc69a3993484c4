"""The second county needs a pack and no Python: no code knows the first one's names, numbers, rules or readings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from gongbao.packs import Pack, find_packs
from gongbao.packs.load import load_rulebook

SOURCE = Path(__file__).resolve().parents[2] / "src"
EVERY_COUNTY_HAS = {
    "县政府",
    "县人民政府",
    "县财政局",
    "县水务局",
    "县发展和改革局",
    "各乡镇",
    "各乡镇党委",
    "国务院",
}
"""Names of units that stand in examples of how names are written and mean no county's own."""
SHORTEST = 3


def code() -> dict[str, str]:
    return {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}


def pages() -> dict[str, str]:
    """What is shown or sent: templates, scripts, styles and words."""
    kinds = {".html", ".js", ".css", ".yaml", ".txt", ".svg"}
    paths = (path for path in SOURCE.rglob("*") if path.suffix in kinds)
    return {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def standing(words: list[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, word) for name, text in texts.items() for word in words if word in text]


@cache
def julu() -> Pack:
    return next(pack for pack in find_packs() if pack.id == "julu-2020")


def test_no_code_holds_the_name_of_an_agency() -> None:
    pack = julu()
    names = {form for agency in pack.agencies for form in agency.known_as if len(form) >= SHORTEST} - EVERY_COUNTY_HAS
    assert len(names) > 150
    assert standing(sorted(names), code()) == []


def test_what_is_allowed_is_really_used() -> None:
    assert [name for name in EVERY_COUNTY_HAS if not standing([name], code())] == []


def test_neither_code_nor_page_holds_a_document_number_or_a_rule_id() -> None:
    pack = julu()
    numbers = [number for document in pack.documents for number in (document.number, document.number_as_printed)]
    numbers += [repealed.number for document in pack.documents for repealed in document.repeals]
    rules = [rule_id for rule_id, _, _ in load_rulebook("julu-2020").rules()]
    assert standing([*filter(None, numbers), *rules], {**code(), **pages()}) == []


def test_no_code_holds_the_folder_of_a_system_but_a_desk_of_that_name() -> None:
    pack = julu()
    desks = {path.name for path in (SOURCE / "county").iterdir() if path.is_dir()}
    folders = {document.system for document in pack.documents} - desks
    found = [(name, word) for name, text in code().items() for word in folders if re.search(rf"\b{word}\b", text)]
    assert found == []


def test_no_code_holds_a_reading_or_a_finding_of_one_document() -> None:
    systems = load_rulebook("julu-2020").systems.values()
    own = {one.id for system in systems for one in (*system.readings, *system.findings)}
    found = [(name, word) for name, text in code().items() for word in re.findall(r"\b[RF]-\d{4}\b", text)]
    assert [(name, word) for name, word in found if word in own] == []
    assert len(own) > 300


def test_nowhere_is_the_county_itself_named() -> None:
    texts = {name: text.lower() for name, text in {**code(), **pages()}.items()}
    assert standing(["julu", "巨鹿", "巨政"], texts) == []
