"""Names of documents and places as addresses: what a document is called for good, and what its nodes are called."""

from __future__ import annotations

import re
from typing import Any

from gongbao.packs import normal_number

_ISSUED_AS = re.compile(r"关于(?:印发|转发|批转|发布|公布)(.+?)的(?:通知|决定|公告)$")


def address_of(content: dict[str, Any], source_name: str, order: int) -> str:
    """The address of a document (an object of docs/json.md): its number, else date and title, else file and order."""
    if content["number"]:
        return _one_piece(normal_number(content["number"]))
    if content["title"]:
        return _one_piece(" ".join(part for part in (content["issued"], content["title"]) if part))
    return _one_piece(f"{source_name} {order}")


def _one_piece(name: str) -> str:
    return " ".join(name.replace("/", "／").split())[:290]


def anchor_of(at: str) -> str:
    """The id of a node on the page of its document; unique because locators are."""
    return "_".join(at.split())


def plan_title(title: str) -> str:
    """What a notice issues: 关于印发《甲方案》的通知 → 甲方案; the title itself where it issues nothing."""
    issued = _ISSUED_AS.search(title)
    return issued[1].strip("《》") if issued else title


class NameInPath:
    """A name as one part of an address, whatever characters it has; a slash is written full-width."""

    regex = "[^/\\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value.replace("/", "／")
