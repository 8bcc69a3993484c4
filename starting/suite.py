"""The whole suite: what touches the database on PostgreSQL, then everything on SQLite.

The last line printed is the closing line of the full run.
"""

from __future__ import annotations

import os
import subprocess

from starting.environment import Environment
from starting.postgres import server
from starting.refusal import CannotStart

WORKERS = "2"
NOTHING_CHOSEN = 5  # pytest's exit status


def run(environment: Environment, words: list[str]) -> int:
    """Run both; `words` go to pytest. Returns the worse of the two exit statuses."""
    first = _on_postgres(environment, words)
    if first == NOTHING_CHOSEN and words:
        first = 0  # a choice of tests may well hold none that touches the database
    print("\n== SQLite ==", flush=True)
    return max(first, _pytest(environment, "", words))


def _on_postgres(environment: Environment, words: list[str]) -> int:
    print("== PostgreSQL ==", flush=True)
    try:
        with server(environment) as address:
            return _pytest(environment, address, ["-m", "database", *words])
    except CannotStart as refusal:
        print(f"{refusal.zh}\n{refusal.en}", flush=True)
        return 1


def _pytest(environment: Environment, database: str, words: list[str]) -> int:
    # the suite's own database, whatever this shell is set to
    surroundings = {name: value for name, value in os.environ.items() if name != "GONGBAO_DATABASE"}
    if database:
        surroundings["GONGBAO_DATABASE"] = database
    command = [str(environment.python), "-m", "pytest", "-n", WORKERS, "--durations=10", *words]
    return subprocess.run(command, cwd=environment.root, env=surroundings, check=False).returncode
