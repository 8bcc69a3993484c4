"""Register 清单: typed rows with look-up keys, and a note of what stands in the register's own columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from gongbao.rules.context import Context, decided, read_as, reason
from gongbao.rules.entry import Entry, PrintedKind, Source, Stated, Title, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, wrong
from gongbao.rules.tables import TableRef

Cell = Any
"""Text; a list of texts; a list of parts, which are mappings. Numbers of rows stay whole numbers."""
UNITS = frozenset({"agencies", "agency"})
"""Forms of columns that hold ids of agencies."""


class Column(Entry):
    """`form`: text, number, list (parted by | in a sheet), agencies (ids; agency: shown as one text), parts (rows of
    another sheet)."""

    title: Title
    form: Literal["text", "number", "list", "agencies", "agency", "parts"] = "text"
    key: bool = False


class Part(Stated):
    """A fact inside a row: its topic in our words, its place and a short quote."""

    topic: Words
    title: str = ""


class RowCount(Stated):
    """How many rows the text says there are."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"count": "number"}

    count: int


class Register(Rule):
    """`rows` as mappings from column to text (a sheet beside the facts, or written out). `q` is looked for in the key
    columns: the number itself, else whole words first, then parts of words, in the order of the rows.

    `listed`: what it means for a case to stand here; `otherwise`: what holds for a question that no row answers.
    Without them the rows are the whole answer. `all_words`: of a question in several words a row holds each.
    """

    kind: Literal["register"]
    columns: dict[str, Column]
    rows: tuple[dict[str, Cell], ...]
    counts: tuple[RowCount, ...] = ()
    table: TableRef | None = None
    listed: Words | None = None
    otherwise: Words | None = None
    all_words: bool = False

    def questions(self) -> dict[str, Input]:
        own = {"q": Input(type="text", title="查什么")}
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        found = self.look_up(given["q"], context.forms)
        value = [self.shown(row, context) for row in found]
        reasons = [reason(context, "found", self, count=len(found), of=len(self.rows), q=given["q"])]
        reasons += [reason(context, "row", self.place(row), row=str(row[self.number_column()])) for row in found]
        if says := self.listed if found else self.otherwise:
            reasons.append(reason(context, "listed" if found else "otherwise", self, says=says))
        reasons += [reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere]
        return decided(value, *reasons, *(read_as(context, one) for one in self.readings))

    def number_column(self) -> str:
        return next(iter(self.columns))

    def look_up(self, asked: str, names: Callable[[tuple[str, ...]], list[str]] = list) -> list[dict[str, Cell]]:
        """Rows by their number, else by whole cells, else by text inside cells; units by what `names` calls them."""
        wanted = folded(asked)
        words = [folded(word) for word in asked.split()] if self.all_words else [wanted]
        number = self.number_column()
        if wanted.isdigit():
            return [row for row in self.rows if str(row[number]) == wanted]
        cells = [
            [
                folded(text)
                for name, column in self.columns.items()
                if column.key
                for text in texts(names(tuple(row.get(name) or ())) if column.form in UNITS else row.get(name))
            ]
            for row in self.rows
        ]
        whole = [row for row, own in zip(self.rows, cells, strict=True) if all(word in own for word in words)]
        return whole or [
            row
            for row, own in zip(self.rows, cells, strict=True)
            if all(any(word in text for text in own) for word in words)
        ]

    def shown(self, row: Mapping[str, Cell], context: Context) -> dict[str, Any]:
        return {name: self._cell(column, row.get(name), context) for name, column in self.columns.items()}

    @staticmethod
    def _cell(column: Column, cell: Cell, context: Context) -> Any:
        if column.form in UNITS:
            names = context.names(tuple(cell or ()))
            return names if column.form == "agencies" else "、".join(names)
        if column.form in {"list", "parts"}:
            return list(cell or ())
        return cell

    def place(self, row: Mapping[str, Cell]) -> tuple[Source, ...]:
        """Where a row is printed: the table's row of its number, else its own `at`."""
        if self.table:
            return (Source(at=f"{self.table.at} 第{row[self.number_column()]}行"),)
        return (Source(at=str(row["at"]), quote=str(row.get("quote", ""))),) if row.get("at") else self.source

    def agencies(self) -> Iterator[str]:
        for name, column in self.columns.items():
            if column.form in UNITS:
                for row in self.rows:
                    yield from row.get(name) or ()

    def edges(self) -> Iterator[tuple[str, Any]]:
        for row in self.rows[:3]:
            yield "q", str(row[self.number_column()])

    def proofs(self) -> Iterator[Problem]:
        first = self.number_column()
        for one in self.counts:
            if one.count != len(self.rows):
                rows = len(self.rows)
                yield wrong("counts", f"文中写{one.count}，列了{rows}行", f"{one.count} stated, {rows} rows listed")
        seen: set[Any] = set()
        for n, row in enumerate(self.rows, 1):
            if row.get(first) in {*seen, None, ""}:
                yield wrong(
                    f"rows[{n}]",
                    f"{first} 缺少或重复：{row.get(first)}",
                    f"{first} is missing or given twice: {row.get(first)}",
                )
            seen.add(row.get(first))
            for name in set(row) - set(self.columns) - {"at", "quote"}:
                yield wrong(f"rows[{n}]", f"列“{name}”没有写进 columns", f"the column “{name}” is not declared")

    def inner(self) -> Iterator[tuple[str, Stated]]:
        yield from super().inner()
        for row in self.rows:
            if row.get("at") and row.get("quote"):
                yield (
                    f"rows[{row[self.number_column()]}]",
                    Part(topic=str(row[self.number_column()]), source=(Source(at=row["at"], quote=row["quote"]),)),
                )
            for name, column in self.columns.items():
                if column.form == "parts":
                    for k, part in enumerate(row.get(name) or (), 1):
                        if part.get("quote"):
                            yield (
                                f"rows[{row[self.number_column()]}].{name}[{k}]",
                                Part(topic=part["topic"], source=(Source(at=part["at"], quote=part["quote"]),)),
                            )

    def facts_count(self) -> int:
        return len(self.rows)


def texts(cell: Cell) -> Iterator[str]:
    """The texts of a cell, of a list and of the parts' own words."""
    if isinstance(cell, Mapping):
        for one in cell.values():
            yield from texts(one)
    elif isinstance(cell, list | tuple):
        for one in cell:
            yield from texts(one)
    elif cell is not None:
        yield str(cell)


def folded(text: str) -> str:
    """Without white space; width and case make no other word. Ⅳ stays one sign: it holds no Ⅴ."""
    usual = (sign if unicodedata.category(sign) == "Nl" else unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join("".join(usual).split()).casefold()
