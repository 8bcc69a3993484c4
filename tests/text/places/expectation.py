"""Compares a reading (docs/json.md) with what a person wrote down in `*.expect.yaml`.

One file: `documents`, a list in the order of the text. Keys of a document; a list that is not given is empty:

    number, issued, title                       text; "" for none
    issuers, addressees                         lists of text
    attachments, sections                       [at, title] each, in order; of sections the labelled ones, all of them;
                                                title ~: either reading is fine
    paragraphs                                  `at` of paragraphs without a number that must exist (others may)
    tables                                      {at, title, header, rows, sub}, in order; sub: {row from 1: [cells]}
    rosters                                     [at, body, role, name, post], in order
    cites, repeals                              [number, title, at] and [number, title, date, at]
    tasks, deadlines, targets                   the fields of docs/json.md; only the given ones are compared;
                                                clause: text that the span of a task holds
    findings                                    [code, at] that must be among the findings; `[]`: none at all
    open                                        phrases (or titles of cites) that may be found or not

In the place of a value, ~ means any, and a list any of these. Blanks, width of digits and marks, kind of brackets
round the year of a number, and the closing mark of a title are not compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

Item = dict[str, Any]
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
YEAR = re.compile(r"[(\[【〔](\d{4})[)\]】〕]")
HOLDS = {"phrase", "clause", "start", "name", "body", "printed"}  # the expected text is part of the found one


def written(path: Path) -> list[Item]:
    """The documents of an expectation. All scalars are text, so that 1.50 stays 1.50."""
    documents: list[Item] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["documents"]  # noqa: S506
    return documents


def plain(value: object) -> str:
    """The text without blanks, with half-width digits and marks, years of numbers in 〔〕."""
    text = "".join(c if c in CIRCLED else unicodedata.normalize("NFKC", c) for c in str(value or ""))
    return YEAR.sub(r"〔\1〕", re.sub(r"\s", "", text)).rstrip(";。:")


def same(field: str, expected: object, found: object) -> bool:
    if expected == "~":
        return True
    if field == "comparator" or not isinstance(found, list):
        choices = expected if isinstance(expected, list) else [expected]
        return any(_fits(field, choice, found) for choice in choices)
    return isinstance(expected, list) and [plain(e) for e in expected] == [plain(f) for f in found]


def _fits(field: str, expected: object, found: object) -> bool:
    if isinstance(found, bool):
        return str(found).lower() == expected
    if field == "code":
        return bool(set(re.split(r"[_\W]", str(expected))) & set(re.split(r"[_\W]", str(found))))
    wanted, got = plain(expected), plain(found)
    return wanted in got if field in HOLDS and wanted else wanted == got


def matches(expected: Item, found: Item) -> bool:
    return all(same(field, value, found.get(field)) for field, value in expected.items())


def unordered(what: str, expected: list[Item], found: list[Item], may: Callable[[Item], bool]) -> Iterator[str]:
    """What is missing and what was found in addition, beside what `may` stand there."""
    rest = list(found)
    for item in expected:
        hit = next((other for other in rest if matches(item, other)), None)
        if hit is None:
            near = [brief(other) for other in found if plain(other.get("at")) == plain(item.get("at"))]
            yield f"{what} missing: {brief(item)}\n      found at this place: {near or 'nothing'}"
        else:
            rest.remove(hit)
    yield from (f"{what} not expected: {brief(other)}" for other in rest if not may(other))


def ordered(what: str, fields: tuple[str, ...], expected: list[list[Any]], found: list[Item]) -> Iterator[str]:
    wanted = [dict(zip(fields, row, strict=True)) for row in expected]
    for n in range(max(len(wanted), len(found))):
        want = wanted[n] if n < len(wanted) else None
        got = found[n] if n < len(found) else None
        if want is None or got is None or not matches(want, got):
            yield f"{what} {n + 1}: expected {brief(want)}\n      found    {brief(got)}"
            if want is None or got is None or not same("at", want.get("at"), got.get("at")):
                return  # what follows is only displaced


def brief(item: Item | None) -> str:
    if item is None:
        return "nothing"
    kept = {k: v for k, v in item.items() if k not in {"span", "spans", "children", "text", "label"}}
    return " ".join(f"{k}={v!r}" for k, v in kept.items())
