"""Files in, files out: rows keep their order and their columns, and nothing half written is left behind."""

from __future__ import annotations

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gongbao.batch import BatchError
from gongbao.batch.engines import DuckDB
from gongbao.batch.io import run
from tests.batch.made_up import benefits, limits, scorecards
from tests.rules.made_up import COUNTY

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # ibis calls it
LIMIT = limits()["working_day 6"]


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_is_answered_row_by_row_as_text_is(tmp_path: Path) -> None:
    source = csv(
        tmp_path / "in.csv",
        '\ufeffname,begun\n"甲,乙",2031-09-26\n丙,2031-02-30\n丁,\n戊,２０３１-09-26\n己,9998-01-01\n',
    )
    written = run(LIMIT, COUNTY, source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == [
        "name,begun,outcome,value,needs,provisional,wrong",
        '"甲,乙",2031-09-26,decided,2031-10-11,,false,',
        "丙,2031-02-30,bad_input,,,,begun",
        "丁,,cannot_say,,begun,false,",
        "戊,２０３１-09-26,decided,2031-10-11,,false,",
        "己,9998-01-01,decided,9998-01-09,,true,",
    ]
    assert (written.rows, written.outcomes) == (5, {"bad_input": 1, "cannot_say": 1, "decided": 3})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_decimals_of_a_csv_are_printed_as_gongbao_ask_prints_them(tmp_path: Path) -> None:
    source = csv(tmp_path / "in.csv", "cost\n100\n0.03\n600万\n")
    run(benefits()["percent"], COUNTY, source, tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[2] for line in lines] == ["value", "33.5", "0.01", "2010000"]


def test_parquet_keeps_types_and_the_order_of_rows(tmp_path: Path) -> None:
    days = [date(2031, 1, 1 + n % 28) for n in range(5000)]
    pq.write_table(pa.table({"n": range(5000), "begun": days}), tmp_path / "in.parquet")
    assert run(LIMIT, COUNTY, tmp_path / "in.parquet", tmp_path / "out.parquet").rows == 5000
    found = pq.read_table(tmp_path / "out.parquet")
    assert found["n"].to_pylist() == list(range(5000))
    assert found.schema.field("value").type == pa.date32()
    assert found["value"].to_pylist() == [COUNTY.calendar.add(day, 6) for day in days]


def test_a_small_table_keeps_its_order_too(tmp_path: Path) -> None:
    days = ["2031-12-30", "2031-01-02", "2031-06-05", "2031-01-02"]
    source = csv(tmp_path / "in.csv", "\n".join(["begun", *days]))
    run(LIMIT, COUNTY, source, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet")["begun"].to_pylist() == days


def test_names_with_marks_of_patterns_are_names(tmp_path: Path) -> None:
    csv(tmp_path / "a1.csv", "begun\n2031-01-02\n2031-01-03\n")
    source = csv(tmp_path / "a[1]*.csv", "begun\n2031-01-02\n")
    assert run(LIMIT, COUNTY, source, tmp_path / "it's [out].csv").rows == 1


def test_a_scorecard_is_written_with_a_column_for_each_line(tmp_path: Path) -> None:
    source = csv(tmp_path / "in.csv", "1,2,3.1,3.2,4,5,6,6.all,7,7.seen\n97,12,0,是,60,50,100,无,4,6\n")
    run(scorecards()["every form"], COUNTY, source, tmp_path / "out.parquet")
    [row] = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["value.lines.5"] == Decimal("5.5")
    assert (row["value.total"], row["value.gate.passes"]) == (Decimal("47.5"), True)


REFUSED: dict[str, tuple[str, str | None, str, str]] = {
    "no such file": ("none.csv", None, "out.csv", "no file"),
    "another ending": ("in.txt", "begun\n", "out.csv", "must end in"),
    "another ending of the result": ("in.csv", "begun\n", "out.xlsx", "must end in"),
    "no such folder": ("in.csv", "begun\n", "none/out.csv", "no folder"),
    "the file itself": ("in.csv", "begun\n2031-01-02\n", "in.csv", "cannot replace"),
    "no column": ("in.csv", "other\n1\n", "out.csv", "a column named begun"),
    "no parquet": ("in.parquet", "begun\n", "out.csv", "cannot be read"),
    "nothing in it": ("in.csv", "", "out.csv", "a column named begun"),
    "rows of other lengths": ("in.csv", "begun,b\n" + "2031-01-02,1\n" * 20000 + "2031-01-02,1,2,3\n", "out.csv", ""),
}


@pytest.mark.parametrize(("name", "text", "target", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_gets_a_sentence_and_leaves_nothing(
    tmp_path: Path, name: str, text: str | None, target: str, said: str
) -> None:
    if text is not None:
        csv(tmp_path / name, text)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BatchError) as refused:
        run(LIMIT, COUNTY, tmp_path / name, tmp_path / target)
    assert said in refused.value.en
    assert refused.value.zh.endswith("。")
    assert sorted(tmp_path.iterdir()) == before


def test_an_engine_that_fails_half_way_leaves_the_old_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(_engine: Any, _result: Any, target: Path, _form: str) -> None:
        target.write_text("outco", encoding="utf-8")
        raise KeyboardInterrupt

    source, target = csv(tmp_path / "in.csv", "begun\n2031-01-02\n"), csv(tmp_path / "out.csv", "before")
    monkeypatch.setattr(DuckDB, "write", half)
    with pytest.raises(KeyboardInterrupt):
        run(LIMIT, COUNTY, source, target)
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_how_far_it_is_is_told_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.batch.io._EVERY", 0.001)
    rows = "select date '2031-01-01' + (range % 300)::integer as begun, range as n from range(300000)"
    duckdb.sql(f"copy ({rows}) to '{tmp_path / 'in.parquet'}'")
    told: list[float] = []
    run(LIMIT, COUNTY, tmp_path / "in.parquet", tmp_path / "out.parquet", told=told.append)
    assert told
    assert all(0 <= percentage <= 100 for percentage in told)


def test_spark_is_asked_for_by_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.batch.engines.find_spec", lambda name: None if name == "pyspark" else importlib.util)
    with pytest.raises(BatchError) as refused:
        run(LIMIT, COUNTY, csv(tmp_path / "in.csv", "begun\n"), tmp_path / "out.csv", engine="spark")
    assert "gongbao[spark]" in refused.value.zh
    assert "gongbao[spark]" in refused.value.en
