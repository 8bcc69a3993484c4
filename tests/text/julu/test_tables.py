"""The gazette's tables, row by row and cell by cell: no row lost, merged cells carried down, nothing borrowed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from . import nodes, oracle, tables_gold

Table = dict[str, Any]
SERIAL, DEPARTMENT, SUBJECT, BASES, BOUNDARY, DUTIES, CASES = range(7)


def table_with(document: dict[str, Any], heading: str) -> Table:
    found = [t for t in document["tables"] if any(oracle.bare(cell) == heading for cell in t["header"])]
    assert len(found) == 1, [t["header"] for t in document["tables"]]
    return found[0]


def cells_of(table: Table) -> list[list[str]]:
    return [[oracle.bare(cell) for cell in row["cells"]] for row in table["rows"]]


def differences(read: list[list[str]], gold: list[list[str]]) -> list[str]:
    assert len(read) == len(gold)
    pairs = [
        (n, c, a, b)
        for n, (one, two) in enumerate(zip(read, gold, strict=True), 1)
        for c, (a, b) in enumerate(zip(one, two, strict=True), 1)
        if a != b
    ]
    return [f"row {n} column {c}: {a[:24]!r} should be {b[:24]!r}" for n, c, a, b in pairs]


def test_the_27_indicators_stand_with_their_bases(of_spec: Any) -> None:
    table = table_with(of_spec(1), "考核依据")
    assert differences(cells_of(table), tables_gold.indicators()) == []
    bases = [row[0] for row in cells_of(table)]
    assert (len(set(bases)), bases[:10].count(bases[0]), bases[10:].count(bases[10])) == (2, 10, 17)


def test_indicators_agree_with_the_specification(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(1), "考核依据"))
    for row, known in zip(rows, oracle.rows_of(oracle.part(1, "D. The 27 indicators")), strict=True):
        assert row[1] == known[0]
        assert row[4].lstrip("≤≥＞") == known[4]
        assert known[3].split(" ")[0] in row[3]


def test_the_15_actions_stand_with_their_units(of_spec: Any) -> None:
    assert differences(cells_of(table_with(of_spec(1), "职责分工")), tables_gold.actions()) == []


def test_the_register_of_duties_has_103_rows_in_33_entries(of_spec: Any) -> None:
    table = table_with(of_spec(6), "序号")
    assert len(table["rows"]) == 103
    assert len({row[DEPARTMENT] for row in cells_of(table)}) == 33
    assert all(len(row) == 7 for row in cells_of(table))


def test_every_duty_stands_under_its_entry_and_subject(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(6), "序号"))
    entries = {row[0]: row[1] for row in oracle.rows_of(oracle.part(6, "B. Entries and totals"))}
    for row, (known, _, _) in zip(rows, tables_gold.duties(), strict=True):
        assert row[SUBJECT] == oracle.bare(known[2]), known[0]
        assert row[DEPARTMENT] == f"{known[1]}、{entries[known[1]]}", known[0]


def test_a_serial_is_the_printed_or_the_counted_one(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(6), "序号"))
    for row, (known, _, _) in zip(rows, tables_gold.duties(), strict=True):
        assert row[SERIAL] in ({known[0]} if known[5] != "·" else {known[0], ""})


def test_every_cell_of_a_duty_is_its_own(of_spec: Any) -> None:
    """Row 38 has no case: none is borrowed from its neighbours."""
    rows = cells_of(table_with(of_spec(6), "序号"))
    single = [(row, gold) for row, (_, gold, joint) in zip(rows, tables_gold.duties(), strict=True) if not joint]
    assert len(single) == 101
    assert differences([row[BASES:] for row, _ in single], [[oracle.bare(c) for c in gold] for _, gold in single]) == []


@pytest.mark.parametrize(("row", "parts"), [(100, 4), (101, 9)])
def test_a_joint_row_keeps_its_parts(of_spec: Any, row: int, parts: int) -> None:
    table = table_with(of_spec(6), "序号")
    joint = table["rows"][row - 1]
    gold = [oracle.bare(cell) for cell in tables_gold.duties()[row - 1][2]]
    read = [[oracle.bare(cell) for cell in part["cells"]] for part in joint["sub"]]
    assert len(read) == parts
    assert [cell for part in read for cell in part[DUTIES:]] == gold
    assert all(part[SUBJECT] == oracle.bare(joint["cells"][SUBJECT]) for part in read)
    assert all(part[BASES] == part[BOUNDARY] == "" for part in read)


def test_no_other_row_of_the_register_is_joint(of_spec: Any) -> None:
    table = table_with(of_spec(6), "序号")
    assert [n for n, row in enumerate(table["rows"], 1) if row.get("sub")] == [100, 101]


def counted(table: Table) -> dict[str, list[int]]:
    """Rows, bases, duties, rows with a boundary and cases by entry, by the counting rule of the specification."""
    totals: dict[str, list[int]] = {}
    for row in table["rows"]:
        parts = [part["cells"] for part in row["sub"]] or [row["cells"]]
        sums = [sum(tables_gold.items(cells[c]) for cells in parts) for c in (BASES, DUTIES, CASES)]
        total = totals.setdefault(oracle.bare(row["cells"][DEPARTMENT]).split("、")[0], [0] * 5)
        boundary = any(oracle.bare(cells[BOUNDARY]) for cells in parts)
        for n, value in enumerate((1, sums[0], sums[1], int(boundary), sums[2])):
            total[n] += value
    return totals


def test_bases_duties_boundaries_and_cases_count_as_specified(of_spec: Any) -> None:
    read = counted(table_with(of_spec(6), "序号"))
    gold = {row[0]: [int(n) for n in row[3:8]] for row in oracle.rows_of(oracle.part(6, "B. Entries and totals"))}
    assert {entry: value for entry, value in read.items() if gold.get(entry) != value} == {}
    assert [sum(column) for column in zip(*read.values(), strict=True)] == [103, 299, 225, 40, 182]


def test_the_20_score_rows_and_the_sum_stand_in_11_categories(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(8), "评价类别"))
    assert differences(rows, tables_gold.scores()) == []
    assert len({row[1] for row in rows[:-1]}) == 11
    assert rows[-1][1] == "合计"
    assert sum(int(row[4]) for row in rows[:-1]) == int(rows[-1][4]) == 110


def test_the_row_of_two_score_lines_stays_one(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(8), "评价类别"))
    fourth = [row for row in rows if row[0] == "4"]
    assert len(fourth) == 4
    assert fourth[0][3].count("得2分") == 2


def test_the_four_permits_stand_with_all_six_columns(of_spec: Any) -> None:
    assert differences(cells_of(table_with(of_spec(14), "项目名称")), tables_gold.permits()) == []


def test_measures_of_a_permit_stay_in_its_cell(of_spec: Any) -> None:
    table = table_with(of_spec(14), "项目名称")
    gold = [int(row[-1].split(";")[0]) for row in oracle.rows_of(spec_permits())]
    assert [
        sum(line.strip()[:2] == f"{n}." for line in row["cells"][4].splitlines() for n in range(1, 9))
        for row in table["rows"]
    ] == gold


def spec_permits() -> str:
    facts = oracle.part(14, "3. Facts")
    return facts[facts.index("| No. |") :]


def test_the_190_certificates_have_every_column_right(of_spec: Any, official: Any) -> None:
    rows = cells_of(table_with(of_spec(15), "证明材料名称"))
    known = {row[0] for row in tables_gold.certificates()}
    read = [[row[0] if row[0] in known else official(row[0]), *row[1:]] for row in rows]
    assert differences(read, tables_gold.certificates()) == []


def test_certificates_matters_and_departments_count_as_specified(of_spec: Any, official: Any) -> None:
    rows = cells_of(table_with(of_spec(15), "证明材料名称"))
    for row in oracle.rows_of(oracle.part(15, "3.1 Counts")):
        mine = [r for r in rows if r[0] == row[0] or official(r[0]) == official(row[0])]
        assert len(mine) == int(row[1].split(" ")[0]), row[0]
        assert len({r[1] for r in mine}) == int(row[2].split(" ")[0]), row[0]
    assert [row[3] for row in rows] == [str(n) for n in range(1, 191)]
    assert list(dict.fromkeys(row[1] for row in rows)) == [str(n) for n in range(1, 131)]


def test_replacements_occur_as_often_as_specified(of_spec: Any) -> None:
    rows = cells_of(table_with(of_spec(15), "证明材料名称"))
    assert Counter(row[6] for row in rows)["直接取消"] == 24
    assert len({row[6].removeprefix("调整为").removesuffix("办理") for row in rows}) >= 55


def test_stray_counters_and_padding_are_findings(of_spec: Any) -> None:
    """24 stray counters in the matter column, one department of zeros: noticed, not silently dropped."""
    document = of_spec(15)
    assert len([finding for finding in document["findings"] if "表" in finding["at"]]) >= 25


def test_lost_serials_are_findings(of_spec: Any) -> None:
    assert [finding["code"] for finding in of_spec(6)["findings"]].count("lost_serial") >= 1


def test_the_application_form_is_a_table(of_spec: Any) -> None:
    """It ends at its last label; the next document's first line is no cell of it."""
    (table,) = of_spec(3)["tables"]
    text = oracle.bare("".join([*table["header"], *(c for row in nodes.rows(table) for c in row["cells"])]))
    assert text.startswith("企业承诺")
    assert text.endswith("领导小组意见：")


def test_no_other_document_has_a_table(payload: dict[str, Any]) -> None:
    having = [document["number"] for document in payload["documents"] if document["tables"]]
    assert having == [oracle.number_of(number) for number in (1, 3, 6, 8, 14, 15)]


@pytest.mark.parametrize("number", [1, 3, 6, 8, 14, 15])
def test_logical_rows_are_counted_without_the_header(of_spec: Any, number: int) -> None:
    for table in of_spec(number)["tables"]:
        assert [row["at"] for row in table["rows"]] == [
            f"{table['at']} 第{n}行" for n in range(1, len(table["rows"]) + 1)
        ]


def test_tables_stand_in_their_attachments(of_spec: Any) -> None:
    assert [table["at"] for table in of_spec(1)["tables"]] == ["附件2 表1", "附件4 表1"]
    assert [table["at"] for table in of_spec(8)["tables"]] == ["附件2 表1"]
    assert [table["at"] for table in of_spec(14)["tables"]] == ["附件 表1"]
    assert [table["at"] for number in (6, 15) for table in of_spec(number)["tables"]] == ["表1", "表1"]


def test_eleven_footnotes_explain_the_score_table(of_spec: Any) -> None:
    notes = of_spec(8)["footnotes"]
    assert len(notes) == 11
    for n, note in enumerate(notes, 1):
        assert note["text"].lstrip().startswith(f"[{n}]")
