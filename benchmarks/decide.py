"""How fast one case is decided, with its trace: `python benchmarks/decide.py [--times N] [--cases N]`.

A grading table of 4, 30 and 300 rows, beside zen-engine's decision table with the same rows in the same run; then one
case from JSON to JSON through a pack's rules. A peer that is not installed is left out with a line. Answers are
compared before anything is timed.
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

from _rates import Job, report

from gongbao.clock import Calendar
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import Context
from gongbao.rules.as_json import answer_as_json
from gongbao.rules.grading import Grading
from gongbao.wording import speaker

ROWS = (4, 30, 300)
GOAL = 200_000
GOAL_JSON = 0.3
EACH = 300
Decide = Callable[[Decimal], Any]


def main() -> None:
    arguments = _arguments()
    for rows in ROWS:
        report(f"table of {rows} rows, decisions a second", _tables(rows, arguments.cases), arguments.times, GOAL)
    _from_json(arguments.times)


def table(rows: int) -> Grading:
    """`rows` bands of width one; the last is open."""
    bands = [{"grade": f"g{n}", "from": str(n), **({"below": str(n + 1)} if n + 1 < rows else {})} for n in range(rows)]
    return Grading.model_validate({
        "kind": "grading", "title": "表", "inputs": {"x": "number"}, "plain_value": True,
        "grades": [f"g{n}" for n in range(rows)], "criteria": [{"of": "x", "bands": bands}],
        "source": {"at": "第一条", "quote": "按下表分级"},
    })


def _tables(rows: int, cases: int) -> dict[str, Job]:
    draw = random.Random(7)
    values = [Decimal(draw.randrange(rows * 10)) / 10 for _ in range(cases)]
    rule, context = table(rows), Context("t/grade", "示例〔2031〕1号", date(2031, 1, 1), Calendar())
    found = {"gongbao, with trace": _job(lambda x: rule.judge({"x": x}, context), values)}
    for name, zen in _zen(rows).items():
        for value in values[:500]:
            assert rule.judge({"x": value}, context).value == zen(value)["result"]["grade"], value
        found[name] = _job(zen, values[:5_000])
    return found


def _job(decide: Decide, values: list[Decimal]) -> Job:
    def job() -> None:
        for value in values:
            decide(value)

    return len(values), job


def _zen(rows: int) -> dict[str, Decide]:
    """Both ways in: a decision that is held, and the engine that looks it up through a loader."""
    try:
        module = import_module("zen")
    except ImportError:
        print("zen-engine is not installed: left out")
        return {}
    model = json.dumps(_jdm(rows))
    decision = module.ZenEngine().create_decision(model)
    engine = module.ZenEngine({"loader": lambda _key: model})
    return {
        "zen-engine, decision": lambda x: decision.evaluate({"x": float(x)}),
        "zen-engine, engine": lambda x: engine.evaluate("table", {"x": float(x)}),
    }


def _jdm(rows: int) -> dict[str, Any]:
    """The same table as a decision model of GoRules."""
    tests = [f">= {n} and $ < {n + 1}" if n + 1 < rows else f">= {n}" for n in range(rows)]
    lines = [{"_id": f"r{n}", "i": test, "o": f'"g{n}"'} for n, test in enumerate(tests)]
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


def _from_json(times: int) -> None:
    """One case, from the text of a question to the text of its answer, all reasons in words."""
    book, say = load_rulebook("sample-county"), speaker("zh")
    print(f"\none case from JSON to JSON, ms (goal < {GOAL_JSON})       best          median   reasons")
    for kind in ("time_limit", "grading", "benefit", "scorecard"):
        rule_id, asked = _question(book, kind)
        taken = []
        for _ in range(times + 1):
            start = time.perf_counter()
            for _ in range(EACH):
                answer = book.ask(rule_id, json.loads(asked))
                json.dumps(answer_as_json(answer.judgement, say, answer.receipt), ensure_ascii=False)
            taken.append((time.perf_counter() - start) * 1000 / EACH)
        best, median = min(taken[1:]), statistics.median(taken[1:])
        print(f"  {rule_id:40}{best:>14.3f}{median:>16.3f}{len(answer.judgement.reasons):>10}")


def _question(book: Rulebook, kind: str) -> tuple[str, str]:
    """The first rule of a kind with its first worked example that is decided."""
    for rule_id, system, rule in book.rules():
        for case in system.cases if rule.kind == kind else ():
            if rule_id == f"{system.id}/{case.rule}" and case.then.outcome in {"decided", "person_decides"}:
                return rule_id, json.dumps(case.given)
    raise LookupError(kind)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--cases", type=int, default=50_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
