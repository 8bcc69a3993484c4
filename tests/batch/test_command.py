"""gongbao batch: a table in, a table out, one sentence for whatever cannot be answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongbao.cli import main
from tests.packs.flood import Flood

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # ibis calls it
REPORT = ("hill-2031", "flood/report")


@pytest.fixture(autouse=True)
def flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flood:
    monkeypatch.setenv("GONGBAO_PACKS", str(tmp_path))
    return Flood(tmp_path)


def batch(*words: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, words)], catch_exceptions=False)


def table(folder: Path, text: str = "found,who\n2031-06-02,甲\n2031-06-31,乙\n,丙\n") -> Path:
    path = folder / "in.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_answered_and_the_rows_are_counted(tmp_path: Path) -> None:
    told = batch(*REPORT, "--in", table(tmp_path), "--out", tmp_path / "out.csv")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "已算 3 行：bad_input 1，cannot_say 1，decided 1。" in told.stderr
    assert "其中 1 行没有算" in told.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "2031-06-02,甲,decided,2031-06-05,,false,"


def test_parquet_goes_through_as_well(tmp_path: Path) -> None:
    assert batch(*REPORT, "--in", table(tmp_path), "--out", tmp_path / "out.parquet").exit_code == 0
    renamed = batch(*REPORT, "--in", tmp_path / "out.parquet", "--out", tmp_path / "again.csv")
    assert (renamed.exit_code, "rename it" in renamed.stderr) == (2, True)


def test_the_reading_and_the_calendar_may_be_chosen(tmp_path: Path) -> None:
    source = table(tmp_path, "found\n2031-09-29\n")
    for words, day in (
        ((), "2031-10-09"),
        (("--known-on", "2031-09-01"), "2031-10-08"),
        (("--reading", "R-01=counted"), "2031-10-01"),
    ):
        batch(*REPORT, "--in", source, "--out", tmp_path / "out.csv", *words)
        assert (tmp_path / "out.csv").read_text(encoding="utf-8").split(",")[-4:][0], day


REFUSED = {
    "no such pack": (("none", "flood/report"), "found\n", "There is no pack"),
    "no such rule": (("hill-2031", "flood/none"), "found\n", "has no rule"),
    "a kind without columns": (("hill-2031", "flood/stations"), "found\n", "these have: time_limit"),
    "no column": (REPORT, "other\n1\n", "add a column named found"),
    "no such reading": ((*REPORT, "--reading", "R-99=x"), "found\n", "no reading"),
    "no such day": ((*REPORT, "--known-on", "2031-02-30"), "found\n", "is no date"),
    "no such engine": ((*REPORT, "--engine", "abacus"), "found\n", "abacus"),
}


@pytest.mark.parametrize(("words", "text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_ends_with_a_sentence(
    tmp_path: Path, words: tuple[str, ...], text: str, said: str
) -> None:
    told = batch(*words, "--in", table(tmp_path, text), "--out", tmp_path / "out.csv")
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_question_about_one_case_does_not_wait_for_the_engine() -> None:
    heavy = "{'ibis', 'duckdb', 'numpy', 'pyarrow'}"
    code = f"import sys, gongbao.cli.asking, gongbao.cli.batch, gongbao.batch; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
