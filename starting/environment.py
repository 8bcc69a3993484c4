"""The environment in .venv/: made once, filled from pinned files, and left alone while nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from starting.refusal import CannotStart

Kind = Literal["run", "dev", "bench"]
PINS: dict[Kind, str] = {
    "run": "requirements.txt", "dev": "requirements-dev.txt", "bench": "benchmarks/requirements.txt",
}


@dataclass(frozen=True)
class Environment:
    """Where the project stands, and the programs of its own environment, in the folder `name` of it."""

    root: Path
    name: str = ".venv"

    @property
    def home(self) -> Path:
        return self.root / self.name

    @property
    def stamp(self) -> Path:
        return self.home / "gongbao-stamp.json"

    @property
    def python(self) -> Path:
        return self.program("python")

    def program(self, name: str) -> Path:
        if os.name == "nt":
            return self.home / "Scripts" / f"{name}.exe"
        return self.home / "bin" / name


def fingerprint(root: Path, kind: Kind) -> str:
    """What an installation of this kind was made from. The place is part of it: programs keep their path."""
    digest = hashlib.sha256(str(root).encode())
    for name in (PINS[kind], "pyproject.toml"):
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def is_ready(environment: Environment, kind: Kind) -> bool:
    """Whether .venv/ already holds what is pinned; the dev pins hold the run pins too."""
    kinds: tuple[Kind, ...] = (kind, "dev")
    stamped = _stamp(environment)
    return environment.program("gongbao").exists() and any(
        stamped.get(each) == fingerprint(environment.root, each) for each in kinds
    )


def mark_ready(environment: Environment, kind: Kind) -> None:
    # written last, and only then moved into place: an interrupted install leaves no stamp
    fresh = environment.stamp.with_suffix(".new")
    fresh.write_text(json.dumps({"root": str(environment.root), kind: fingerprint(environment.root, kind)}))
    fresh.replace(environment.stamp)


def make(environment: Environment) -> None:
    """Make .venv/ unless a usable one stands there; one that came with a copy of the folder is made anew."""
    moved = _stamp(environment).get("root", str(environment.root)) != str(environment.root)
    if not moved and _has_pip(environment):
        return
    command = [sys.executable, "-m", "venv", "--clear", str(environment.home)]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if result.returncode:
        raise _no_environment(environment, result.stdout + result.stderr)


def _has_pip(environment: Environment) -> bool:
    if not environment.python.exists():
        return False
    command = [str(environment.python), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _stamp(environment: Environment) -> dict[str, str]:
    try:
        content = json.loads(environment.stamp.read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _no_environment(environment: Environment, output: str) -> CannotStart:
    if "ensurepip" in output:
        return CannotStart(
            "这台机器的 Python 缺少 venv 部件，建不了 .venv："
            "请先安装（Debian、Ubuntu：apt install python3-venv），再启动。",
            "This machine's Python lacks its venv part, so .venv cannot be made: install it "
            "(Debian, Ubuntu: apt install python3-venv) and start again.",
        )
    last = (output.strip().splitlines() or ["venv"])[-1]
    return CannotStart(
        f"在 {environment.home} 建不了环境（{last}）：请看该处能否写入、磁盘是否已满，再启动。",
        f"No environment could be made at {environment.home} ({last}): see that it can be written to "
        "and that the disk is not full, then start again.",
    )
