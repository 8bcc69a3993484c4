"""How long a search takes: `python benchmarks/search.py [--passages N] [--rounds N] [--database ADDRESS]`.

Builds N passages (lines of the gazette beside the repository, else of the sample county, cut and joined anew) in a new
SQLite file and in a new PostgreSQL server, where one is installed. Prints milliseconds of whole answers (count, first
page, marks) through `county.gazette.search`, then the same with other ways to find the keys, in the same run.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GAZETTE = ROOT.parent / "shared" / "gazette" / "julu-2020.txt"
IN_DOCUMENT, EACH, PEER_EACH = 300, 40, 6
DAYS = (date(2020, 3, 1), date(2020, 6, 30))
Query = tuple[str, dict[str, Any]]


def main() -> None:
    arguments = _arguments()
    if arguments.database:
        measure_here(arguments)
        return
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        _run_with(f"sqlite:///{folder}/bench.sqlite3", folder, arguments)
        sys.path.insert(0, str(ROOT))
        from starting.environment import Environment
        from starting.postgres import server
        from starting.refusal import CannotStart

        try:
            with server(Environment(ROOT)) as address:
                _run_with(address, folder, arguments)
        except CannotStart as refusal:
            print(refusal.en)


def _run_with(database: str, folder: str, arguments: argparse.Namespace) -> None:
    """In a process of its own: a process of Django keeps to one database."""
    command = [sys.executable, __file__, "--database", database, "--passages", str(arguments.passages),
               "--rounds", str(arguments.rounds)]
    surroundings = {**os.environ, "GONGBAO_DATABASE": database, "GONGBAO_HOME": folder, "GONGBAO_MODE": "demo",
                    "DJANGO_SETTINGS_MODULE": "county.site.settings"}
    subprocess.run(command, check=True, env=surroundings)


def measure_here(arguments: argparse.Namespace) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    texts = passages(arguments.passages)
    build(texts)
    groups = query_groups(texts)
    rows = {name: timed(queries, arguments.rounds) for name, queries in groups.items()}
    every = [taken for row in rows.values() for taken in row]
    print(f"\n{'queries':28}{'times':>7}{'p50':>9}{'p99':>9}{'most':>9}   ms")
    for name, row in [*rows.items(), ("all", every)]:
        print(f"{name:28}{len(row):7}{statistics.median(row):9.2f}{centile(row, 99):9.2f}{max(row):9.2f}")
    compare(groups)


# ---------------------------------------------------------------- what is searched


def passages(count: int) -> list[str]:
    """Lines with at least one visible character; two of three are the head of one and the tail of another."""
    chance, lines, texts = random.Random(1), _lines(), []
    for number in range(count):
        one, other = chance.choice(lines), chance.choice(lines)
        cut = one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)):] if number % 3 else one
        texts.append(cut.strip() or one)
    return texts


def _lines() -> list[str]:
    if GAZETTE.is_file():
        text = GAZETTE.read_text(encoding="utf-8")
    else:
        files = sorted((ROOT / "packs" / "sample-county").rglob("*.txt"))
        text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return [line.strip() for line in text.splitlines() if line.strip()]


def build(texts: list[str]) -> None:
    """Import in documents of 300 passages, one transaction each, days in no order; agencies of 1 in 50 and 1 in 5."""
    from django.db import connection, transaction

    from county.gazette.models import Document, Passage, PassageAgency
    from county.gazette.search import index_document

    indexing, chance = 0.0, random.Random(2)
    for number, begin in enumerate(range(0, len(texts), IN_DOCUMENT)):
        with transaction.atomic():
            issued = date(2020, 1, 1) + timedelta(days=chance.randrange(366))
            document = Document.objects.create(address=f"{number}号", title=texts[begin][:500], issued=issued)
            made = Passage.objects.bulk_create(
                Passage(document=document, position=position, at=f"段{position}", text=text,
                        kind="text" if position else "title")
                for position, text in enumerate(texts[begin : begin + IN_DOCUMENT])
            )
            PassageAgency.objects.bulk_create(
                PassageAgency(passage=passage, agency=name)
                for passage in made for name, every in (("甲局", 50), ("乙局", 5)) if passage.pk % every == 0
            )
            start = time.perf_counter()
            index_document(document)
            indexing += time.perf_counter() - start
    with connection.cursor() as cursor:
        # what autovacuum does within a minute
        cursor.execute("VACUUM ANALYZE gazette_indexedpassage" if connection.vendor == "postgresql" else "ANALYZE")
    letters = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n== {connection.vendor}: {len(texts)} passages, {letters:.1f} MB of text; indexed in {indexing:.1f} s, "
          f"{index_size() / 1e6:.1f} MB")


def index_size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('gazette_indexedpassage')")
        else:
            cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'gazette_search%%' OR "
                           "name LIKE '%%gazette_indexedpassage%%'", [])
        return int(cursor.fetchone()[0])


# ---------------------------------------------------------------- what is asked


def query_groups(texts: list[str]) -> dict[str, list[Query]]:
    chance = random.Random(3)
    frequent = most_frequent(texts, 1)
    cuts = {length: [cut(texts, length, chance) for _ in range(EACH)] for length in range(1, 9)}
    absent = [a + b + c for a, b, c in itertools.product(frequent[:12], repeat=3) if a != b != c]
    mixed = [each for length in (1, 2, 3, 4) for each in cuts[length]]
    chance.shuffle(absent)
    chance.shuffle(mixed)
    return {
        **{f"{length} characters": _plain(cuts[length]) for length in (1, 2, 3, 4, 6, 8)},
        "most frequent character": _plain(frequent[:EACH]),
        "most frequent pair": _plain(most_frequent(texts, 2)[:EACH]),
        "frequent, never together": _plain(absent[:EACH]),
        "a character nowhere": _plain([chr(0x20000 + number) for number in range(EACH)]),
        "agency, 1 in 50": [(each, {"agency": "甲局"}) for each in mixed[:EACH]],
        "agency, frequent character": [(each, {"agency": "甲局"}) for each in frequent[:EACH]],
        "one document": [(each, {"document": f"{n}号"}) for n, each in enumerate(mixed[:EACH])],
        "four months": [(each, {"issued_from": DAYS[0], "issued_to": DAYS[1]}) for each in mixed[:EACH]],
        "the last page": [(each, {"start": 980}) for each in frequent[:EACH]],
    }


def _plain(queries: list[str]) -> list[Query]:
    return [(query, {}) for query in queries]


def cut(texts: list[str], length: int, chance: random.Random) -> str:
    while True:
        text = "".join(chance.choice(texts).split())
        if len(text) >= length:
            begin = chance.randint(0, len(text) - length)
            return text[begin : begin + length]


def most_frequent(texts: list[str], length: int) -> list[str]:
    counted: dict[str, int] = {}
    for text in texts[:20_000]:
        for each in {text[at : at + length] for at in range(len(text) - length + 1)}:
            counted[each] = counted.get(each, 0) + 1
    return sorted((each for each in counted if not set(each) & set(" \u3000\t")), key=lambda each: -counted[each])


def timed(queries: list[Query], rounds: int) -> list[float]:
    """Milliseconds of each answer; a first round is left out."""
    from county.gazette.search import search

    taken = []
    for number, (query, filters) in itertools.product(range(rounds + 1), queries):
        start = time.perf_counter()
        search(query, **filters)
        if number:
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def centile(taken: list[float], percent: int) -> float:
    return sorted(taken)[min(len(taken) - 1, len(taken) * percent // 100)]


# ---------------------------------------------------------------- other ways to find the keys


def compare(groups: dict[str, list[Query]]) -> None:
    """The same answers with the keys found in other ways; a way that finds other keys is counted as missing them."""
    from django.db import connection

    from county.gazette.search import finding

    own = finding.KEYS[connection.vendor]
    names = [name for name, queries in groups.items() if not queries[0][1]]
    print(f"\n{'p50 in ms / ratio / missed':28}" + "".join(f"{name:>24}" for name in ("index", *dict(peers()))))
    found = {name: [own(_wanted(query), None, 1001) for query, _ in groups[name][:PEER_EACH]] for name in names}
    base = {name: statistics.median(timed(groups[name][:PEER_EACH], 3)) for name in names}
    cells = {name: [f"{base[name]:.2f}"] for name in names}
    for _, keys in peers(build_them=True):
        finding.KEYS[connection.vendor] = keys
        for name in names:
            some = groups[name][:PEER_EACH]
            median = statistics.median(timed(some, 1))
            missed = sum(keys(_wanted(query), None, 1001) != right
                         for (query, _), right in zip(some, found[name], strict=True))
            cells[name].append(f"{median:.2f} / {median / base[name]:.1f} / {missed} of {len(some)}")
    finding.KEYS[connection.vendor] = own
    for name, row in cells.items():
        print(f"{name:28}" + "".join(f"{cell:>24}" for cell in row))


def _wanted(query: str) -> Any:
    from county.gazette.search.folding import fold
    from county.gazette.search.tokens import Wanted

    return Wanted(fold(query))


def peers(*, build_them: bool = False) -> Iterator[tuple[str, Callable[..., list[int]]]]:
    from django.db import connection

    if build_them:
        _fill_peer_table()
    if connection.vendor == "sqlite":
        yield "LIKE", _finder("SELECT key FROM peer WHERE text LIKE %s ESCAPE '\\' ORDER BY key LIMIT %s", _like)
        if build_them:
            _execute("CREATE VIRTUAL TABLE peer_trigram USING fts5(text, tokenize='trigram')")
            _execute("INSERT INTO peer_trigram(rowid, text) SELECT key, text FROM peer")
        sql = "SELECT rowid FROM peer_trigram WHERE peer_trigram MATCH %s ORDER BY rowid LIMIT %s"
        yield "FTS5 trigram", _finder(sql, lambda text: '"' + text.replace('"', '""') + '"')
        return
    yield "LIKE", _finder("SELECT key FROM peer WHERE text LIKE %s ORDER BY key LIMIT %s", _like)
    if not _execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"):
        return
    if build_them:
        _execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        _execute("CREATE INDEX peer_trigram ON peer USING gin (text gin_trgm_ops)")
        _execute("VACUUM ANALYZE peer")
    yield "LIKE with pg_trgm", _finder("SELECT key FROM peer WHERE text LIKE %s ORDER BY key LIMIT %s", _like)


def _fill_peer_table() -> None:
    """The folded text under the same keys."""
    from django.db import connection

    from county.gazette.models import IndexedPassage
    from county.gazette.search.folding import fold

    rows = IndexedPassage.objects.values_list("key", "passage__text")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE peer (key bigint PRIMARY KEY, text text)")
        cursor.executemany("INSERT INTO peer VALUES (%s, %s)", [(key, fold(text)) for key, text in rows])


def _finder(sql: str, written: Callable[[str], str]) -> Callable[..., list[int]]:
    return lambda wanted, _, limit: [key for (key,) in _execute(sql, [written(wanted.text), limit])]


def _like(text: str) -> str:
    return "%" + "".join("\\" + each if each in "%_\\" else each for each in text) + "%"


def _execute(sql: str, values: list[object] | None = None) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", default="", help="measure in this process and this empty database only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
