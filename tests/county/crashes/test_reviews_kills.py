"""kill -9 of server, worker and database while people rate: each rating is there once or was never acknowledged."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from starting import postgres
from starting.environment import Environment
from tests.conftest import free_port

from .crashing import ROOT, SERVER, County, new_county
from .rating_storm import Storm, checked, inside, kill_all, served, silence_counted

pytestmark = pytest.mark.database
PACK, RATED, SILENT, ROUNDS = "julu-2020", 160, 1100, 2
"""More silent ones than are counted at once."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with new_county(tmp_path / "home", pack=PACK) as made:
        yield made


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_every_acknowledged_rating_is_there_once_and_silence_counts_once_after_kill_9(county: County) -> None:
    chance, port = random.Random(5), free_port()  # noqa: S311
    storm = Storm(port, inside(county, "prepare", str(RATED), str(SILENT))["forms"])
    for _number in range(ROUNDS):
        server = served(county, port)
        senders = storm.begin()
        time.sleep(chance.uniform(0.1, 0.8))
        kill_all(server)
        storm.end(senders)
        checked(county, storm)
    server = served(county, port)
    try:
        senders = storm.begin()
        for each in senders:
            each.join()
        storm.end(senders)
        assert storm.left == 0
        assert silence_counted(county, SILENT)
    finally:
        kill_all(server)
    seen = checked(county, storm)
    assert set(seen["given"]) == set(storm.acknowledged)
    assert (len(seen["given"]), len(seen["counted"])) == (RATED, SILENT)


@pytest.mark.skipif(not SERVER, reason="a database server of its own is killed: run on PostgreSQL")
def test_ratings_outlive_a_database_that_stops_at_once(tmp_path: Path) -> None:
    port = free_port()
    with stopped_at_will() as (address, stop):
        county = County(tmp_path / "home", address, PACK)
        storm = Storm(port, inside(county, "prepare", str(RATED), "0")["forms"])
        server = served(county, port)
        try:
            senders = storm.begin()
            for _number in range(ROUNDS):
                time.sleep(0.3)
                stop()
            for each in senders:
                each.join()
            storm.end(senders)
        finally:
            kill_all(server)
        assert storm.answers[500] > 0
        assert set(checked(county, storm)["given"]) == set(storm.acknowledged)
        assert len(storm.acknowledged) == RATED


@contextmanager
def stopped_at_will() -> Iterator[tuple[str, Callable[[], None]]]:
    """A cluster of its own in which a commit is done when it is written down; and what stops it at once, without
    writing anything more, and starts it again."""
    import psycopg

    environment = Environment(ROOT)
    with postgres.server(environment) as address:
        with psycopg.connect(address, autocommit=True) as line:
            line.execute("ALTER ROLE gongbao SET synchronous_commit = on")
        folder = Path(parse_qs(urlsplit(address).query)["host"][0])
        programs = folder / "pginstall" / "bin"
        if not programs.exists():
            programs = postgres._programs(environment)
        again = ["-D", str(folder / "data"), "-l", str(folder / "log"), "-w", "-m", "immediate", "restart"]
        yield address, lambda: postgres._run(programs / "pg_ctl", again, folder, postgres._account())
