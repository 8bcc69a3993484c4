"""The command `gongbao`. The platform adds its own commands through the entry point group `gongbao.commands`."""

from __future__ import annotations

import json
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

from gongbao.packs import Pack, PackError, find_packs, lexicon_for
from gongbao.text import Unreadable, from_file, read
from gongbao.text.as_json import reading_as_json
from gongbao.text.markdown import document_as_markdown, outline
from gongbao.text.model import Reading
from gongbao.text.schema import reading_schema
from gongbao.text.source import Source
from gongbao.text.stages import STAGES

LONG = 2_000_000
"""From this many characters on progress is told."""


class _WithPlatform(click.Group):
    """The library's commands, and those of the platform where it is installed, loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(name for name, _ in self._platform())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        return own or dict(self._platform()).get(cmd_name)

    def _platform(self) -> list[tuple[str, click.Command]]:
        commands = (command for entry in entry_points(group="gongbao.commands") for command in entry.load())
        return [(command.name, command) for command in commands]


@click.group(cls=_WithPlatform, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """令行 gongbao：读公报，守时限，说依据。 Read a gazette, keep its clocks, give its reasons."""


@main.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="全部内容，JSON。 Everything, as JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="正文，Markdown。 The text, as Markdown.")
@click.option("--stage", type=click.Choice(list(STAGES)), help="只看一遍阅读的结果。 What one pass sees.")
@click.option("--pack", "pack_id", help="用哪个资料包的单位名称。 The pack whose agencies are used.")
def read_command(file: Path, form: str | None, stage: str | None, pack_id: str | None) -> None:
    """读一个公文文件，列出提纲。 Read a file of official documents and print an outline."""
    source = _source(file)
    reading = _reading(source, pack_id)
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


def _source(file: Path) -> Source:
    try:
        return from_file(file)
    except Unreadable as error:
        click.echo(error.zh, err=True)
        click.echo(error.en, err=True)
        sys.exit(1)


def _reading(source: Source, pack_id: str | None) -> Reading:
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
        click.echo(error.zh, err=True)
        click.echo(error.en, err=True)
        sys.exit(1)


def _progress(done: int, total: int) -> None:
    click.echo(f"\r已读 {done}/{total} 份文件", nl=done == total, err=True)


@main.command("schema")
@click.argument("what", type=click.Choice(["read"]))
def schema_command(what: str) -> None:  # noqa: ARG001
    """JSON 输出的结构。 The JSON Schema of a command's output."""
    click.echo(json.dumps(reading_schema(), ensure_ascii=False, indent=1))
