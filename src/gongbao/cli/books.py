"""A pack's rules for a command; what is wrong ends it with a sentence."""

from __future__ import annotations

from gongbao.cli.saying import stop
from gongbao.packs.errors import PackError
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook


def book_of(pack_id: str, only: str | None = None) -> Rulebook:
    """The rulebook, or that of one system: the rule asked for needs no other."""
    try:
        return load_rulebook(pack_id, only)
    except PackError as error:
        stop(error)
