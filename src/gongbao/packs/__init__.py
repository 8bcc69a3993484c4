"""Packs: what the documents state, loaded and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongbao.packs.errors import PackError
from gongbao.packs.force import Edition, Standing, edition_on, editions, standing_on
from gongbao.packs.load import find_packs, load_pack, pack_folders
from gongbao.packs.model import Agency, AgencyKind, Pack, PackDocument, Repealed, normal_number

if TYPE_CHECKING:
    from gongbao.packs.lexicon import PackLexicon, lexicon_for

__all__ = [
    "Agency",
    "AgencyKind",
    "Edition",
    "Pack",
    "PackDocument",
    "PackError",
    "PackLexicon",
    "Repealed",
    "Standing",
    "edition_on",
    "editions",
    "find_packs",
    "lexicon_for",
    "load_pack",
    "normal_number",
    "pack_folders",
    "standing_on",
]


def __getattr__(name: str) -> Any:
    """The lexicon brings the reader of texts along, which a question about a rule does not need: 0.2 s at the start."""
    if name in {"PackLexicon", "lexicon_for"}:
        from gongbao.packs import lexicon

        return getattr(lexicon, name)
    raise AttributeError(name)
