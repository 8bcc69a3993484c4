"""What is wrong with a pack, in one sentence, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable


class PackError(Exception):
    """A pack that cannot be used: `zh` and `en` name the file, the place in it and what to do; `str()` is `zh`."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


def unknown_pack(name: str, known: Iterable[str]) -> PackError:
    """There is no pack of this name; `known` are the ids of those that there are."""
    ids = sorted(known)
    return PackError(
        f"没有数据包“{name[:40]}”，已有：{'、'.join(ids) or '无'}，请选其一。",
        f"There is no pack “{name[:40]}”; choose one of: {', '.join(ids) or 'none'}.",
    )
