"""How fast ratings come in and are counted: `python benchmarks/reviews.py [--only intake flood pages batch]`.

intake: ratings by the invitation's link at 64 connections, in turns with a bare view behind the same middleware that
does one INSERT. flood: wrong links from one source, while others rate. pages: lists, board and statistics over a
million ratings. batch: the distribution of twenty million rows by DuckDB, beside the same query written by hand.
PostgreSQL of its own; granian as `gongbao serve` starts it on two cores; the asking side on the same two.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import _reviews_batch
import _reviews_pages
from _reviews_places import WORDS, places, prepare_county, token_of, waiting_services
from _senders import Answers, send_all
from cases import ROOT, _served, _wait_for

CONNECTIONS, WORKERS, TURNS = 64, 2, 4
GOAL_RATIO, GOAL_P99 = 0.5, 250
BAD_IN = 100
"""One rating in so many is bad and opens its ticket."""
OTHER = "127.0.0.2"
"""The loopback has many addresses: who rates while another floods."""
PREPARED, FORM = "requests.pickle", "application/x-www-form-urlencoded"


def main() -> None:
    arguments = _arguments()
    if arguments.inside:
        {"prepare": prepare, "fill": _reviews_pages.fill}[arguments.inside](arguments)
        return
    sys.path.insert(0, str(ROOT))
    from starting.refusal import CannotStart

    print(f"load before: {os.getloadavg()[0]:.1f}")
    try:
        for name in arguments.only:
            _PARTS[name](arguments)
            print(f"load now: {os.getloadavg()[0]:.1f}")
    except CannotStart as refusal:
        print(refusal.en)


def inside(name: str, arguments: argparse.Namespace, surroundings: dict[str, str]) -> None:
    """In a process of its own: a process of Django keeps to one database."""
    command = [sys.executable, __file__, "--inside", name, "--ratings", str(arguments.ratings), "--services",
               str(arguments.services)]
    subprocess.run(command, check=True, env=surroundings)


# ---------------------------------------------------------------- ratings come in


def prepare(arguments: argparse.Namespace) -> None:
    """Services that wait for their rating, and the forms for them: half go to the product, half to the bare view."""
    prepare_county()
    from django.db import connection

    from county.reviews.rating.sealed import seal

    held, begun = places(), time.perf_counter()
    acts = waiting_services(2 * arguments.services, held)
    rated = [post(f"/评价/{token_of(n)}/", form=seal(act, "link"), **_said(n))
             for n, act in enumerate(acts[: arguments.services])]
    bare = [post("/bare/", act=act.pk, item=act.item_id, grade=1, text=_said(n).get("text", ""))
            for n, act in enumerate(acts[arguments.services :])]
    (Path(os.environ["GONGBAO_HOME"]) / PREPARED).write_bytes(pickle.dumps((rated, bare)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{len(acts):,} services in {time.perf_counter() - begun:.0f} s")


def _said(number: int) -> dict[str, Any]:
    """One in four says more than the grade."""
    said: dict[str, Any] = {"grade": 4 if number % BAD_IN == 0 else 1 + number % 3}
    return {**said, "dimension-1": 2, "text": WORDS[number % 3]} if number % 4 == 0 else said


def post(path: str, **said: Any) -> bytes:
    body = urlencode(said).encode()
    head = [f"POST {quote(path)} HTTP/1.1", "Host: localhost", f"Content-Type: {FORM}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


def get(path: str) -> bytes:
    return f"GET {quote(path)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _intake(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder, _reviews_pages.cluster() as address:
        surroundings = surroundings_of(folder, address)
        inside("prepare", arguments, surroundings)
        rated, bare = map(iter, pickle.loads((Path(folder) / PREPARED).read_bytes()))  # noqa: S301  (our own)
        with _served(surroundings, WORKERS) as port:
            _wait_for(port)
            _in_turns(port, {"ratings": rated, "bare inserts": bare}, arguments.seconds)
            _check(surroundings)
        if "flood" in arguments.only:
            with _served(surroundings, WORKERS) as port:
                _wait_for(port)
                _flood(port, rated)


def _in_turns(port: int, kinds: dict[str, Iterator[bytes]], seconds: float) -> None:
    found = {name: Answers() for name in kinds}
    for requests in kinds.values():
        send_all(port, requests, 2, CONNECTIONS)
    for _turn in range(TURNS):
        for name, requests in kinds.items():
            found[name].add(send_all(port, requests, seconds / TURNS, CONNECTIONS))
    print(f"\n{f'{CONNECTIONS} connections':18}{'a second':>10}{'p50':>8}{'p99':>8}   ms; statuses")
    for name, one in found.items():
        print(f"{name:18}{one.rate:10.0f}{one.centile(50):8.1f}{one.centile(99):8.1f}   {dict(one.statuses)}")
    ours, bare = found.values()
    ratio, late = ours.rate / bare.rate, ours.centile(99)
    print(f"ratio {ratio:.2f} (goal {GOAL_RATIO}: {_met(ratio >= GOAL_RATIO)}); p99 {late:.0f} ms (goal {GOAL_P99}: "
          f"{_met(late < GOAL_P99)})")


def _check(surroundings: dict[str, str]) -> None:
    """A rating by link leaves no session; every rating is one."""
    asked = ("SELECT (SELECT count(*) FROM django_session), count(*) FILTER (WHERE key IS NOT NULL), "
             "(SELECT count(*) FROM reviews_serviceact WHERE state = 'rated'), "
             "(SELECT count(*) FROM reviews_ticket) FROM reviews_rating")
    import psycopg

    with psycopg.connect(surroundings["GONGBAO_DATABASE"]) as line:
        sessions, ratings, rated, tickets = line.execute(asked).fetchone() or (0, 0, 0, 0)
    assert (sessions, ratings) == (0, rated), (sessions, ratings, rated)
    print(f"{ratings:,} ratings, {tickets} tickets, no session")


# ---------------------------------------------------------------- wrong links


def _flood(port: int, rated: Iterator[bytes]) -> None:
    """Others rate on four connections, alone and then while one source sends what it guesses."""
    wrong = (get(f"/评价/{token_of(-n)}/") for n in itertools.count(1))
    send_all(port, rated, 3, CONNECTIONS, OTHER)  # each process reads the rules of the county once
    alone = send_all(port, rated, 5, 4, OTHER)
    queue: Any = multiprocessing.get_context("fork").Queue()
    flooding = multiprocessing.get_context("fork").Process(
        target=lambda: queue.put(send_all(port, wrong, 15, CONNECTIONS)))
    flooding.start()
    time.sleep(3)
    meanwhile = send_all(port, rated, 10, 4, OTHER)
    flood = queue.get()
    flooding.join()
    print(f"\nflood from one source, {CONNECTIONS} connections: {flood.rate:.0f} a second, {dict(flood.statuses)}")
    for name, one in {"others, alone": alone, "others, meanwhile": meanwhile}.items():
        print(f"{name:18}{one.rate:10.0f}{one.centile(50):8.1f}{one.centile(99):8.1f}   ms; {dict(one.statuses)}")
    assert set(flood.statuses) == {"404", "429"}
    assert set(meanwhile.statuses) == {"303"}


# ---------------------------------------------------------------- what stands around it


def surroundings_of(folder: str, address: str) -> dict[str, str]:
    return {**os.environ, "GONGBAO_DATABASE": address, "GONGBAO_HOME": folder, "GONGBAO_MODE": "demo",
            "GONGBAO_GAZETTE": folder, "DJANGO_SETTINGS_MODULE": "_bare_settings",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}


def _pages(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder, _reviews_pages.cluster() as address:
        surroundings = surroundings_of(folder, address)
        inside("fill", arguments, surroundings)
        about = json.loads((Path(folder) / _reviews_pages.ABOUT).read_text(encoding="ascii"))
        with _served(surroundings, WORKERS) as port:
            _wait_for(port)
            _reviews_pages.measure(port, about, arguments.rounds)


def _met(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


_PARTS = {"intake": _intake, "flood": lambda _arguments: None, "pages": _pages, "batch": _reviews_batch.compare}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=tuple(_PARTS), default=list(_PARTS))
    parser.add_argument("--services", type=int, default=80_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--ratings", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--inside", choices=("prepare", "fill"), default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
