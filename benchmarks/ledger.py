"""How long the pages of the county's ledger take: `python benchmarks/ledger.py [--cases N] [--rounds N] [--on NAME]`.

Opens the plans of the pack and matters by hand through the services until N are chased, on PostgreSQL and on SQLite,
serves the county by granian and asks it over HTTP as the supervisor, one user alone. Prints milliseconds and kB of
whole pages, and how many times the home page of the same server each takes.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import io
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from cases import ROOT, _centile, _served, _wait_for

UNITS, AT_ONCE, GOAL_MS, GOAL_KB = 100, 50, 150, 200
OUTSIDE = ("superior", "group")
"""Kinds of units that take no matters on."""
WORDS = ("修路", "供水", "治污", "防火", "信访", "报表", "植树", "办证", "普查", "招商")
ABOUT, FORM = "ledger.json", "application/x-www-form-urlencoded"
YARDSTICK = "home page"


@dataclass(frozen=True)
class Page:
    """What is asked for. `quick`: the goal in milliseconds is for it, too, not the goal in kB alone."""

    name: str
    path: str
    query: dict[str, str]
    quick: bool = False

    @property
    def address(self) -> str:
        return quote(self.path) + (f"?{urlencode(self.query)}" if self.query else "")


def main() -> None:
    arguments = _arguments()
    if arguments.inside:
        build(arguments)
        return
    sys.path.insert(0, str(ROOT))
    from starting.refusal import CannotStart

    for name in arguments.on:
        try:
            with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder, _DATABASES[name](folder) as address:
                _of_one(name, arguments, {
                    **os.environ, "GONGBAO_DATABASE": address, "GONGBAO_HOME": folder, "GONGBAO_MODE": "demo",
                    "GONGBAO_GAZETTE": folder, "DJANGO_SETTINGS_MODULE": "county.site.settings"})
        except CannotStart as refusal:
            print(refusal.en)


def _of_one(name: str, arguments: argparse.Namespace, surroundings: dict[str, str]) -> None:
    command = [sys.executable, __file__, "--inside", "build", "--cases", str(arguments.cases)]
    subprocess.run(command, check=True, env=surroundings)
    about = json.loads((Path(surroundings["GONGBAO_HOME"]) / ABOUT).read_text(encoding="ascii"))
    with _served(surroundings, 1) as port:
        _wait_for(port)
        _measure(name, port, arguments.rounds, about)


@contextmanager
def _postgresql(_folder: str) -> Iterator[str]:
    from starting.environment import Environment
    from starting.postgres import server

    with server(Environment(ROOT)) as address:
        yield address


@contextmanager
def _sqlite(folder: str) -> Iterator[str]:
    yield f"sqlite:///{folder}/county.sqlite3"


_DATABASES = {"PostgreSQL": _postgresql, "SQLite": _sqlite}


# ---------------------------------------------------------------- what is asked for


def build(arguments: argparse.Namespace) -> None:
    """Plans are opened when their documents came; matters lie with a hundred units over the year, one in three done."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection, transaction

    from county import business
    from county.agencies.names import agencies
    from county.agencies.services import open_posts
    from county.cases.sweep import sweep
    from county.supervision.acting import at, office
    from county.supervision.matters.ledger import ledger
    from county.supervision.matters.opening import open_plan
    from county.supervision.plans import plans

    start, chance = time.perf_counter(), random.Random(1)
    business.begin_again()
    open_posts()
    for plan in plans():
        open_plan(actor=office(), plan=plan, assign=True, at=at(plan.issued, 9))
    units = [one.id for one in agencies() if one.kind not in OUTSIDE][:UNITS]
    left = arguments.cases - ledger().count()
    for begin in range(0, left, AT_ONCE):
        with transaction.atomic():
            for number in range(begin, min(begin + AT_ONCE, left)):
                _matter(number, units, chance)
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    _tell(time.perf_counter() - start)


def _matter(number: int, units: list[str], chance: random.Random) -> None:
    """Ordered on a day of the year; signed for, then answered and looked at, or still on its way."""
    from county import business
    from county.supervision.acting import at, forward, office
    from county.supervision.matters.opening import NewMatter, kinds, open_matter

    last = business.business_today()
    day, lead = last - timedelta(days=chance.randint(0, 340)), units[number % len(units)]
    closes, runs_late = number % 3 == 0, number % 6 == 5
    kind = chance.choice([one for one, _title in kinds()] or [""]) if closes or runs_late else ""
    joins = [one for one in chance.sample(units, chance.randint(0, 3)) if one != lead]
    new = NewMatter(title=f"{chance.choice(WORDS)}事项{number}", lead=lead, received=day, ordered=day, kind=kind,
                    origin="演示来源", units=dict.fromkeys(joins, "参与"),
                    due=None if kind or number % 6 == 4 else day + timedelta(days=chance.randint(30, 400)))
    case = open_matter(actor=office(), new=new, at=at(day, 9))
    for days in _walked(closes, number, chance):
        if day + timedelta(days=days) < last:
            forward(case, at(day + timedelta(days=days), 14))


def _walked(closes: bool, number: int, chance: random.Random) -> list[int]:
    """After how many days each step follows."""
    answered = chance.randint(3, 25)
    if closes:
        return [0, 1, answered, answered + 2, answered + 3]
    return [0, answered] if number % 4 else [0]


def _tell(seconds: float) -> None:
    """What was built, and what the pages are asked about: the unit with most, the plan with most, a number."""
    from django.db import connection
    from django.db.models import Count

    from county import business
    from county.cases.models import Concern, Term
    from county.packs import county_pack
    from county.supervision.matters import ledger
    from county.supervision.plans import plans

    found = ledger.ledger()
    by_unit = found.order_by().values_list("agency").annotate(count=Count("pk")).order_by("-count")
    closed = found.filter(is_open=False).first() or found.first()
    counts, longest = ledger.lamp_counts(found), max(plans(), key=lambda one: len(one.tasks))
    about = {"unit": by_unit[0][0], "document": longest.system, "plan": longest.rule, "number": closed.number,
             "chased": found.count(), "month": f"{business.business_today():%Y-%m}",
             "post": f"supervisor@{county_pack().offices['supervisor']}"}
    (Path(os.environ["GONGBAO_HOME"]) / ABOUT).write_text(json.dumps(about), encoding="ascii")
    print(f"\n{connection.vendor}: {found.count()} chased, {counts}, {by_unit.count()} units, {Term.objects.count()} "
          f"terms, {Concern.objects.count()} concerns; {seconds:.0f} s")


# ---------------------------------------------------------------- over HTTP


def _pages(about: dict[str, Any]) -> list[Page]:
    listed = "/督查/事项/"
    return [
        Page(YARDSTICK, "/", {}),
        Page("board", "/督查/", {}),
        Page("list", listed, {}),
        Page("list, last page", listed, {"page": str(about["chased"] // 30 + 1)}),
        Page("filter: lead", listed, {"lead": about["unit"]}, quick=True),
        Page("filter: joins", listed, {"joins": about["unit"]}, quick=True),
        Page("filter: document", listed, {"document": about["document"]}, quick=True),
        Page("filter: month", listed, {"due": about["month"]}, quick=True),
        Page("lamp: late", listed, {"lamp": "late"}, quick=True),
        Page("lamp: waiting", listed, {"lamp": "waiting"}, quick=True),
        Page("search: two characters", listed, {"words": WORDS[2]}, quick=True),
        Page("search: a number", listed, {"words": about["number"]}, quick=True),
        Page("search: nowhere", listed, {"words": "无此"}, quick=True),
        Page("days", "/督查/日程/", {}),
        Page("unit", f"/督查/单位/{about['unit']}/", {}),
        Page("plan", f"/督查/计划/{about['plan']}/", {}),
        Page("export", "/督查/事项/导出/", {}),
    ]


class Supervisor:
    """Signed in by the demo bar, on one connection."""

    def __init__(self, port: int, post: str) -> None:
        self.line, self.cookies = http.client.HTTPConnection("127.0.0.1", port, timeout=60), dict[str, str]()
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", quote("/演示/"))[1].decode())
        assert form
        said = {"csrfmiddlewaretoken": form[1], "post": post}
        assert self.ask("POST", quote("/演示/进入/"), urlencode(said))[0] == 302

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes, int]:
        """Status, content, and how many bytes of it were sent."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Accept-Encoding": "gzip"}
        self.line.request(method, path, body or None, {**said, **({"Content-Type": FORM} if body else {})})
        answer = self.line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _mark, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        sent = answer.read()
        packed = answer.getheader("Content-Encoding") == "gzip"
        return answer.status, gzip.decompress(sent) if packed else sent, len(sent)


def _measure(name: str, port: int, rounds: int, about: dict[str, Any]) -> None:
    user, home = Supervisor(port, about["post"]), 0.0
    print(f"\n{name:26}{'p50':>8}{'p95':>8}{'times':>8}{'kB':>8}{'sent':>8}   ms, of {rounds}; a goal is "
          f"{GOAL_MS} ms for what narrows, {GOAL_KB} kB for every page")
    for page in _pages(about):
        taken, content, sent = _asked(user, page, rounds)
        middle, late = statistics.median(taken), _centile(taken, 95)
        home = home or middle
        rows = f"{_rows(content)} rows" if page.name == "export" else _met(page, middle, len(content))
        print(f"{page.name:26}{middle:8.1f}{late:8.1f}{middle / home:8.1f}{len(content) / 1000:8.1f}{sent / 1000:8.1f}"
              f"   {rows}")


def _asked(user: Supervisor, page: Page, rounds: int) -> tuple[list[float], bytes, int]:
    """The first answer is left out."""
    taken = []
    for _round in range(rounds + 1):
        start = time.perf_counter()
        status, content, sent = user.ask("GET", page.address)
        taken.append((time.perf_counter() - start) * 1000)
        assert status == 200, content[:300]
    return taken[1:], content, sent


def _met(page: Page, middle: float, size: int) -> str:
    if page.name == YARDSTICK:
        return ""
    return "met" if size < GOAL_KB * 1000 and (middle < GOAL_MS or not page.quick) else "NOT MET"


def _rows(workbook: bytes) -> int:
    """Below the note and the names of the columns."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()) - 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--on", nargs="+", choices=tuple(_DATABASES), default=list(_DATABASES))
    parser.add_argument("--inside", choices=("build",), default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
