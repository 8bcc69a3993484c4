"""Digest: a document in brief, one sentence of our own for each article, section or numbered item."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from gongbao.rules.entry import Entry, Locator

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Why = Annotated[str, StringConstraints(max_length=30)]


class DigestItem(Entry):
    """`stated`: why nothing runs here, it is only stated. `left_out`: why gongbao does not run it."""

    at: Locator
    says: Sentence
    stated: Why = ""
    left_out: Why = ""


class Digest(BaseModel):
    """`digest.yaml` as written; `document` is the number, or date and title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    items: tuple[DigestItem, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Digest:
        places = [item.at for item in self.items]
        if len(places) != len(set(places)):
            raise ValueError("an entry is given twice")
        return self
