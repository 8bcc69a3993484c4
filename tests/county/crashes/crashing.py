"""A county in processes of its own, with its own database, that may be killed at any moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[3]
INSIDE = Path(__file__).with_name("inside.py")
SAMPLE = "sample-county"
SERVER = os.environ.get("GONGBAO_DATABASE", "") if os.environ.get("GONGBAO_DATABASE", "").startswith("postgres") else ""


class County:
    """`database` is an address for GONGBAO_DATABASE, `pack` the county's; the made-up one starts soonest."""

    def __init__(self, home: Path, database: str = "", pack: str = SAMPLE) -> None:
        home.mkdir(parents=True, exist_ok=True)
        (home / "gazette").mkdir(exist_ok=True)
        self.home, self.pack = home, pack
        self.database = database or f"sqlite:///{home / 'county.sqlite3'}"

    @property
    def surroundings(self) -> dict[str, str]:
        cleared = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAO_", "DJANGO_"))}
        return {**cleared, "GONGBAO_HOME": str(self.home), "GONGBAO_DATABASE": self.database, "PYTHONPATH": str(ROOT),
                "GONGBAO_PACK": self.pack, "GONGBAO_GAZETTE": str(self.home / "gazette"),
                "GONGBAO_WEBHOOK_ALLOW": "127.0.0.1"}

    def start(self, *words: str, **more: Any) -> subprocess.Popen[str]:
        """`python words`, its standard output to be read; what it complains about goes to a file of the home folder."""
        with (self.home / "errors.log").open("a") as errors:
            return subprocess.Popen([sys.executable, *words], env=self.surroundings, cwd=ROOT, stdout=subprocess.PIPE,
                                    stderr=errors, text=True, **more)

    def run(self, *words: str) -> str:
        """`python words` to its end, which must be a good one."""
        process = self.start(*words)
        said, _none = process.communicate()
        assert process.returncode == 0, f"{words}: {said}\n{(self.home / 'errors.log').read_text()[-3000:]}"
        return said

    def gongbao(self, *words: str) -> str:
        return self.run("-m", "gongbao", *words)

    def inside(self, *words: str) -> dict[str, Any]:
        return finished(self.start(str(INSIDE), *words))

    def steps(self) -> int:
        """How many steps are committed, asked without a process of Django."""
        with closing(_connected(self.database)) as line:
            return int(line.execute("SELECT COUNT(*) FROM cases_step").fetchone()[0])


def _connected(database: str) -> Any:
    if database.startswith("sqlite"):
        return sqlite3.connect(database.removeprefix("sqlite:///"))
    import psycopg

    return psycopg.connect(database)


@contextmanager
def new_county(home: Path, server: str = SERVER, like: str = "", pack: str = SAMPLE) -> Iterator[County]:
    """In a file, or in a database of a PostgreSQL server, gone afterwards. `like`: the address of one to copy."""
    if not server:
        county = County(home, pack=pack)
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), home / "county.sqlite3")
        yield county
        return
    import psycopg

    name = f"crash_{uuid4().hex[:12]}"
    template = f" TEMPLATE {urlsplit(like).path[1:]}" if like else ""
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield County(home, urlunsplit(urlsplit(server)._replace(path=f"/{name}")), pack)
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The last line that a process said before its good end."""
    said, _none = process.communicate()
    assert process.returncode == 0, (process.args, said)
    lines = said.splitlines()
    return json.loads(lines[-1]) if lines else {}


def kill(process: subprocess.Popen[str]) -> str:
    """SIGKILL; returns what it had said and nobody had read yet."""
    process.send_signal(signal.SIGKILL)
    rest, _none = process.communicate()
    return rest


class Receiver(ThreadingHTTPServer):
    """Takes every message and counts by Idempotency-Key; `on_taken` is called before it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.got: Counter[str] = Counter()
        self.on_taken: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked is gone: that is what these tests do."""


class _Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got[self.headers["Idempotency-Key"]] += 1
        self.server.on_taken()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
