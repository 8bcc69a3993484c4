"""Filling .venv/ from the pinned files with pip, and saying in one sentence why that did not work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from starting.environment import PINS, Environment, Kind, is_ready, make, mark_ready
from starting.refusal import CannotStart

UNREACHABLE = (
    "No matching distribution found",
    "Could not find a version",
    "Max retries exceeded",
    "Connection refused",
    "Failed to establish a new connection",
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Read timed out",
    "ProxyError",
    "SSLError",
    "name resolution",
    "HTTP error",
    "Could not install packages due to an OSError: HTTP",
)


def prepare(environment: Environment, kind: Kind) -> None:
    """Have .venv/ hold exactly what is pinned, and the project itself. Raises CannotStart."""
    if is_ready(environment, kind):
        return
    make(environment)
    pins = environment.root / PINS[kind]
    print("正在安装依赖，第一次约需一分钟。Installing dependencies; the first time takes about a minute.", flush=True)
    _pip(environment, ["--require-hashes", "--requirement", str(pins)], pinned(pins.read_text(encoding="utf-8")))
    _pip(environment, ["--no-deps", "--no-build-isolation", "--editable", str(environment.root)], 1)
    mark_ready(environment, kind)


def pinned(text: str) -> int:
    """How many packages a requirements file pins."""
    return sum(not line.startswith((" ", "#")) and "==" in line for line in text.splitlines())


def _pip(environment: Environment, what: list[str], total: int) -> None:
    command = [str(environment.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off", "--retries", "2", *what]
    log = environment.home / "install.log"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          encoding="utf-8", errors="replace", cwd=environment.root) as process:
        try:
            lines = _follow(process.stdout or (), total)
        except KeyboardInterrupt:
            process.terminate()
            raise
    log.write_text("".join(lines), encoding="utf-8")
    if process.returncode:
        raise why("".join(lines), log)


def _follow(output: Iterable[str], total: int) -> list[str]:
    """Collect pip's lines; at a terminal, count the packages as they come."""
    lines, seen, live = [], 0, sys.stdout.isatty()
    for line in output:
        lines.append(line)
        if live and line.startswith("Collecting "):
            seen += 1
            print(f"\r  {min(seen, total)}/{total} {line.split()[1][:50]:<50}", end="", flush=True)
    if live and seen:
        print(f"\r{' ' * 70}\r", end="", flush=True)
    return lines


def why(output: str, log: Path) -> CannotStart:
    """The sentence for what pip printed."""
    if "DO NOT MATCH THE HASHES" in output:
        return CannotStart(
            f"软件源给出的安装包与固定的校验值不符，没有安装：请换一个可信的软件源再启动，详情见 {log}。",
            f"The package source handed out a file that does not match its pinned hash, so nothing was installed: "
            f"use a source that you trust and start again; details are in {log}.",
        )
    if any(sign in output for sign in UNREACHABLE):
        return CannotStart(
            "连不上软件源，或源里没有所需的安装包：请接通网络，或用 PIP_INDEX_URL 指定本单位的软件源，"
            f"或用 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=文件夹 使用事先下载的安装包，再启动；详情见 {log}。",
            "The package source cannot be reached or lacks a package: connect to the network, or name your own source "
            "in PIP_INDEX_URL, or use packages fetched beforehand with PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER, "
            f"then start again; details are in {log}.",
        )
    errors = [line.strip() for line in output.splitlines() if line.startswith("ERROR:")]
    last = errors[-1].removeprefix("ERROR:").strip() if errors else "pip"
    return CannotStart(
        f"依赖没有装成（{last}）：请按 {log} 所记处理后再启动。",
        f"The dependencies could not be installed ({last}): see {log}, mend that and start again.",
    )
