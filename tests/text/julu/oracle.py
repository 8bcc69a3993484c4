"""What the specifications and the gazette itself say, parsed without the reader: the gold of these tests."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[4] / "shared"
GAZETTE = SHARED / "gazette" / "julu-2020.txt"
SPECS = SHARED / "spec"

NUMBERS = (
    "巨政发〔2020〕1号",
    "巨政字〔2020〕5号",
    "巨政字〔2020〕6号",
    "巨政字〔2020〕12号",
    "巨政字〔2020〕15号",
    "巨政字〔2020〕18号",
    "巨政办字〔2020〕3号",
    "巨政办字〔2020〕7号",
    "巨政办字〔2020〕8号",
    "巨政办字〔2020〕18号",
    "巨政办字〔2020〕20号",
    "巨政办字〔2020〕25号",
    "巨政办字〔2020〕34号",
    "巨政办字〔2020〕36号",
    "巨政办字〔2020〕37号",
)
"""The fifteen documents; the number at index n-1 is that of specification n."""

Line = tuple[int, str]


def number_of(spec: int) -> str:
    return NUMBERS[spec - 1]


def bare(text: str) -> str:
    """The text without any blank."""
    return "".join(text.split())


@cache
def gazette() -> str:
    return GAZETTE.read_text(encoding="utf-8")


@cache
def lines() -> tuple[str, ...]:
    return tuple(gazette().split("\n"))


@cache
def spec(number: int) -> str:
    (path,) = SPECS.glob(f"{number:02d}-*.md")
    return path.read_text(encoding="utf-8")


def part(number: int, heading: str) -> str:
    """The part of a specification under the first heading that holds `heading`, up to the next heading."""
    found = re.search(rf"^#+ [^\n]*{re.escape(heading)}[^\n]*\n(.*?)(?=^#|\Z)", spec(number), re.MULTILINE | re.DOTALL)
    assert found, f"specification {number} has no heading {heading}"
    return found[1]


def rows_of(markdown: str) -> list[list[str]]:
    """The rows of the first Markdown table, its header left out, emphasis removed."""
    table: list[list[str]] = []
    for line in markdown.splitlines():
        if line.startswith("|"):
            table.append([cell.strip().replace("**", "") for cell in line.strip().strip("|").split("|")])
        elif table:
            break
    return table[2:]


def tab_cells(first: int, last: int) -> list[str]:
    """Cells of the gazette's lines `first` to `last` (1-based): a tab opens a cell, other lines run on."""
    cells: list[str] = []
    for line in lines()[first - 1 : last]:
        head, tab, tail = line.partition("\t")
        if tab and not head.strip():
            cells.append(tail)
        elif cells and line.strip():
            cells[-1] += "\n" + line
    return [re.sub(r"\[bookmark:[^\]]*\]", "", cell).strip() for cell in cells]


def chunks(cells: list[str], width: int) -> list[list[str]]:
    return [cells[start : start + width] for start in range(0, len(cells), width)]


def line_of(number: str) -> int:
    """The 1-based line of the gazette on which a document's number and date stand."""
    (found,) = (n for n, line in enumerate(lines(), 1) if line.startswith(number) and "年" in line[len(number) :])
    return found


def find_line(text: str, after: int = 1) -> int:
    """The first 1-based line from `after` that is `text` when blanks are removed."""
    return next(n for n in range(after, len(lines()) + 1) if bare(lines()[n - 1]) == bare(text))
