"""The sample county shows every structure that the reader knows, in a converted gazette and in single documents."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gongbao.packs import lexicon_for, load_pack
from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_file
from tests.text.places.comparison import all_differences, uncovered_and_doubled, walk
from tests.text.places.expectation import plain, written

PACK = Path(__file__).parents[2] / "packs" / "sample-county"
DOCUMENTS = sorted(path for path in (PACK / "documents").glob("*.txt") if path.stem != "gazette")
EXPECTED = written(Path(__file__).parent / "sample-county.expect.yaml")


def reading_of(path: Path) -> tuple[str, dict[str, Any]]:
    source = from_file(path)
    return source.text, reading_as_json(source, read(source))


@pytest.fixture(scope="module")
def gazette() -> tuple[str, dict[str, Any]]:
    return reading_of(PACK / "documents" / "gazette.txt")


def test_the_gazette_holds_the_documents_of_the_pack(gazette: tuple[str, dict[str, Any]]) -> None:
    pack = load_pack(PACK)
    found = [(d["number"], d["issued"], d["issuers"]) for d in gazette[1]["documents"]]
    assert found == [(d.number, d.issued.isoformat(), list(d.issuers)) for d in pack.documents]


def test_what_the_pack_says_is_repealed_stands_in_the_text(gazette: tuple[str, dict[str, Any]]) -> None:
    pack = load_pack(PACK)
    found = [(r["number"], r["title"], r["date"]) for d in gazette[1]["documents"] for r in d["repeals"]]
    assert found == [(r.number, r.title, r.date.isoformat()) for d in pack.documents for r in d.repeals]


def test_each_document_of_the_gazette_is_read_as_written_down(gazette: tuple[str, dict[str, Any]]) -> None:
    text, reading = gazette
    found = list(all_differences(EXPECTED, reading, text))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("path", [PACK / "documents" / "gazette.txt", *DOCUMENTS], ids=lambda path: path.stem)
def test_each_character_is_owned_once_or_set_aside(path: Path) -> None:
    text, reading = reading_of(path)
    assert uncovered_and_doubled(text, reading) == ([], [])


@pytest.mark.parametrize("n", range(len(DOCUMENTS)), ids=[path.stem for path in DOCUMENTS])
def test_a_document_alone_reads_as_it_does_in_the_gazette(n: int, gazette: tuple[str, dict[str, Any]]) -> None:
    _, alone = reading_of(DOCUMENTS[n])
    assert len(alone["documents"]) == 1
    here, there = contents(alone["documents"][0]), contents(gazette[1]["documents"][n])
    for part, found in here.items():
        assert found == there[part], part


def contents(document: dict[str, Any]) -> dict[str, Any]:
    """What a document says, without where its characters stand, the names of its table's rows and lost serials."""
    duties = document["obligations"]
    return {
        "head": [document[key] for key in ("number", "issued", "issuers", "addressees")],
        "title": plain(document["title"]),
        "attachments": document["attachments"],
        "sections": [(s["at"], plain(s["title"]), plain(s["text"])) for s in walk(document["sections"])],
        "tables": [serials_apart(table) for table in document["tables"]],
        "rosters": [(m["at"], m["body"], m["role"], m["name"], m["post"]) for m in document["rosters"]],
        "footnotes": [plain(note["text"]) for note in document["footnotes"]],
        "cites": [(c["number"], c["title"], c["at"]) for c in document["cites"]],
        "repeals": document["repeals"],
        "tasks": [(t["at"], t["title"], t["lead"], t["participants"]) for t in duties["tasks"]],
        "deadlines": [tuple(d.get(k) for k in ("at", "phrase", "iso", "amount", "unit")) for d in duties["deadlines"]],
        "targets": [(t["at"], t["name"], t["comparator"], t["value"], t["unit"]) for t in duties["targets"]],
    }


def serials_apart(table: dict[str, Any]) -> list[list[str]]:
    serial = table["header"].index("序号") if "序号" in table["header"] else None
    return [[plain(c) for n, c in enumerate(row["cells"]) if n != serial] for row in table["rows"]]


def test_lost_serials_are_told(gazette: tuple[str, dict[str, Any]]) -> None:
    told = [f["at"] for f in gazette[1]["documents"][1]["findings"] if "serial" in f["code"]]
    assert told
    assert all(at.startswith("附件1 表1") for at in told)


def test_a_clean_document_has_no_findings() -> None:
    for path in DOCUMENTS:
        _, reading = reading_of(path)
        assert [f for d in reading["documents"] for f in d["findings"]] == [], path.stem


def test_page_heads_page_numbers_and_bookmarks_are_set_aside(gazette: tuple[str, dict[str, Any]]) -> None:
    text, reading = gazette
    kinds = Counter(item["kind"] for item in reading["set_aside"])
    lines = text.splitlines()
    assert kinds["page_header"] == sum("年合订本" in line for line in lines)
    assert kinds["page_number"] == sum(line.startswith("－") for line in lines)
    assert kinds["bookmark"] == sum("[bookmark" in line for line in lines)


def test_footnotes_of_the_indicator_table_are_kept_apart_from_it(gazette: tuple[str, dict[str, Any]]) -> None:
    notes = [plain(note["text"]) for note in gazette[1]["documents"][2]["footnotes"]]
    assert notes == ["[1]助餐服务包括到食堂就餐和送餐上门", "[2]老人满意率由县民政局委托村(居)民委员会调查"]


def test_with_its_pack_units_have_their_official_names() -> None:
    source = from_file(PACK / "documents" / "gazette.txt")
    pack = load_pack(PACK)
    markets = read(source, lexicon_for((pack,))).documents[1]
    repair = next(task for task in markets.obligations.tasks if task.title.startswith("改造柳溪"))
    assert (repair.lead, repair.participants) == (("县商务局",), ("柳溪镇", "石桥镇", "县财政局"))
