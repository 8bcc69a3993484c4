"""Pages for docs/: what each document obliges and where it runs, and how open points are read. Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from gongbao.packs.coverage import Covered, coverage
from gongbao.packs.readings import Reading
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.uses import uses

SORTS = {"option": "可选", "setting": "可设", "note": "说明"}


def coverage_page(book: Rulebook) -> Iterator[str]:
    """Document → item → where it runs, or only stated, or left out and why."""
    yield f"# {book.pack.name}{book.pack.year}：写了什么，在哪里办 · Coverage"
    yield ""
    yield "由 `gongbao coverage` 从数据包生成，不要手改。 Generated from the pack by `gongbao coverage`."
    for covered in coverage(book):
        document = covered.system.document
        yield from ("", f"## {document.number_as_printed or document.title}　{document.topic}", "")
        runs = covered.count("runs") + covered.count("inside")
        yield (
            f"{len(covered.system.rules)} 条规则；{len(covered.items)} 处要点：在运转 {runs}，"
            f"只是写明 {covered.count('stated')}，不办 {covered.count('left_out')}。"
        )
        yield from ("", "| 位置 | 说了什么 | 在哪里办 |", "|---|---|---|")
        for one in covered.items:
            yield f"| {one.item.at} | {one.item.says} | {_where(one)} |"


def _where(one: Covered) -> str:
    if one.rules:
        return "、".join(f"`{rule}`" for rule in one.rules)
    said = {"stated": f"只是写明：{one.item.stated}", "left_out": f"不办：{one.item.left_out}", "inside": "见下面各项"}
    return said.get(one.status, "还没有")


def readings_page(book: Rulebook) -> Iterator[str]:
    """Every point that the documents leave open: question, how it is read, why, the rules that rest on it."""
    used = uses(book)
    yield f"# {book.pack.name}{book.pack.year}：没有写明的地方怎样读 · Readings"
    yield ""
    yield "由 `gongbao readings` 从数据包生成，不要手改。可选的可以换：`gongbao ask … --reading R-07=pro_rata`。"
    yield "Generated from the pack by `gongbao readings`; an option can be switched with `--reading`."
    yield from ("", "| 编号 | 问题 | 怎样读 | 为什么 | 用到的规则 |", "|---|---|---|---|---|")
    for one in book.readings.values():
        rules = "、".join(f"`{rule}`" for rule in used.get(one.id, ()))
        yield f"| {one.id} {SORTS[one.sort]} | {one.question} | {_read(one)} | {one.why} | {rules} |"


def _read(one: Reading) -> str:
    if one.sort == "setting":
        return one.chosen or "没有设定"
    if one.sort == "note":
        return "见右"
    return "；".join(
        f"**{code}** {says}" if code == one.chosen else f"{code} {says}" for code, says in one.options.items()
    )
