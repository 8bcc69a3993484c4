"""English for the pages: the .po file becomes the .mo file that gettext reads, without gettext's own tools."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

SOURCE = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
_MAGIC = 0x950412DE


def compile_messages(home: Path) -> Path:
    """Write `locale/en/LC_MESSAGES/django.mo` below `home` where it is missing or older than its source."""
    target = home / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    if target.exists() and target.stat().st_mtime >= SOURCE.stat().st_mtime:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_bytes(as_catalogue(read_messages(SOURCE.read_text(encoding="utf-8"))))
    fresh.replace(target)
    return target


def read_messages(text: str) -> dict[str, str]:
    """From msgid to msgstr; each is one or more quoted lines."""
    messages: dict[str, str] = {}
    parts = {"msgid": "", "msgstr": ""}
    field = ""
    for line in [*text.splitlines(), 'msgid ""']:
        word, _, quoted = line.partition(" ")
        if word in parts:
            if word == "msgid" and field == "msgstr":
                messages[parts["msgid"]] = parts["msgstr"]
            field, parts[word] = word, ast.literal_eval(quoted)
        elif line.startswith('"'):
            parts[field] += ast.literal_eval(line)
    return messages


def as_catalogue(messages: dict[str, str]) -> bytes:
    """The bytes of a .mo file: two tables of lengths and offsets, then the texts, sorted by msgid."""
    pairs = sorted((one.encode(), other.encode()) for one, other in messages.items())
    count = len(pairs)
    texts, tables, offset = [], [], 28 + 16 * count
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), offset))
            texts.append(pair[side] + b"\0")
            offset += len(texts[-1])
    head = struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + b"".join(tables) + b"".join(texts)
