"""kill -9 at any moment: what was acknowledged is there, what was not is there once or not at all, nothing is half."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .crashing import INSIDE, County, Receiver, kill, new_county, receiving

pytestmark = pytest.mark.database
ROUNDS = 3
PATIENCE = 60
UNTIL = "2021-07-01T00:00:00+08:00"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def county(tmp_path: Path, receiver: Receiver) -> Iterator[County]:
    with new_county(tmp_path / "home") as made:
        made.inside("prepare", receiver.url)
        yield made


def test_every_acknowledged_step_is_there_after_kill_9_and_the_form_sent_again_is_one_step(county: County) -> None:
    chance, acknowledged, again = random.Random(9), {}, ""  # noqa: S311
    for number in range(ROUNDS):
        # forms that take from under a millisecond to some: the kill falls before, in and after transactions
        lines = write_and_kill(county, f"round{number}", again, chance.randint(1, 40), chance.uniform(0, 0.02))
        again, done = sorted_out(lines)
        acknowledged.update(done)
        seen = county.inside("look")
        assert seen["wrong"] == []
        assert {key: seen["keys"].get(key) for key in acknowledged} == acknowledged
        assert len(set(seen["keys"]) - set(acknowledged)) <= 1
        assert all([step[0] for step in steps] == [*range(1, len(steps) + 1)] for steps in seen["steps"].values())
    lines = county.run(str(INSIDE), "write", "last", again, "5").splitlines()
    _none, done = sorted_out(lines)
    acknowledged.update(done)
    assert set(county.inside("look")["keys"]) == set(acknowledged)


def test_a_killed_worker_leaves_whole_cases_and_the_next_one_finishes(county: County, receiver: Receiver) -> None:
    county.inside("live", "worker", "30", "60", "not at all", UNTIL)
    interrupted: set[str] = set()
    written = county.steps()
    for after in (0, 9):
        kill_worker_after(county, receiver, after)
        seen = county.inside("recover")
        assert seen["wrong"] == []
        interrupted |= {key for key, state in seen["deliveries"].items() if state == "sending"}
    assert county.steps() > written
    seen = county.inside("finish")
    assert seen["waiting"] == 0
    assert seen["wrong"] == []
    assert set(seen["deliveries"].values()) == {"sent"}
    assert set(receiver.got) == set(seen["deliveries"])
    assert {key for key, times in receiver.got.items() if times > 1} <= interrupted
    for words in ("refold", "verify"):
        county.gongbao("audit", words)


def write_and_kill(county: County, seed: str, again: str, after: int, wait: float) -> list[str]:
    """The lines of a writer that was killed a moment after it had said so many."""
    writer = county.start(str(INSIDE), "write", seed, again, "100000")
    assert writer.stdout
    lines = [writer.stdout.readline() for _line in range(after)]
    time.sleep(wait)
    return [*lines, *kill(writer).splitlines()]


def sorted_out(lines: list[str]) -> tuple[str, dict[str, int]]:
    """The form that was sent and not acknowledged (empty for none); each that was, with its step."""
    said: list[dict[str, Any]] = [json.loads(line) for line in lines if line.rstrip().endswith("}")]
    done = {one["done"]: one["seq"] for one in said if "done" in one}
    last = next((one["sent"] for one in reversed(said) if "sent" in one), None)
    left = json.dumps(last) if last and last["key"] not in done else ""
    return left, {key: seq for key, seq in done.items() if seq}


def kill_worker_after(county: County, receiver: Receiver, messages: int) -> None:
    """A worker killed while the receiver has a message and has not answered; 0: after a few steps of a sweep."""
    before, enough, until = county.steps(), sum(receiver.got.values()) + messages, time.monotonic() + PATIENCE
    worker = county.start("-m", "gongbao", "work")
    receiver.on_taken = lambda: worker.kill() if messages and sum(receiver.got.values()) >= enough else None
    while worker.poll() is None and time.monotonic() < until and (messages or county.steps() < before + 5):
        time.sleep(0.005)
    receiver.on_taken = lambda: None
    kill(worker)
    assert sum(receiver.got.values()) >= enough
