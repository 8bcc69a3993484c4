"""`gongbao read`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gongbao.cli.saying import FAILED, stop
from gongbao.packs import Pack, PackError, find_packs, lexicon_for
from gongbao.text import Unreadable, from_file, read
from gongbao.text.as_json import reading_as_json
from gongbao.text.markdown import document_as_markdown, outline
from gongbao.text.model import Reading
from gongbao.text.source import Source
from gongbao.text.stages import STAGES

LONG = 2_000_000
"""From this many characters on progress is told."""


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="全部内容，JSON。 Everything, as JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="正文，Markdown。 The text, as Markdown.")
@click.option("--stage", type=click.Choice(list(STAGES)), help="只看一遍阅读的结果。 What one pass sees.")
@click.option("--pack", "pack_id", help="用哪个资料包的单位名称。 The pack whose agencies are used.")
def read_command(file: Path, form: str | None, stage: str | None, pack_id: str | None) -> None:
    """读一个公文文件，列出提纲。 Read a file of official documents and print an outline."""
    source = source_of(file)
    reading = reading_of(source, pack_id)
    if stage:
        lines = STAGES[stage](source, reading)
    elif form == "json":
        lines = iter([json.dumps(reading_as_json(source, reading), ensure_ascii=False, indent=1)])
    elif form == "markdown":
        lines = (document_as_markdown(document) for document in reading.documents)
    else:
        lines = outline(reading)
    for line in lines:
        click.echo(line)


def source_of(file: Path, status: int = FAILED) -> Source:
    """The decoded file. Ends with its sentence where it cannot be read."""
    try:
        return from_file(file)
    except Unreadable as error:
        stop(error, status)


def reading_of(source: Source, pack_id: str | None) -> Reading:
    """The documents of a file, with the agencies of the packs."""
    packs = _packs()
    if pack_id and pack_id not in {pack.id for pack in packs}:
        known = "、".join(pack.id for pack in packs)
        raise click.BadParameter(
            f"没有资料包 {pack_id}，现有：{known}。 No such pack; known: {known}.", param_hint="--pack"
        )
    return read(source, lexicon_for(packs, pack_id), _progress if len(source.text) > LONG else None)


def _packs() -> tuple[Pack, ...]:
    try:
        return find_packs()
    except PackError as error:
        stop(error, FAILED)


def _progress(done: int, total: int) -> None:
    click.echo(f"\r已读 {done}/{total} 份文件", nl=done == total, err=True)
