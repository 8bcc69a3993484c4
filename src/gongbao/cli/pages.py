"""`gongbao coverage` and `gongbao readings`: pages for docs/, generated from a pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from gongbao.cli.books import book_of
from gongbao.packs.pages import coverage_page, readings_page
from gongbao.packs.rulebook import Rulebook

Page = Callable[[Rulebook], Iterator[str]]


def _command(name: str, page: Page, says: str) -> click.Command:
    @click.command(name, help=says)
    @click.argument("pack_id", metavar="PACK")
    def command(pack_id: str) -> None:
        for line in page(book_of(pack_id)):
            click.echo(line)

    return command


coverage_command = _command(
    "coverage", coverage_page, "每个文件写了什么、在哪里办。 What each document obliges, and where it runs."
)
readings_command = _command("readings", readings_page, "没有写明的地方怎样读。 How open points are read.")
