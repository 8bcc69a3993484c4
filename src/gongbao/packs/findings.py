"""Findings: what is wrong or silent in a document, where, whom it affects, and which rules rest on it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gongbao.rules.entry import Entry, Names, Readings, Source, Stated

FindingId = Annotated[str, StringConstraints(pattern=r"^F-\d{4}$")]
Sort = Literal["contradiction", "silent", "slip", "stale", "copied", "orphan"]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]


class Place(Stated):
    """One place of a finding."""


class Finding(Entry):
    """`says`: one sentence of our own. `places` with quotes; `affects`: units or people in words; `rules`: ids that
    rest on it. contradiction 矛盾, silent 没有规定, slip 笔误, stale 过期, copied 照抄上级, orphan 无人负责."""

    id: FindingId
    sort: Sort
    says: Said
    places: tuple[Source, ...] = Field(min_length=1)
    affects: Names = ()
    rules: tuple[str, ...] = ()
    readings: Readings = ()


class FindingSheet(BaseModel):
    """`findings.yaml` as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    findings: tuple[Finding, ...] = ()
