"""The distribution of many ratings by `gongbao.batch`, beside the same query written by hand on the same engine."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from _rates import report
from _reviews_pages import cluster

from gongbao.batch.distribution import distribution

GROUPS, TIMES, GOAL = ("agency", "month"), 5, 1.5
SMALL = 50_000
ROWS = """
SELECT 'unit' || (n * 7919 % 60) AS agency, (1 + n * 104729 % 12)::INTEGER AS month,
    (CASE WHEN h % 1000 < 5 THEN 5 WHEN h % 1000 < 10 THEN 4 WHEN h % 1000 < 700 THEN 1 WHEN h % 1000 < 900 THEN 2
        ELSE 3 END)::SMALLINT AS grade,
    h % 1000 >= 940 AS is_default, NOT (h % 1000 < 10 AND h % 7 = 0) AS is_counted
FROM (SELECT range AS n, hash(range) AS h FROM range({rows}))
"""
BY_HAND = """
SELECT agency, month, {grades},
    count(*) FILTER (WHERE is_counted AND is_default) AS defaults,
    count(*) FILTER (WHERE is_counted AND NOT is_default) AS actual,
    count(*) FILTER (WHERE is_counted) AS counted,
    count(*) FILTER (WHERE is_counted AND NOT is_default AND grade IN (4, 5)) AS bad,
    count(*) FILTER (WHERE NOT is_counted AND NOT is_default) AS set_aside,
    floor((2000 * count(*) FILTER (WHERE is_counted AND NOT is_default AND grade IN (4, 5))
        + count(*) FILTER (WHERE is_counted)) / (2 * nullif(count(*) FILTER (WHERE is_counted), 0))) / 10 AS bad_share,
    floor((2000 * count(*) FILTER (WHERE is_counted AND is_default) + count(*) FILTER (WHERE is_counted))
        / (2 * nullif(count(*) FILTER (WHERE is_counted), 0))) / 10 AS default_share
FROM {table} GROUP BY agency, month
""".replace("{grades}", ", ".join(f"count(*) FILTER (WHERE is_counted AND NOT is_default AND grade = {place}) AS "
                                  f"grade_{place}" for place in range(1, 6)))
Answer = list[tuple[Any, ...]]


def compare(arguments: argparse.Namespace) -> None:
    duckdb = ibis.duckdb.connect()
    [(threads,)] = duckdb.raw_sql("SELECT current_setting('threads')").fetchall()
    duckdb.raw_sql(f"CREATE TABLE ratings AS {ROWS.format(rows=arguments.rows)}")
    asked, by_hand = distribution(duckdb.table("ratings"), GROUPS), BY_HAND.format(table="ratings")
    query = duckdb.compile(asked)
    assert _sorted(duckdb.raw_sql(query).fetchall()) == _sorted(duckdb.raw_sql(by_hand).fetchall())

    def run(sql: str) -> Callable[[], object]:
        return lambda: duckdb.raw_sql(sql).fetchall()

    report(f"{arguments.rows:,} ratings by unit and month, rows a second; duckdb with {threads} threads",
           {"gongbao": (arguments.rows, run(query)), "the same by hand": (arguments.rows, run(by_hand))}, TIMES)
    print(f"  goal: gongbao at least {1 / GOAL:.2f} of the one by hand")
    _elsewhere(duckdb)


def _elsewhere(duckdb: Any) -> None:
    """The same expression on other engines, over a small table of the same rows."""
    duckdb.raw_sql(f"CREATE TABLE few AS {ROWS.format(rows=SMALL)}")
    wanted = _answer(duckdb, distribution(duckdb.table("few"), GROUPS))
    rows = duckdb.to_pyarrow(duckdb.table("few"))
    with cluster() as address:
        assert _on_postgresql(address, rows) == wanted
    print(f"PostgreSQL answers alike over {SMALL:,} rows")
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        print("Spark: pyspark or Java is not installed, left out")
        return
    assert _on_spark(rows) == wanted
    print(f"Spark answers alike over {SMALL:,} rows")


def _on_postgresql(address: str, rows: Any) -> Answer:
    backend = ibis.connect(address.replace("postgresql://", "postgres://", 1))
    backend.create_table("few", rows)
    return _answer(backend, distribution(backend.table("few"), GROUPS))


def _on_spark(rows: Any) -> Answer:
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        source = Path(folder) / "few.parquet"
        ibis.duckdb.connect().to_parquet(ibis.memtable(rows), source)
        cores = f"local[{os.cpu_count()}]"
        session = SparkSession.builder.master(cores).config("spark.ui.enabled", "false").getOrCreate()
        try:
            backend = ibis.pyspark.connect(session)
            return _answer(backend, distribution(backend.read_parquet(str(source)), GROUPS))
        finally:
            session.stop()


def _answer(backend: Any, asked: ir.Table) -> Answer:
    return _sorted(tuple(row.values()) for row in backend.to_pyarrow(asked).to_pylist())


def _sorted(rows: Any) -> Answer:
    return sorted(tuple(float(one) if isinstance(one, float) else one for one in row) for row in rows)
