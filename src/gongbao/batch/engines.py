"""The engines that the batch runs on: DuckDB in this process, Spark where there is one."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
import ibis.expr.types as ir

from gongbao.batch.errors import BatchError


class Engine(Protocol):
    """Reads a file as a table, writes an expression into one, and counts the outcomes that stand in it."""

    def read(self, source: Path, form: str) -> ir.Table: ...

    def write(self, result: ir.Table, target: Path, form: str) -> None: ...

    def outcomes(self, written: Path, form: str) -> dict[str, int]: ...

    def progress(self) -> float | None: ...


class DuckDB:
    """Cells of a csv are text, so that they are read as answers are. Rows keep their order."""

    def __init__(self) -> None:
        self.backend = ibis.duckdb.connect()
        for setting, value in {
            "disabled_optimizers": "join_order,build_side_probe_side",  # the input is never the side that is built
            "enable_progress_bar": "true",
            "enable_progress_bar_print": "false",
            "temp_directory": tempfile.gettempdir(),
        }.items():
            self.backend.raw_sql(f"SET {setting} = '{value}'")

    def read(self, source: Path, form: str) -> ir.Table:
        name = glob.escape(str(source))
        try:
            if form == "parquet":
                return self.backend.read_parquet(name)
            return self.backend.read_csv(name, all_varchar=True, header=True, delim=",", quote='"', escape='"')
        except duckdb.Error as error:
            raise _unreadable(source, error) from error

    def write(self, result: ir.Table, target: Path, form: str) -> None:
        try:
            if form == "parquet":
                self.backend.to_parquet(result, target)
            else:
                self.backend.to_csv(result, target, header=True)
        except duckdb.Error as error:
            raise _unfinished(error) from error

    def outcomes(self, written: Path, form: str) -> dict[str, int]:
        return _outcomes(self.read(written, form))

    def progress(self) -> float | None:
        done: float = self.backend.con.query_progress()
        return done if done >= 0 else None


class Spark:
    """Spark, which writes a folder of parts and reports its progress itself."""

    def __init__(self, session: Any) -> None:
        self.backend = ibis.pyspark.connect(session)

    def read(self, source: Path, form: str) -> ir.Table:
        try:
            if form == "parquet":
                return self.backend.read_parquet(str(source))
            return self.backend.read_csv(str(source), inferSchema=False, header=True, escape='"')
        except Exception as error:
            raise _unreadable(source, error) from error

    def write(self, result: ir.Table, target: Path, form: str) -> None:
        try:
            if form == "parquet":
                self.backend.to_parquet(result, target)
            else:
                self.backend.to_csv_dir(result, target, options={"header": "true", "escape": '"'})
        except Exception as error:
            raise _unfinished(error) from error

    def outcomes(self, written: Path, form: str) -> dict[str, int]:
        return _outcomes(self.read(written, form))

    def progress(self) -> float | None:
        return None


@contextmanager
def _duckdb() -> Iterator[Engine]:
    engine = DuckDB()
    try:
        yield engine
    finally:
        engine.backend.disconnect()


@contextmanager
def _spark() -> Iterator[Engine]:
    if find_spec("pyspark") is None:
        raise BatchError(
            "没有装 pyspark，请安装附加项 gongbao[spark]，它还要有 Java。",
            "pyspark is not installed; install the extra gongbao[spark], which needs Java too.",
        )
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers need what this process has
    settings: dict[str, bool | float | int | str | None] = {
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.ui.enabled": False,
    }
    session = SparkSession.builder.appName("gongbao").config(map=settings).getOrCreate()
    try:
        yield Spark(session)
    finally:
        session.stop()


ENGINES: dict[str, Callable[[], AbstractContextManager[Engine]]] = {"duckdb": _duckdb, "spark": _spark}


def _outcomes(table: ir.Table) -> dict[str, int]:
    counted = table.group_by("outcome").agg(rows=table.count()).to_pyarrow().to_pylist()
    return {row["outcome"]: row["rows"] for row in sorted(counted, key=lambda row: row["outcome"])}


def _unreadable(source: Path, error: Exception) -> BatchError:
    return BatchError(
        f"读不了 {source.name}，请另存为UTF-8的csv或parquet（{_said(error)}）。",
        f"{source.name} cannot be read; save it as csv in UTF-8, or as parquet ({_said(error)}).",
    )


def _unfinished(error: Exception) -> BatchError:
    return BatchError(
        f"没有算完，没有写结果，请检查文件内容和磁盘空间（{_said(error)}）。",
        f"It did not finish and nothing was written; check the file and the disk ({_said(error)}).",
    )


def _said(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:3])[:200]
