"""What `verify` can find, each in a Chinese and an English sentence that names the row, the seal or the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SENTENCES = {
    "row_changed": ("记录 {row}（第 {seal} 封）和写下时不一样。", "Row {row} (seal {seal}) is not as it was written."),
    "unsealed_row_changed": (
        "记录 {row}（尚未封存）和写下时不一样。",
        "Row {row} (not sealed yet) is not as it was written.",
    ),
    "row_rewritten": ("记录 {row} 和第 {seal} 封封存的不一样。", "Row {row} is not the one that seal {seal} holds."),
    "row_missing": ("第 {seal} 封里的记录 {row} 不见了。", "Row {row} of seal {seal} is gone."),
    "row_moved": (
        "记录 {row} 封在第 {seal} 封，现在写的却不是这一封。",
        "Row {row} is held by seal {seal} and does not name it any more.",
    ),
    "row_added": (
        "记录 {row} 写着第 {seal} 封，但这一封里没有它。",
        "Row {row} names seal {seal}, which does not hold it.",
    ),
    "seal_changed": ("第 {seal} 封和封存时不一样。", "Seal {seal} is not as it was sealed."),
    "seals_missing": ("第 {seal} 封至第 {other} 封不见了。", "Seals {seal} to {other} are gone."),
    "chain_broken": ("第 {seal} 封接不上前一封。", "Seal {seal} does not follow from the one before."),
    "seal_not_there": (
        "记录 {row} 写着第 {seal} 封，但没有这一封；还有 {other} 条记录也这样写。",
        "Row {row} names seal {seal}, which is not there; so do {other} more rows.",
    ),
    "anchor_unreadable": ("seals.log 第 {line} 行读不懂。", "Line {line} of seals.log cannot be read."),
    "anchor_differs": (
        "seals.log 第 {line} 行记着第 {seal} 封（{day}），和数据库里的不一样。",
        "Line {line} of seals.log keeps seal {seal} ({day}) otherwise than the database.",
    ),
    "anchor_unmatched": (
        "seals.log 第 {line} 行记着第 {seal} 封（{day}），数据库里没有这一封。",
        "Line {line} of seals.log keeps seal {seal} ({day}), which the database does not have.",
    ),
    "anchor_missing": (
        "seals.log 缺一行：{day} 的最后一封，第 {seal} 封。",
        "seals.log lacks a line: the last seal of {day}, number {seal}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`sort` is a key of SENTENCES; `row` and `seal` are as the database has them, None where the sort has none."""

    sort: str
    row: Any = None
    seal: Any = None
    line: int | None = None
    day: str = ""
    other: Any = None

    @property
    def zh(self) -> str:
        return self._told(0)

    @property
    def en(self) -> str:
        return self._told(1)

    def _told(self, language: int) -> str:
        words = {"row": self.row, "seal": self.seal, "line": self.line, "day": self.day, "other": self.other}
        told = SENTENCES[self.sort][language].format(**words)
        return told.encode("utf-8", "backslashreplace").decode("utf-8")
