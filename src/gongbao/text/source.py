"""From a file to decoded text: txt in the usual encodings, docx, and pdf with a text layer.

The only module of `gongbao.text` that touches files. Whatever cannot be read is `Unreadable`: one sentence that
names the file and says what to do.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongbao.text.model import Span
from gongbao.text.unreadable import LIMIT, Unreadable

CHARACTERS = 8_000_000
"""Longest text that is read: sixty years of a county's gazette."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_TEXT_CONTROLS = set("\t\n\r\f\v\x1c\x1d\x1e\x85")


@dataclass(frozen=True, slots=True)
class Source:
    """Decoded text. `rows` are the cell spans of table rows that the file format itself states (docx), else empty."""

    name: str
    sha256: str
    encoding: str
    text: str
    rows: tuple[tuple[Span, ...], ...] = ()


def from_file(path: Path | str) -> Source:
    """Read a file. The size is looked at before the content."""
    path = Path(path)
    try:
        size = path.stat().st_size
        refuse_size(size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"打不开文件“{path.name}”，请检查路径是否写对、是不是文件、有没有读的权限。",
            f"Cannot open “{path.name}” ({error.strerror}); check its path and permissions.",
        ) from error
    return from_bytes(data, path.name)


def refuse_size(size: int, name: str) -> None:
    """Raise `Unreadable` when `size` (bytes) is over the limit; callers that stream use it before they read."""
    if size > LIMIT:
        raise Unreadable(
            f"文件“{name}”有 {size / 1e6:.0f} MB，超过 {LIMIT // 1_000_000} MB 的上限，请拆成几个文件再导入。",
            f"“{name}” has {size / 1e6:.0f} MB, over the limit of {LIMIT // 1_000_000} MB; split it.",
        )


def from_bytes(data: bytes, name: str) -> Source:
    """Decode the content of a file; `name` is used in messages and to keep the file's name."""
    refuse_size(len(data), name)
    text, encoding, rows = _decode(data, name)
    if not text.strip():
        raise Unreadable(
            f"文件“{name}”里没有文字，请换成含有公文正文的文件。",
            f"“{name}” holds no text; choose the file that holds the documents.",
        )
    _refuse_length(len(text), name)
    return Source(name, hashlib.sha256(data).hexdigest(), encoding, text, rows)


def _refuse_length(length: int, name: str) -> None:
    if length > CHARACTERS:
        raise Unreadable(
            f"文件“{name}”有 {length / 1e4:.0f} 万字，超过 {CHARACTERS // 10_000} 万字的上限，请拆成几个文件再导入。",
            f"“{name}” has {length:,} characters, over the limit of {CHARACTERS:,}; split it.",
        )


def _decode(data: bytes, name: str) -> tuple[str, str, tuple[tuple[Span, ...], ...]]:
    if data.startswith(b"PK\x03\x04"):
        from gongbao.text.files.docx import text_of_docx

        return text_of_docx(data, name)
    if data.startswith(b"%PDF"):
        from gongbao.text.files.pdf import text_of_pdf

        return text_of_pdf(data, name), "pdf", ()
    if data.startswith(_OLE):
        raise Unreadable(
            f"文件“{name}”是旧版 Word（.doc）格式，请在 Word 或 WPS 中另存为 .docx 再导入。",
            f"“{name}” is an old Word file (.doc); save it as .docx in Word or WPS and try again.",
        )
    text, encoding = _plain_text(data, name)
    return text, encoding, ()


def _plain_text(data: bytes, name: str) -> tuple[str, str]:
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.removeprefix("\ufeff")
        if _is_text(text):
            return text, encoding.removesuffix("-sig")
    raise Unreadable(
        f"文件“{name}”不是文本、docx 或 pdf，请换成公文的 txt、docx 或带文字的 pdf。",
        f"“{name}” is neither text, docx nor pdf; choose the documents as txt, docx or a pdf with text.",
    )


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    return ("utf-8", "gbk", "gb18030")


def _is_text(text: str) -> bool:
    """No NUL, next to no other control characters, and hardly a character outside what texts are written in."""
    sample = text[:200_000]
    controls = sum(1 for c in sample if c < " " and c not in _TEXT_CONTROLS)
    private = sum(1 for c in sample if "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    return "\x00" not in text and controls * 500 <= len(sample) and private * 20 <= len(sample)
