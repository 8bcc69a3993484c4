"""How fast whole tables are answered: `python benchmarks/batch.py [--times N] [--rows N] [--counties N]`.

A grading table of ten rows and a scorecard of 21 lines, made up, over tables in memory: beside numpy's `select`, and
the same scorecard in numpy and, where it is installed, in OpenFisca-Core. Answers are compared before they are timed.
Ours read a table of the engine and leave one there; the peers read arrays and leave arrays.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from _rates import Job, report

from gongbao.batch import answers
from gongbao.clock import Calendar
from gongbao.rules import KINDS, Context, Rule

CONTEXT = Context("made_up/rule", "made up", date(2031, 1, 1), Calendar())
SOURCE = {"at": "一", "quote": "照此办理"}
EDGES = (10, 25, 60, 120, 200, 320, 450, 600, 800)
GRADES = tuple(f"{n}级" for n in range(len(EDGES), -1, -1))
YEAR = "2031"
Ints = npt.NDArray[np.int64]


def main() -> None:
    arguments = _arguments()
    backend = ibis.duckdb.connect()
    [(threads,)] = backend.raw_sql("select current_setting('threads')").fetchall()
    print(f"duckdb with {threads} threads, {arguments.times} times")
    grade(backend, arguments.rows, arguments.times)
    score(backend, arguments.counties, arguments.times)


def grade(backend: Any, rows: int, times: int) -> None:
    """Ten intervals over whole numbers."""
    values = np.random.default_rng(2031).integers(0, 1000, rows, dtype=np.int32)
    table = held(backend, "cases", ibis.memtable({"dead": values}))
    asked = answers(grading(), CONTEXT, table)

    def select(choices: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.select([values >= edge for edge in EDGES[::-1]], list(choices[:-1]), choices[-1])

    words = np.array(GRADES)
    assert backend.to_pyarrow(asked.value).to_pylist() == select(words).tolist()
    numbers = np.arange(len(GRADES), dtype=np.int8)
    report(
        f"ten rows over {rows:,} cases, cases a second",
        {
            "gongbao, the grade": (rows, written(backend, asked.select("value"))),
            "gongbao, outcome and grade": (rows, written(backend, asked.select("outcome", "value"))),
            "gongbao, the whole answer": (rows, written(backend, asked.drop("dead"))),
            "numpy select, numbers of grades": (rows, lambda: select(numbers)),
            "numpy select, words": (rows, lambda: select(words)),
        },
        times,
        goal=18_000_000,
    )


def score(backend: Any, counties: int, times: int) -> None:
    """21 lines: steps, cases found, yes or no, and thresholds."""
    rule, chance = scorecard(), np.random.default_rng(2032)
    inputs = {line.item: _drawn(line.form, chance, counties) for line in rule.lines}
    source = ibis.memtable(inputs)
    table = held(backend, "counties", source.select(**{item: _typed(rule, item, source[item]) for item in inputs}))
    asked = answers(rule, CONTEXT, table)
    total = in_numpy(rule, inputs)
    assert np.array_equal(np.array(backend.to_pyarrow(asked["value.total"]).to_pylist(), dtype=float), total)
    jobs: dict[str, Job] = {
        "gongbao, total": (counties, written(backend, asked.select("value.total"))),
        "gongbao, total and gate": (
            counties,
            written(backend, asked.select("outcome", "value.total", "value.gate.passes")),
        ),
        "gongbao, every line and needs": (counties, written(backend, asked.drop(*table.columns))),
        "numpy, total": (counties, lambda: in_numpy(rule, inputs)),
        **in_openfisca(rule, inputs, total),
    }
    report(f"{len(rule.lines)} lines over {counties:,} counties, counties a second", jobs, times, goal=3_400_000)


def grading() -> Any:
    """Ten rows from the lowest to the highest."""
    ends = [*EDGES, None]
    starts = [None, *EDGES]
    bands = [
        {
            "grade": grade_,
            **({} if start is None else {"from": str(start)}),
            **({} if end is None else {"below": str(end)}),
        }
        for grade_, start, end in zip(GRADES[::-1], starts, ends, strict=True)
    ]
    return a_rule(
        "grading",
        grades=GRADES,
        inputs={"dead": "integer"},
        plain_value="yes",
        criteria=[{"of": "dead", "bands": bands}],
    )


def scorecard() -> Any:
    lines = [_line(n, ("steps", "steps", "cases", "steps", "yes_no", "steps", "reach")[n % 7]) for n in range(21)]
    gate = {"value": "70"}
    return a_rule(
        "scorecard", lines=lines, total={"value": str(sum(int(line["full"]["value"]) for line in lines))}, gate=gate
    )


def _line(n: int, form: str) -> dict[str, Any]:
    line = {"item": f"line{n}", "title": f"第{n}行", "full": {"value": str(4 + n % 5)}, "form": form}
    if form in {"steps", "reach"}:
        line["threshold"] = {"value": str(98 - 3 * (n % 9))}
    if form == "steps":
        line |= {"step": str(1 + n % 4), "deduct": str(1 + n % 2)}
    return line | ({"deduct": "2"} if form == "cases" else {})


def _drawn(form: str, chance: np.random.Generator, size: int) -> Ints:
    """Percentages in hundredths, counts, yes and no as 1 and 0."""
    if form in {"yes_no", "cases"}:
        return chance.integers(0, 2 if form == "yes_no" else 6, size)
    return chance.integers(60_00, 100_00 + 1, size)


def _typed(rule: Any, item: str, column: ir.IntegerColumn) -> ir.Value:
    """As a table would hold it: whole counts, truths, decimals with two places."""
    form = next(line.form for line in rule.lines if line.item == item)
    if form in {"yes_no", "cases"}:
        return column.cast("boolean" if form == "yes_no" else "int32")
    return (column / 100).cast("decimal(5, 2)")


def in_numpy(rule: Any, inputs: dict[str, Ints]) -> npt.NDArray[Any]:
    """The total of each county."""
    total = np.zeros(len(next(iter(inputs.values()))), dtype=np.int64)
    for line in rule.lines:
        total += _points(line, inputs[line.item], 100)
    return total


def _points(line: Any, value: Any, scale: int) -> Any:
    """Points of a line, percentages in units of 1 / `scale`."""
    full, deduct = int(line.full.value), int(line.deduct or 0)
    if line.form == "yes_no":
        return full * value
    if line.form == "cases":
        return np.maximum(0, full - deduct * value)
    edge = int(line.threshold.value) * scale
    if line.form == "reach":
        return np.where(value >= edge, full, 0)
    return np.maximum(0, full - deduct * (np.maximum(0, edge - value) // (int(line.step) * scale)))


def in_openfisca(rule: Any, inputs: dict[str, Ints], total: npt.NDArray[Any]) -> dict[str, Job]:
    """The scorecard as variables: one an input, one a line, one the total."""
    try:
        core = {
            name: import_module(f"openfisca_core.{name}")
            for name in ("entities", "taxbenefitsystems", "variables", "periods", "simulation_builder")
        }
    except ImportError:
        print("OpenFisca-Core: not installed, left out")
        return {}
    county = core["entities"].build_entity("county", "counties", "a county", is_person=True)
    system = core["taxbenefitsystems"].TaxBenefitSystem([county])

    def variable(name: str, formula: Any = None) -> None:
        fields = {"value_type": float, "entity": county, "definition_period": core["periods"].DateUnit.YEAR}
        system.add_variable(
            type(name, (core["variables"].Variable,), fields | ({"formula": formula} if formula else {}))
        )

    for line in rule.lines:
        variable(line.item)
        variable(f"{line.item}_points", _formula(line))
    items = [f"{line.item}_points" for line in rule.lines]
    variable("total", lambda county, period: sum(county(item, period) for item in items))
    shares = {line.item for line in rule.lines if line.form in {"steps", "reach"}}
    floats = {item: (values / 100 if item in shares else values).astype(np.float32) for item, values in inputs.items()}

    def built() -> Any:
        simulation = core["simulation_builder"].SimulationBuilder().build_default_simulation(system, count=len(total))
        for item, values in floats.items():
            simulation.set_input(item, YEAR, values)
        return simulation

    ready = built()

    def again() -> Any:
        for name in (*items, "total"):
            ready.delete_arrays(name)
        return ready.calculate("total", YEAR)

    assert np.array_equal(again(), total), "OpenFisca differs from us"
    return {
        "openfisca, total, inputs set": (len(total), again),
        "openfisca, total, with building": (len(total), lambda: built().calculate("total", YEAR)),
    }


def _formula(line: Any) -> Callable[[Any, Any], Any]:
    def formula(county: Any, period: Any) -> Any:
        return _points(line, county(line.item, period), 1)

    return formula


def a_rule(kind: str, **fields: Any) -> Rule:
    return KINDS[kind].model_validate({"kind": kind, "title": "某事", "source": SOURCE, **fields})


def held(backend: Any, name: str, expression: ir.Table) -> ir.Table:
    """A table of the engine with these rows."""
    backend.con.register("rows", backend.to_pyarrow(expression))
    backend.con.execute(f"create table {name} as select * from rows").fetchall()  # noqa: S608  a name of ours
    return ibis.table(expression.schema(), name=name)


def written(backend: Any, result: ir.Table) -> Callable[[], object]:
    """Leaves the result in a table of the engine, compiled once."""
    backend.to_pyarrow(result.limit(0))
    query = backend.compile(result)
    return lambda: backend.con.execute(f"create or replace temp table result as {query}").fetchall()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--counties", type=int, default=1_000_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
