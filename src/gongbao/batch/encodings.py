"""A csv as spreadsheets save it in Chinese offices: in GBK."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongbao.batch.errors import BatchError

_CHUNK = 1 << 20
_GBK = "gb18030"
"""Holds GBK and GB2312 unchanged."""


@contextmanager
def in_utf8(source: Path) -> Iterator[Path]:
    """The csv itself where it is in UTF-8, else a copy that is gone afterwards. BatchError: it is in neither."""
    if not source.is_file() or _is_utf8(source):
        yield source
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / source.name
        try:
            with source.open(encoding=_GBK, newline="") as text, copy.open("w", encoding="utf-8", newline="") as out:
                while chunk := text.read(_CHUNK):
                    out.write(chunk)
        except UnicodeDecodeError as error:
            raise BatchError(
                f"读不出 {source.name} 的文字，请另存为UTF-8或GBK的csv，或parquet。",
                f"The text of {source.name} cannot be read; save it as csv in UTF-8 or GBK, or as parquet.",
            ) from error
        yield copy


def _is_utf8(source: Path) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with source.open("rb") as data:
        try:
            while chunk := data.read(_CHUNK):
                decode(chunk)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
