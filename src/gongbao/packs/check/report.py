"""What a check of stated facts finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from gongbao.packs.stated import PrintedKind

FailureKind: TypeAlias = Literal["place", "quote"] | PrintedKind


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact that the text does not bear out: what the pack states (`expected`) and what stands there (`found`).

    `kind` place: the locator leads nowhere; quote: the words are not there, or not once; else the kind of the value
    that is read differently, `field` its name in the fact.
    """

    rule: str
    name: str
    document: str
    at: str
    expected: str
    found: str
    kind: FailureKind
    field: str = ""

    @property
    def zh(self) -> str:
        return f"{self._where}：数据包写“{self.expected}”，原文为“{self.found}”，请对照原文改正。"

    @property
    def en(self) -> str:
        return f"{self._where}: the pack has “{self.expected}”, the text “{self.found}”; correct it by the text."

    @property
    def _where(self) -> str:
        entry = ".".join(part for part in (self.name, self.field) if part)
        return f"{self.rule} {entry}（{self.document} {self.at}）"


@dataclass(frozen=True, slots=True)
class Report:
    """`checked`: how many facts were held against the text. `missing`: documents it does not have, each once."""

    failures: tuple[Failure, ...]
    checked: int
    missing: tuple[str, ...]
