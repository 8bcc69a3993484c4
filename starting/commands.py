"""The words after start.py, and what each of them does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from starting import suite
from starting.environment import Environment
from starting.install import prepare
from starting.postgres import server
from starting.refusal import CannotStart

CHECKS = (("ruff", "check", "."), ("mypy",), ("lint-imports",))
PINNED = (
    ("requirements.txt", "--extra", "build"),
    ("requirements-dev.txt", "--extra", "build", "--extra", "postgres", "--extra", "dev", "-c", "requirements.txt"),
    ("benchmarks/requirements.txt", "--extra", "build", "--extra", "bench"),  # peers bind some packages lower
)
INTERRUPTED = 130


def main(words: list[str]) -> int:
    """Do one command; returns the exit status. What goes wrong is said in one sentence, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows consoles
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does, the test server included
    os.environ.setdefault("PYTHONUTF8", "1")  # what is started prints Chinese, on any locale
    name, *rest = words if words and not words[0].startswith("-") else ["run", *words]
    environment = Environment(Path(__file__).resolve().parent.parent)
    if name not in COMMANDS:
        print(f"没有“{name}”这个命令，可用的是 {'、'.join(COMMANDS)}。\n"
              f"There is no command {name}; there are {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[name](environment, rest)
    except CannotStart as refusal:
        print(f"{refusal.zh}\n{refusal.en}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停下。Stopped.", file=sys.stderr)
        return INTERRUPTED


def run(environment: Environment, words: list[str]) -> int:
    """Serve the county. Returns when the server has ended."""
    prepare(environment, "run")
    os.chdir(environment.root)
    command = [str(environment.program("gongbao")), "serve", *words]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  (one process: signals reach the server itself)
    return _wait(command)


def test(environment: Environment, words: list[str]) -> int:
    prepare(environment, "dev")
    return suite.run(environment, words)


def check(environment: Environment, words: list[str]) -> int:
    """Every check, also after one that failed; `words` go to none of them. Returns the worst exit status."""
    if words:
        raise CannotStart("check 后面不带别的词，请去掉。", "check takes no further words: leave them out.")
    prepare(environment, "dev")
    return max(_call(environment, *each) for each in CHECKS)


def bench(environment: Environment, words: list[str]) -> int:
    """Each benchmark, or those named: `bench read`; in an environment of its own, where the peers are installed too."""
    environment = Environment(environment.root, ".venv-bench")
    prepare(environment, "bench")
    folder = environment.root / "benchmarks"
    names = words or sorted(path.stem for path in folder.glob("[a-z]*.py"))
    return max(_call(environment, "python", str(folder / f"{name}.py")) for name in names)


def soak(environment: Environment, words: list[str]) -> int:
    """What takes long, on PostgreSQL and then on SQLite: `soak --rounds 10`. Returns the worse exit status."""
    prepare(environment, "dev")
    files = [str(path) for path in sorted((environment.root / "tests" / "soak").glob("soak_*.py"))]
    command = [str(environment.python), "-m", "pytest", "-q", "-s", *files, *words]
    plain = {name: value for name, value in os.environ.items() if name != "GONGBAO_DATABASE"}
    with server(environment) as address:
        first = subprocess.run(command, cwd=environment.root, env={**plain, "GONGBAO_DATABASE": address}, check=False)
    return max(first.returncode, subprocess.run(command, cwd=environment.root, env=plain, check=False).returncode)


def pins(environment: Environment, words: list[str]) -> int:
    """Write the requirements files anew; `words` go to uv (for example --upgrade)."""
    prepare(environment, "dev")
    fixed = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
             "--no-emit-index-url", "--no-header", "--no-annotate", "pyproject.toml")
    return max(_call(environment, "uv", *fixed, "-o", *each, *words) for each in PINNED)


COMMANDS: dict[str, Callable[[Environment, list[str]], int]] = {
    "run": run, "test": test, "check": check, "bench": bench, "soak": soak, "pins": pins,
}


def _call(environment: Environment, program: str, *words: str) -> int:
    command = [str(environment.program(program)), *words]
    return subprocess.run(command, cwd=environment.root, check=False).returncode


def _wait(command: list[str]) -> int:
    """Where exec does not exist: Ctrl-C reaches the server too, which ends by itself."""
    process = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()
