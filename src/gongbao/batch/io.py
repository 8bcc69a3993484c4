"""Tables from files and to files: the one place of the batch that touches them.

Rows stream through the engine, so that a table need not fit into memory; the result gets its name when it is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import ibis.expr.types as ir

from gongbao.batch import answers
from gongbao.batch.encodings import in_utf8
from gongbao.batch.engines import ENGINES, Engine
from gongbao.batch.errors import BatchError
from gongbao.rules import Context, Rule

_ENDINGS = {".parquet": "parquet", ".csv": "csv"}
_MOMENT = "%Y-%m-%dT%H:%M:%S"
_EVERY = 0.5
Told = Callable[[float], None]
"""Called with the percentage that is done."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written with each outcome."""

    outcomes: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.outcomes.values())


def run(
    rule: Rule, context: Context, source: Path, target: Path, *, engine: str = "duckdb", told: Told | None = None
) -> Written:
    """Answer every row of one file into another; parquet and csv by their endings. Spark writes a folder of parts.

    BatchError: as `batch.answers`; a file that is missing, unreadable or has another ending; an engine that is not
    installed. The target is then what it was before.
    """
    form = _form(source), _form(target)
    if not source.exists():
        raise BatchError(f"没有文件 {source}，请检查路径。", f"There is no file {source}; check the path.")
    if not target.parent.is_dir():
        raise BatchError(f"没有文件夹 {target.parent}，请先建好。", f"There is no folder {target.parent}; make it.")
    if target.exists() and target.samefile(source):
        raise BatchError("结果不能写回原文件，请换一个文件名。", "The result cannot replace its source; rename it.")
    with ENGINES[engine]() as backend, _readable(source, form[0]) as readable, _part(target) as part:
        table = backend.read(readable, form[0])
        result = answers(rule, context, table)
        with _telling(backend, told):
            backend.write(result if form[1] == "parquet" else _as_text(result, table), part, form[1])
        outcomes = backend.outcomes(part, form[1])
        _remove(target)
        part.rename(target)
    return Written(outcomes)


def _form(path: Path) -> str:
    form = _ENDINGS.get(path.suffix.lower())
    if form is None:
        raise BatchError(f"{path.name} 要以 .parquet 或 .csv 结尾。", f"{path.name} must end in .parquet or .csv.")
    return form


def _readable(source: Path, form: str) -> AbstractContextManager[Path]:
    return in_utf8(source) if form == "csv" else nullcontext(source)


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """A name beside the target that is gone afterwards, whatever happened."""
    part = target.with_name(f"{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield part
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _as_text(result: ir.Table, table: ir.Table) -> ir.Table:
    """Answers as `gongbao ask` prints them: decimals without trailing zeros, moments with a T; nothing for no needs."""
    shown: dict[str, ir.Value] = {"needs": result.needs.nullif("")}
    for name in set(result.columns) - set(table.columns):
        column, form = result[name], result[name].type()
        if form.is_decimal() and form.scale:
            shown[name] = column.cast("string").re_replace("0+$", "").re_replace("[.]$", "")
        elif form.is_timestamp():
            shown[name] = column.strftime(_MOMENT)
    return result.mutate(**shown)


@contextmanager
def _telling(backend: Engine, told: Told | None) -> Iterator[None]:
    """Tells how far the engine is while the block runs, where the engine knows."""
    if told is None:
        yield
        return
    done = Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            percentage = backend.progress()
            if percentage is not None:
                told(percentage)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


__all__ = ["ENGINES", "Written", "run"]
