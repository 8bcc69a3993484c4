"""How long an inbox and a unit's page take: `python benchmarks/cases.py [--cases N] [--users N] [--workers N]`.

Builds N cases with their steps and concerns in a new PostgreSQL server, as the services would have left them, serves
the county by granian and asks it over HTTP: one user alone, then as many at once. Prints milliseconds of whole pages.
The asking side and PostgreSQL run on the same machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
UNITS, AT_ONCE, SECONDS = 90, 2000, 12
KINDS = ("department", "township", "branch", "mass", "institution", "company", "office")


def main() -> None:
    arguments = _arguments()
    if arguments.inside:
        _COMMANDS[arguments.inside](arguments)
        return
    sys.path.insert(0, str(ROOT))
    from starting.environment import Environment
    from starting.postgres import server
    from starting.refusal import CannotStart

    try:
        with server(Environment(ROOT)) as address, tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
            surroundings = {**os.environ, "GONGBAO_DATABASE": address, "GONGBAO_HOME": folder, "GONGBAO_MODE": "demo",
                            "GONGBAO_GAZETTE": folder, "DJANGO_SETTINGS_MODULE": "county.site.settings"}
            _inside("build", arguments, surroundings)
            _inside("queries", arguments, surroundings)
            units = json.loads((Path(folder) / "units.json").read_text(encoding="ascii"))
            for workers in arguments.workers:
                with _served(surroundings, workers) as port:
                    _measure(port, workers, units[: arguments.users])
    except CannotStart as refusal:
        print(refusal.en)


def _inside(name: str, arguments: argparse.Namespace, surroundings: dict[str, str]) -> None:
    """In a process of its own: a process of Django keeps to one database."""
    command = [sys.executable, __file__, "--inside", name, "--cases", str(arguments.cases)]
    subprocess.run(command, check=True, env=surroundings)


# ---------------------------------------------------------------- what is asked for


def build(arguments: argparse.Namespace) -> None:
    """One in three is open; of these one in eight is late, most have a limit, and nine in ten steps name a unit."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection, transaction

    from county import business
    from county.agencies.services import open_posts
    from county.cases.models import Case, Concern, Step

    start = time.perf_counter()
    business.begin_again()
    open_posts()
    chance, kinds, units = random.Random(1), _kinds(), _units()
    weights = [1 / (place + 1) ** 0.5 for place in range(len(units))]
    for begin in range(0, arguments.cases, AT_ONCE):
        made = [_case(begin + one, chance, kinds, chance.choices(units, weights)[0])
                for one in range(min(AT_ONCE, arguments.cases - begin))]
        with transaction.atomic():
            Case.objects.bulk_create([case for case, _steps, _concerns in made])
            Step.objects.bulk_create([step for _case, steps, _concerns in made for step in steps])
            Concern.objects.bulk_create([one for _case, _steps, concerns in made for one in concerns])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # what autovacuum does within a minute
    (Path(os.environ["GONGBAO_HOME"]) / "units.json").write_text(json.dumps(units), encoding="ascii")
    posts = Concern.objects.filter(who__startswith="post:").count()
    print(f"{Case.objects.count()} cases ({Case.objects.filter(is_open=True).count()} open), {Step.objects.count()} "
          f"steps, {Concern.objects.count()} concerns ({posts} of posts), {len(units)} units; "
          f"{time.perf_counter() - start:.0f} s")


def _kinds() -> list[tuple[Any, str]]:
    """Every state of every procedure, where steps go on from it."""
    from county.cases.procedures import county_procedures

    return [(run, state.id) for run in county_procedures() for state in run.procedure.states if not state.ends]


def _units() -> list[str]:
    from county.agencies.names import agencies

    return [one.id for one in agencies() if one.kind in KINDS][:UNITS]


def _case(number: int, chance: random.Random, kinds: list[tuple[Any, str]], agency: str) -> tuple[Any, Any, Any]:
    """A case that was opened, went on to a state, was given a limit, was told of it, and often was closed."""
    from county import business
    from county.cases import acts
    from county.cases.models import Case, Step
    from county.cases.projection import fold, told_key
    from county.cases.writing import columns_of, concerns_of

    run, state = chance.choice(kinds)
    now = business.now().replace(microsecond=0)
    opened = now - timedelta(days=chance.randint(20, 360))
    events = [(acts.OPEN, opened, {"state": run.first, "agency": agency, **_asked(run, run.first, agency)}),
              (acts.TAKE, opened + timedelta(days=1), {"state": state, **_asked(run, state, agency)})]
    closed = chance.random() < 2 / 3
    if chance.random() < 0.8:
        due = (now + timedelta(days=chance.randint(-9, 60))).replace(hour=23, minute=59, second=59)
        events.append((acts.LIMIT, opened + timedelta(days=2), {"clocks": {"own": _clock(opened, due)}}))
        if due < now and not closed:
            events.append((acts.BREACH, due, {"told": [told_key("own", "due", due.isoformat())]}))
    if closed:
        events.append((acts.TAKE, now - timedelta(days=chance.randint(1, 15)), {"state": state, "closed": True}))
    case = Case(number=f"{number:06}", desk=run.system.id, procedure=run.rule_id, pack=run.book.pack.id,
                pack_digest=run.book.digest, title=f"{run.procedure.title} {number}", opened_at=opened)
    projection = fold((effects, at) for _act, at, effects in events)
    for name, value in columns_of(projection).items():
        setattr(case, name, value)
    steps = [Step(case=case, seq=place, act=act, title=act, shown_as="系统", at=at, business_at=at, effects=effects)
             for place, (act, at, effects) in enumerate(events, 1)]
    return case, steps, concerns_of(case, projection)


def _asked(run: Any, state: str, agency: str) -> dict[str, list[str]]:
    return _asked_in(run.book.pack.id, run.rule_id, state, agency)


@cache
def _asked_in(pack: str, rule_id: str, state: str, agency: str) -> dict[str, list[str]]:
    from county.cases.may import asked_next
    from county.cases.procedures import procedure_of

    return asked_next(procedure_of(pack, rule_id), state, agency, [])


def _clock(since: datetime, due: datetime) -> dict[str, Any]:
    return {"title": "本单位定的时限", "rule": "", "since": since.isoformat(), "due": due.isoformat(), "amber": None,
            "unit": "working_day", "said": {}, "soft": False, "provisional": False}


# ---------------------------------------------------------------- without a server


def queries(_arguments: argparse.Namespace) -> None:
    """Milliseconds of what stands behind the pages, for the units with the most, the middle and the least."""
    import django

    django.setup()
    from django.db.models import Count

    from county.agencies.stand_for import acting_for
    from county.cases.models import Concern
    from county.cases.selectors import PARTS, counts, page_of

    by_unit = Concern.objects.filter(is_open=True, who__in=_units()).values_list("who").annotate(Count("pk"))
    units = [who for who, _count in by_unit.order_by("-pk__count")]
    print(f"\n{'unit':26}{'open':>7}{'counts':>9}" + "".join(f"{part:>9}" for part in PARTS) + "   ms, p50 of 9")
    for who in (units[0], units[len(units) // 2], units[-1]):
        keys = acting_for([who])
        open_cases = sum(counts(keys).values())
        taken = [_median(lambda keys=keys: counts(keys)),
                 *(_median(lambda keys=keys, part=part: page_of(keys, part)) for part in PARTS)]
        print(f"{who:26}{open_cases:7}" + "".join(f"{one:9.1f}" for one in taken))


def _median(ask: Any) -> float:
    taken = []
    for _round in range(10):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


# ---------------------------------------------------------------- over HTTP


@contextmanager
def _served(surroundings: dict[str, str], workers: int) -> Iterator[int]:
    """granian as `gongbao serve` starts it, with so many workers."""
    command = [sys.executable, __file__, "--inside", "serve", "--workers", str(workers)]
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def serve(arguments: argparse.Namespace) -> None:
    import django

    django.setup()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from county.site.prepare import collect_static

    collect_static()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    print(port, flush=True)
    Granian("county.site.wsgi:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI,
            workers=arguments.workers[0], blocking_threads=4, websockets=False, log_level=LogLevels.warning).serve()


class User:
    """Somebody of a unit, signed in by the demo bar, on one connection."""

    def __init__(self, port: int, unit: str) -> None:
        self.line, self.cookies, self.unit = http.client.HTTPConnection("127.0.0.1", port, timeout=60), {}, unit
        status, page = self.ask("GET", quote("/演示/"))
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert status == 200
        assert form
        said = {"csrfmiddlewaretoken": form[1], "post": f"handler@{unit}"}
        assert self.ask("POST", quote("/演示/进入/"), urlencode(said))[0] == 302

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.line.request(method, path, body or None, {"Cookie": cookies, **kind})
        answer = self.line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                said, _mark, kept = value.partition(";")[0].partition("=")
                self.cookies[said] = kept
        return answer.status, answer.read().decode()

    def timed(self, path: str) -> float:
        start = time.perf_counter()
        status, page = self.ask("GET", path)
        assert status == 200, page[:300]
        return (time.perf_counter() - start) * 1000


def _measure(port: int, workers: int, units: list[str]) -> None:
    _wait_for(port)
    people = [User(port, unit) for unit in units]
    print(f"\n{f'{workers} worker(s)':26}{'users':>7}{'pages':>8}{'p50':>9}{'p90':>9}{'p99':>9}{'pages/s':>9}   ms")
    pages = {"inbox": "/收件箱/", "unit's page": "/单位/{unit}/"}
    for name, path in pages.items():
        for several in (people[:1], people):
            taken, seconds = _at_once(several, path)
            cells = (statistics.median(taken), _centile(taken, 90), _centile(taken, 99), len(taken) / seconds)
            print(f"{name:26}{len(several):7}{len(taken):8}" + "".join(f"{one:9.1f}" for one in cells))


def _at_once(people: list[User], path: str) -> tuple[list[float], float]:
    """Each asks again as soon as it has its answer; the first answers are left out."""
    taken: list[float] = []
    begun = time.perf_counter()

    def go(user: User) -> None:
        wanted = quote(path.format(unit=user.unit))
        user.timed(wanted)
        while time.perf_counter() - begun < SECONDS:
            taken.append(user.timed(wanted))

    threads = [threading.Thread(target=go, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, time.perf_counter() - begun


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _centile(taken: list[float], percent: int) -> float:
    return sorted(taken)[min(len(taken) - 1, len(taken) * percent // 100)]


_COMMANDS = {"build": build, "queries": queries, "serve": serve}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--inside", choices=tuple(_COMMANDS), default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
