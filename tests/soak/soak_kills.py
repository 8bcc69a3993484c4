"""kill -9 of server and worker while two units work in front of the pages; nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from tests.conftest import free_port
from tests.county.crashes.crashing import County, Receiver, new_county, receiving

from .visiting import Form, Gone, Visitor

UNITS = ("court", "market")
SENT = re.compile(f"/({quote('办')}|办)/|comment/$|limit/$")


class Working(threading.Thread):
    """One person's work until it is told to stop. `acknowledged`: keys of forms that the server has answered."""

    def __init__(self, visitor: Visitor, seed: int, again: Form | None) -> None:
        super().__init__(daemon=True)
        self.visitor, self.chance, self.left = visitor, random.Random(seed), again  # noqa: S311
        self.acknowledged: list[str] = []
        self.answers: Counter[int] = Counter()
        self.going = True

    def run(self) -> None:
        try:
            if self.left:
                self._send(self.left)
            while self.going:
                for address in self.chance.sample(work := self.visitor.work(), min(3, len(work))):
                    forms = [form for form in self.visitor.forms(address) if SENT.search(form.to)]
                    self._send(self._filled(self.chance.choice(forms)))
        except Gone:
            return

    def _send(self, form: Form) -> None:
        self.left = form
        status = self.visitor.send(form)
        self.answers[status] += 1
        if status in (302, 303):
            self.acknowledged.append(form.key)
        self.left = None

    def _filled(self, form: Form) -> Form:
        last = f"2021-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}"
        return Form(form.to, {**form.said, "result": "已落实", "text": "请抓紧", "last": last, "reason": "按工作安排"})


def test_server_and_worker_killed_at_any_moment(tmp_path: Path, rounds: int) -> None:
    chance, port = random.Random(1), free_port()  # noqa: S311
    with receiving() as receiver, new_county(tmp_path / "home", pack="julu-2020") as county:
        county.inside("prepare", receiver.url)
        visitors = [Visitor(unit, port=port) for unit in UNITS]
        left: list[Form | None] = [None] * len(visitors)
        acknowledged: set[str] = set()
        there: set[str] = set()
        interrupted: set[str] = set()
        answers: Counter[int] = Counter()
        for number in range(rounds):
            server = serving(county, port)
            for visitor in visitors:
                visitor.cookies or visitor.enter()
            working = [Working(visitor, number, form) for visitor, form in zip(visitors, left, strict=True)]
            for each in working:
                each.start()
            time.sleep(chance.uniform(0.3, 3))
            kill_all(server)
            for each in working:
                each.going = False
                each.join()
            left = [each.left for each in working]
            answers += sum((each.answers for each in working), Counter())
            acknowledged |= {key for each in working for key in each.acknowledged}
            seen = county.inside("recover")
            interrupted |= {key for key, state in seen["deliveries"].items() if state == "sending"}
            assert seen["wrong"] == []
            there = {*seen["keys"], *seen["comments"]}
            assert acknowledged <= there, acknowledged - there
        told(county, receiver, interrupted)
    print(f"\n{county.database.partition(':')[0]}: {rounds} kills, {len(acknowledged)} forms acknowledged "  # noqa: T201
          f"({dict(answers)}), {len(there)} there; {len(receiver.got)} notices, "
          f"{sum(times > 1 for times in receiver.got.values())} sent twice after a kill")


def told(county: County, receiver: Receiver, interrupted: set[str]) -> None:
    seen = county.inside("finish")
    assert seen["wrong"] == []
    assert seen["waiting"] == 0
    assert set(receiver.got) == set(seen["deliveries"])
    assert {key for key, times in receiver.got.items() if times > 1} <= interrupted
    county.gongbao("audit", "refold")
    county.gongbao("audit", "verify")


def serving(county: County, port: int) -> subprocess.Popen[str]:
    """`gongbao serve` with its worker, in a group of its own, once it answers."""
    server = county.start("-m", "gongbao", "serve", "--port", str(port), start_new_session=True)
    visitor, until = Visitor("", port=port), time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        try:
            if visitor.ask("GET", "/")[0] == 200:
                return server
        except Gone:
            time.sleep(0.05)
    kill_all(server)
    raise AssertionError((county.home / "errors.log").read_text(encoding="utf-8")[-3000:])


def kill_all(server: subprocess.Popen[str]) -> None:
    """The server, the process that it answers with (in a group of its own), and the worker, at once."""
    for process in (server.pid, *children_of(server.pid)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    server.communicate()


def children_of(parent: int) -> list[int]:
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(one) for one in said.stdout.split()]
