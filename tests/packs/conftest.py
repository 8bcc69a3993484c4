"""Packs written to a folder, so that each test changes the one entry it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongbao.packs import Pack, load_pack

PACK = """\
id: hill-2031
name: 山县
year: 2031
title: 山县公报2031年
documents:
  - number: 山政字〔2031〕4号
    title: 山县防汛应急预案
    issued: 2031-05-06
    issuers: [山县人民政府]
    in_force_from: 2031-05-06
    system: flood
    topic: 防汛四级响应
    repeals:
      - number: 山政字〔2027〕11号
        title: 山县防汛应急预案
        date: 2027-04-02
        at: 段1
"""

AGENCIES = """\
agencies:
  - id: government
    name: 山县人民政府
    kind: government
    aliases: [县政府]
  - id: finance
    name: 县财政局
    kind: department
    parent: government
    former: [县财税局]
    slips: [县财正局]
    generic: [财政局]
  - id: water
    name: 县水务局（河长办）
    kind: department
    parent: government
"""


class Hill:
    """A made-up county, its two files as text, and folders to write them to."""

    pack = PACK
    agencies = AGENCIES

    def __init__(self, parent: Path) -> None:
        self.parent = parent

    def write(self, pack: str = PACK, agencies: str = AGENCIES, name: str = "hill-2031", below: str = ".") -> Path:
        """The folder of a pack with these two files."""
        folder = self.parent / below / name
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_text(pack, encoding="utf-8")
        (folder / "agencies.yaml").write_text(agencies, encoding="utf-8")
        return folder

    @staticmethod
    def changed(text: str, old: str, new: str) -> str:
        """The text with one entry changed; fails if it is not there exactly once."""
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        return text.replace(old, new)


@pytest.fixture
def hill(tmp_path: Path) -> Hill:
    return Hill(tmp_path)


@pytest.fixture
def pack(hill: Hill) -> Pack:
    """The made-up county's pack, without mistakes."""
    return load_pack(hill.write())


@pytest.fixture
def flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The made-up county with its rules, as the only folder of packs."""
    from tests.packs.flood import Flood

    monkeypatch.setenv("GONGBAO_PACKS", str(tmp_path))
    return Flood(tmp_path)
