"""What a table cannot be answered for as a whole; a single bad cell is no error, its row says so."""

from __future__ import annotations

from collections.abc import Iterable

from gongbao.rules import TITLES


class BatchError(Exception):
    """What is wrong with the table, the rule or the files, and what to do: `zh` and `en`, one sentence each."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh, self.en = zh, en


def no_columns(rule: str, kind: str, kinds: Iterable[str]) -> BatchError:
    title = TITLES.get(kind, kind)
    known = "、".join(f"{TITLES[one]} {one}" for one in kinds)
    return BatchError(
        f"规则 {rule} 是{title}（{kind}），不能整表计算；可以的是：{known}。",
        f"The rule {rule} is a {kind}, which has no form over columns; these have: {', '.join(kinds)}.",
    )


def no_column(rule: str, name: str, title: str) -> BatchError:
    said = f"{title}（{name}）" if title else name
    return BatchError(
        f"表里没有规则 {rule} 必填的一列：{said}，请加上名为 {name} 的列。",
        f"The table lacks a column that the rule {rule} requires; add a column named {name}.",
    )


def no_answers(name: str, form: str) -> BatchError:
    return BatchError(
        f"列 {name} 的类型 {form} 里不会有答案，请改成文字、数或日期。",
        f"The column {name} has the type {form}, which holds no answers; give text, numbers or days.",
    )


def taken(name: str) -> BatchError:
    return BatchError(
        f"表里已有名为 {name} 的列，和结果的列重名，请改名。",
        f"The table has a column named {name}, as the answers will have; rename it.",
    )
