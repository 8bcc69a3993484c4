"""Spark gives the rows that DuckDB gives. Runs where the extra `spark` and Java are installed."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None, reason="needs the extra spark and Java"
)
CASES = "name,begun\n甲,2031-09-26\n乙,2031-02-30\n丙,\n丁,2031-12-31\n戊,9998-01-01\n"


def answered(engine: str, source: Path, target: Path) -> list[tuple[str, ...]]:
    """The rows of a result, in a process of its own: Spark leaves threads behind."""
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from gongbao.batch.io import run\n"
        "from tests.batch.made_up import limits\n"
        "from tests.rules.made_up import COUNTY\n"
        "engine, source, target = sys.argv[1:]\n"
        "written = run(limits()['working_day 6'], COUNTY, Path(source), Path(target), engine=engine)\n"
        "print(json.dumps(written.outcomes))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, engine, str(source), str(target)],
        capture_output=True, text=True, check=True, timeout=180, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert sum(json.loads(done.stdout.splitlines()[-1]).values()) == len(CASES.splitlines()) - 1
    parts = sorted(target.glob("*.csv")) if target.is_dir() else [target]
    texts = (part.read_text(encoding="utf-8").splitlines() for part in parts)
    return sorted(tuple(row.values()) for lines in texts for row in csv.DictReader(lines))


def test_both_engines_give_the_same_rows(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(CASES, encoding="utf-8")
    assert answered("spark", source, tmp_path / "spark.csv") == answered("duckdb", source, tmp_path / "duckdb.csv")
