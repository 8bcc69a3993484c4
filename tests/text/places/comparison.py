"""A whole document against its expectation, and the characters of a source against its reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.text.places.expectation import Item, ordered, plain, same, unordered


def differences(expected: Item, document: Item, text: str) -> Iterator[str]:
    """One line for each thing that is read otherwise than expected; none when all is as expected."""
    yield from header(expected, document)
    labelled = [s for s in walk(document["sections"]) if s["label"]]
    yield from ordered("attachment", ("at", "title"), expected.get("attachments", []), document["attachments"])
    yield from ordered("section", ("at", "title"), expected.get("sections", []), labelled)
    there = {plain(s["at"]) for s in walk(document["sections"]) if not s["label"]}
    yield from (f"paragraph {at} missing" for at in expected.get("paragraphs", []) if plain(at) not in there)
    yield from tables(expected.get("tables", []), document["tables"])
    fields = ("at", "body", "role", "name", "post")
    yield from ordered("roster", fields, expected.get("rosters", []), document["rosters"])
    yield from references(expected, document)
    yield from obligations(expected, document["obligations"], text)
    yield from findings(expected.get("findings"), document["findings"])


def all_differences(expected: list[Item], reading: Item, text: str) -> Iterator[str]:
    """Of every document of a file; those found are paired with those expected by number, else by day of issue."""
    rest = list(reading["documents"])
    for want in expected:
        document = next((d for d in rest if _known_as(want, d)), None)
        if document is None:
            yield f"document missing: {want.get('number')} {want.get('issued')} {want['title']}"
            continue
        rest.remove(document)
        yield from (f"[{want['title']}] {line}" for line in differences(want, document, text))
    yield from (f"document not expected: {d['number']} {d['issued']} {d['title']} {d['span']}" for d in rest)


def _known_as(want: Item, document: Item) -> bool:
    wanted = (want.get("number", ""), want["issued"])
    return all(same(key, value, document[key]) for key, value in zip(("number", "issued"), wanted, strict=True))


def header(expected: Item, document: Item) -> Iterator[str]:
    issuers = expected.get("issuers", [])
    for field in ("number", "issued", "issuers", "addressees"):
        wanted = expected.get(field, [] if field in ("issuers", "addressees") else "")
        if not same(field, wanted, document[field]):
            yield f"{field}: expected {wanted!r}, found {document[field]!r}"
    if _title(expected["title"], issuers) != _title(document["title"], issuers):
        yield f"title: expected {expected['title']!r}, found {document['title']!r}"


def _title(title: str, issuers: list[str]) -> str:
    """With or without the issuers in front: both are in use."""
    for issuer in issuers:
        title = plain(title).removeprefix(plain(issuer)).removeprefix("、")
    return plain(title)


def tables(expected: list[Item], found: list[Item]) -> Iterator[str]:
    if [plain(t["at"]) for t in expected] != [plain(t["at"]) for t in found]:
        yield f"tables: expected {[t['at'] for t in expected]}, found {[t['at'] for t in found]}"
        return
    for want, got in zip(expected, found, strict=True):
        if "title" in want and not same("title", want["title"], got["title"]):
            yield f"{want['at']} title: expected {want['title']!r}, found {got['title']!r}"
        yield from _row(f"{want['at']} header", want["header"], got["header"])
        if len(want["rows"]) != len(got["rows"]):
            yield f"{want['at']}: expected {len(want['rows'])} rows, found {len(got['rows'])}"
        for n, (cells, row) in enumerate(zip(want["rows"], got["rows"], strict=False), 1):
            yield from _row(f"{want['at']} row {n}", cells, row["cells"])
            if plain(row["at"]) != plain(f"{want['at']} 第{n}行"):
                yield f"{want['at']} row {n}: its at is {row['at']!r}"
        for n, parts in want.get("sub", {}).items():
            found_parts = [part["cells"] for part in got["rows"][int(n) - 1]["sub"]]
            if [[plain(c) for c in part] for part in parts] != [[plain(c) for c in part] for part in found_parts]:
                yield f"{want['at']} row {n} parts: expected {parts}\n      found    {found_parts}"


def _row(what: str, expected: list[Any], found: list[Any]) -> Iterator[str]:
    if len(expected) != len(found) or not all(same("cell", e, f) for e, f in zip(expected, found, strict=True)):
        yield f"{what}: expected {expected}\n      found    {found}"


def references(expected: Item, document: Item) -> Iterator[str]:
    may = {plain(p) for p in expected.get("open", [])}
    cites = [dict(zip(("number", "title", "at"), row, strict=True)) for row in expected.get("cites", [])]
    yield from unordered(
        "cite", cites, document["cites"], lambda c: bool(may & ({plain(c["title"]), plain(c["number"])} - {""}))
    )
    repeals = [dict(zip(("number", "title", "date", "at"), row, strict=True)) for row in expected.get("repeals", [])]
    yield from unordered("repeal", repeals, document["repeals"], lambda _: False)


def obligations(expected: Item, found: Item, text: str) -> Iterator[str]:
    may = {plain(p) for p in expected.get("open", [])}
    tasks = [{**task, "clause": text[slice(*task["span"])]} for task in found["tasks"]]
    yield from unordered("task", expected.get("tasks", []), tasks, lambda _: False)
    for kind in ("deadlines", "targets"):
        yield from unordered(
            kind[:-1], expected.get(kind, []), found[kind], lambda o: any(p in plain(o["phrase"]) for p in may)
        )


def findings(expected: list[list[str]] | None, found: list[Item]) -> Iterator[str]:
    if expected == []:
        yield from (f"finding not expected: {f['code']} {f['at']} {f['says']}" for f in found)
    for code, at in expected or []:
        if not any(same("code", code, f["code"]) and plain(f["at"]).startswith(plain(at)) for f in found):
            yield f"finding missing: {code} at {at}; found {[(f['code'], f['at']) for f in found]}"


def walk(sections: list[Item]) -> Iterator[Item]:
    for section in sections:
        yield section
        yield from walk(section["children"])


def uncovered_and_doubled(text: str, reading: Item) -> tuple[list[str], list[str]]:
    """Runs of characters that nothing owns (white space apart), and spans that share characters with another."""
    owned = [0] * len(text)
    doubled = []
    for start, end in _spans(reading):
        if any(owned[start:end]):
            doubled.append(text[start:end])
        owned[start:end] = [1] * (end - start)
    free = "".join(c if not o else "\0" for c, o in zip(text, owned, strict=True))
    return [run.strip() for run in free.split("\0") if run.strip()], doubled


def _spans(reading: Item) -> Iterator[list[int]]:
    for document in reading["documents"]:
        for section in walk(document["sections"]):
            yield from section.get("spans") or [section["span"]]
        for kind in ("pieces", "rosters", "footnotes"):
            for item in document[kind]:
                yield from item["spans"]
        for table in document["tables"]:
            yield from table["header_spans"]
            for row in table["rows"]:
                yield from row["spans"]
                for part in row["sub"]:
                    yield from part["spans"]
    yield from (item["span"] for item in reading["set_aside"])
