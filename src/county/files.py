"""Files that people send: bounded, known by their content, kept under the digest of their bytes.

They are written and flushed to disk before the transaction that mentions them; a file nobody mentions does no harm.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LIMIT = 20_000_000
NAME = 120
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain; charset=utf-8"
DOCUMENTS = (PDF, JPEG, PNG, DOCX, XLSX, TEXT)
SUFFIXES = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",), DOCX: (".docx",), XLSX: (".xlsx",),
            TEXT: (".txt",)}
CONTENTS = "[Content_Types].xml"
MACROS = (b"vbaproject", b"macroenabled", b"macrosheet")
SHOWN = {PDF: "pdf", JPEG: "jpg", PNG: "png", DOCX: "docx", XLSX: "xlsx", TEXT: "txt"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on disk: the name it was sent under, what its bytes say it is, size in bytes, digest."""

    name: str
    kind: str
    size: int
    sha256: str


class CannotKeep(Exception):
    """A file that is refused, in one sentence."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def keep(upload: UploadedFile[bytes], allowed: Iterable[str] = DOCUMENTS) -> Kept:
    """Check and keep a file. CannotKeep: empty, too large, or not what may be sent here, or named as something else."""
    name = _named(upload.name or "")
    if not upload.size:
        raise CannotKeep(_("文件“%(name)s”是空的，请重新选择。") % {"name": name})
    if upload.size > LIMIT:
        raise CannotKeep(_("文件“%(name)s”超过 20 MB，请压缩或拆开后再传。") % {"name": name})
    data = upload.read()
    kind = kind_of(data)
    if kind not in set(allowed):
        listed = "、".join(SHOWN[one] for one in allowed)
        raise CannotKeep(_("文件“%(name)s”不是可以收的格式，请换成 %(kinds)s。") % {"name": name, "kinds": listed})
    if Path(name).suffix.lower() not in SUFFIXES[kind]:
        says = _("文件“%(name)s”的内容和后缀对不上（内容是 %(kind)s），请用原来的格式重新保存后再传。")
        raise CannotKeep(says % {"name": name, "kind": SHOWN[kind]})
    digest = hashlib.sha256(data).hexdigest()
    _write(path_of(digest), data)
    return Kept(name, kind, len(data), digest)


def path_of(sha256: str) -> Path:
    return Path(settings.HOME) / "files" / sha256[:2] / sha256


def read(sha256: str) -> bytes:
    """The bytes of a kept file. FileNotFoundError: somebody took it away."""
    return path_of(sha256).read_bytes()


def kind_of(data: bytes) -> str:
    """What the bytes are; "" where they are nothing that is taken here."""
    for start, kind in ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG)):
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    try:
        words = _decoded(data)
    except UnicodeDecodeError:
        return ""
    return TEXT if all(one.isprintable() or one in "\r\n\t" for one in words) else ""


def _named(sent: str) -> str:
    """The name without folders and without what cannot be printed, its end kept."""
    bare = sent.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in bare if one.isprintable()).strip()[-NAME:] or "file"


def _office(data: bytes) -> str:
    """DOCX or XLSX without macros, else "". Macros are known by the list of contents, whatever the parts are called."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            listed = archive.open(CONTENTS).read(1_000_000).lower()
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ""
    if any(one in listed for one in MACROS) or any(one in each.lower().encode() for each in names for one in MACROS):
        return ""
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else ""


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and on disk before this returns."""
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _decoded(data: bytes) -> str:
    """As UTF-8, else as the encoding in which old Notepads save Chinese. UnicodeDecodeError: neither."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
