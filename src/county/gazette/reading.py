"""From the bytes of a file to documents as docs/json.md describes them, with this installation's packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from county.gazette.names import address_of
from county.packs import all_packs
from gongbao.packs import lexicon_for
from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.markdown import document_as_markdown
from gongbao.text.source import from_bytes


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """`content` is the document's object of docs/json.md."""

    address: str
    content: dict[str, Any]
    markdown: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read."""

    name: str
    sha256: str
    encoding: str
    documents: tuple[ReadDocument, ...]


def read_bytes(data: bytes, name: str) -> ReadFile:
    """Read a file. Unreadable: one sentence why not."""
    source = from_bytes(data, name)
    reading = read(source, lexicon_for(all_packs()))
    contents = reading_as_json(source, reading)["documents"]
    addresses = _addresses(contents, name)
    marked = map(document_as_markdown, reading.documents)
    return ReadFile(name, source.sha256, source.encoding, tuple(map(ReadDocument, addresses, contents, marked)))


def _addresses(contents: list[dict[str, Any]], name: str) -> list[str]:
    """An address that occurs twice in a file is counted on: the second one ends in #2."""
    seen: dict[str, int] = {}
    found = []
    for order, content in enumerate(contents, 1):
        address = address_of(content, name, order)
        seen[address] = seen.get(address, 0) + 1
        found.append(address if seen[address] == 1 else f"{address}#{seen[address]}")
    return found
