"""How fast one case is decided, with its trace: `python benchmarks/decide.py [--times N] [--cases N]`.

A grading table of 4, 30 and 300 rows, beside zen-engine's decision table with the same rows in the same run; then one
case from JSON to JSON through a pack's rule. A peer that is not installed is left out with a line. Every answer is compared
before anything is timed.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from gongbao.clock import Calendar
from gongbao.packs.load import load_rulebook
from gongbao.rules import Context
from gongbao.rules.as_json import answer_as_json
from gongbao.rules.grading import Grading
from gongbao.wording import speaker

ROWS = (4, 30, 300)
GOAL = 200_000
GOAL_JSON = 0.3
Decide = Callable[[Decimal], Any]


def main() -> None:
    arguments = _arguments()
    for rows in ROWS:
        print(f"\ntable of {rows} rows, decisions a second      best          median   first / this")
        _report(_tables(rows, arguments.cases), arguments.times)
    _from_json(arguments.times)


def table(rows: int) -> Grading:
    """`rows` bands of width one; the last is open."""
    bands = [{"grade": f"g{n}", "from": str(n), **({"below": str(n + 1)} if n + 1 < rows else {})} for n in range(rows)]
    return Grading.model_validate({
        "kind": "grading", "title": "表", "inputs": {"x": "number"}, "plain_value": True,
        "grades": [f"g{n}" for n in range(rows)], "criteria": [{"of": "x", "bands": bands}],
        "source": {"at": "第一条", "quote": "按下表分级"},
    })


def _tables(rows: int, cases: int) -> dict[str, tuple[Decide, list[Decimal]]]:
    draw = random.Random(7)
    values = [Decimal(draw.randrange(rows * 10)) / 10 for _ in range(cases)]
    rule, context = table(rows), Context("t/grade", "示例〔2031〕1号", date(2031, 1, 1), Calendar())
    found: dict[str, tuple[Decide, list[Decimal]]] = {"gongbao, with trace": (lambda x: rule.judge({"x": x}, context), values)}
    zen = _zen(rows)
    if zen:
        for value in values[:500]:
            assert rule.judge({"x": value}, context).value == zen(value)["result"]["grade"], value
        found["zen-engine"] = (zen, values[:5_000])
    return found


def _zen(rows: int) -> Decide | None:
    try:
        module = import_module("zen")
    except ImportError:
        print("zen-engine is not installed: left out")
        return None
    decision = module.ZenEngine().create_decision(json.dumps(_jdm(rows)))
    return lambda x: decision.evaluate({"x": float(x)})


def _jdm(rows: int) -> dict[str, Any]:
    """The same table as a decision model of GoRules."""
    lines = [
        {"_id": f"r{n}", "i": f">= {n} and $ < {n + 1}" if n + 1 < rows else f">= {n}", "o": f'"g{n}"'} for n in range(rows)
    ]
    content = {
        "hitPolicy": "first", "inputs": [{"id": "i", "name": "x", "type": "expression", "field": "x"}],
        "outputs": [{"id": "o", "name": "grade", "type": "expression", "field": "grade"}], "rules": lines,
    }
    nodes = [
        {"id": "a", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "t", "name": "table", "type": "decisionTableNode", "content": content, "position": {"x": 1, "y": 0}},
        {"id": "z", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [{"id": "1", "sourceId": "a", "targetId": "t", "type": "edge"},
             {"id": "2", "sourceId": "t", "targetId": "z", "type": "edge"}]
    return {"nodes": nodes, "edges": edges}


def _report(jobs: dict[str, tuple[Decide, list[Decimal]]], times: int) -> None:
    speeds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(times + 1):
        for name, (decide, values) in jobs.items():
            start = time.perf_counter()
            for value in values:
                decide(value)
            speeds[name].append(len(values) / (time.perf_counter() - start))
    first = statistics.median(next(iter(speeds.values()))[1:])
    for name, taken in speeds.items():
        median = statistics.median(taken[1:])
        print(f"  {name:28}{max(taken[1:]):>18,.0f}{median:>16,.0f}{first / median:>15,.1f}")
    print(f"  goal {GOAL:,}: {'met' if first >= GOAL else 'missed'}")


def _from_json(times: int) -> None:
    """One case, from the bytes of a question to the bytes of its answer with reasons in words."""
    book, say = load_rulebook("sample-county"), speaker("zh")
    rule_id = next(one for one, _, rule in book.rules() if rule.kind == "time_limit")
    system, rule = book.find(rule_id)
    example = next(case for case in system.cases if case.rule == rule_id.partition("/")[2] and not case.then.error)
    asked = json.dumps({"inputs": example.given})
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        for _ in range(500):
            answer = book.ask(rule_id, json.loads(asked)["inputs"])
            json.dumps(answer_as_json(answer.judgement, say, answer.receipt), ensure_ascii=False)
        taken.append((time.perf_counter() - start) * 1000 / 500)
    print(f"\none case from JSON to JSON ({rule_id}): best {min(taken[1:]):.3f} ms, median {statistics.median(taken[1:]):.3f} ms; "
          f"goal < {GOAL_JSON} ms")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--cases", type=int, default=50_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
