"""Several people who rate over HTTP, each again with the same form until it is acknowledged, whoever is killed."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from .crashing import County, finished

INSIDE = Path(__file__).with_name("reviews_inside.py")
GONE = (OSError, http.client.HTTPException)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 90
Form = dict[str, Any]


class Sender(threading.Thread):
    """Sends its forms in order until all are acknowledged or it is told to stop."""

    def __init__(self, port: int, forms: list[Form]) -> None:
        super().__init__(daemon=True)
        self.port, self.left, self.going = port, forms, True
        self.acknowledged: list[int] = []
        self.answers: Counter[int] = Counter()

    def run(self) -> None:
        while self.left and self.going:
            form = self.left[0]
            try:
                status = _sent(self.port, form)
            except GONE:
                self.answers[0] += 1
                time.sleep(0.05)
                continue
            self.answers[status] += 1
            if status == 303:
                self.acknowledged.append(form["act"])
                self.left.pop(0)

    def stop(self) -> None:
        self.going = False
        self.join()


class Storm:
    """Senders over rounds: what none of them got acknowledged is sent again in the next."""

    def __init__(self, port: int, forms: list[Form], senders: int = 4) -> None:
        self.port, self.shares = port, [forms[number::senders] for number in range(senders)]
        self.acknowledged: list[int] = []
        self.answers: Counter[int] = Counter()

    def begin(self) -> list[Sender]:
        senders = [Sender(self.port, share) for share in self.shares]
        for each in senders:
            each.start()
        return senders

    def end(self, senders: list[Sender]) -> None:
        for each in senders:
            each.stop()
            self.acknowledged += each.acknowledged
            self.answers += each.answers

    @property
    def left(self) -> int:
        return sum(map(len, self.shares))


def inside(county: County, *words: str) -> dict[str, Any]:
    return finished(county.start(str(INSIDE), *words))


def checked(county: County, storm: Storm) -> dict[str, Any]:
    """What is there: nothing that was acknowledged is missing, nothing is there twice or half."""
    seen = inside(county, "recover")
    assert seen["wrong"] == []
    assert set(storm.acknowledged) <= set(seen["given"])
    assert len(set(storm.acknowledged)) == len(storm.acknowledged)
    for kind in ("given", "counted"):
        assert len(set(seen[kind])) == len(seen[kind])
    return seen


def served(county: County, port: int) -> subprocess.Popen[str]:
    """`gongbao serve` with its worker, in a group of its own, once it answers."""
    server = county.start("-m", "gongbao", "serve", "--port", str(port), start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(*GONE):
            if _asked(port, "GET", "/healthz")[0] == 200:
                return server
        time.sleep(0.05)
    kill_all(server)
    raise AssertionError((county.home / "errors.log").read_text(encoding="utf-8")[-3000:])


def kill_all(server: subprocess.Popen[str]) -> None:
    """The server, the processes that it answers with, and the worker, at once."""
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.pid)], capture_output=True, text=True, check=False)
    for process in (server.pid, *map(int, said.stdout.split())):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    server.communicate()


def silence_counted(county: County, count: int) -> bool:
    """Whether the worker gets there while everybody is patient."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if inside(county, "silent")["counted"] >= count:
            return True
        time.sleep(0.5)
    return False


def _sent(port: int, form: Form) -> int:
    return _asked(port, "POST", form["to"], urlencode(form["said"]))[0]


def _asked(port: int, method: str, path: str, body: str = "") -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, quote(path, safe="/%"), body or None, FORM if body else {})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()
