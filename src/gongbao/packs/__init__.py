"""Packs: what the documents state, loaded and checked."""

from gongbao.packs.errors import PackError
from gongbao.packs.force import Edition, Standing, edition_on, editions, standing_on
from gongbao.packs.lexicon import PackLexicon, lexicon_for
from gongbao.packs.load import find_packs, load_pack, pack_folders
from gongbao.packs.model import Agency, AgencyKind, Pack, PackDocument, Repealed, normal_number

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
