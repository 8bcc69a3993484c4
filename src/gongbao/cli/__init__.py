"""The command `gongbao`. The platform adds its own commands through the entry point group `gongbao.commands`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import click

BAD_USE = 2
INTERRUPTED = 130
OWN = {
    "read": "gongbao.cli.reading:read_command",
    "schema": "gongbao.cli.schema:schema_command",
    "rules": "gongbao.cli.rules:rules_command",
    "ask": "gongbao.cli.asking:ask_command",
    "due": "gongbao.cli.asking:due_command",
    "check": "gongbao.cli.checking:check_command",
    "lint": "gongbao.cli.checking:lint_command",
    "test": "gongbao.cli.checking:test_command",
    "coverage": "gongbao.cli.pages:coverage_command",
    "readings": "gongbao.cli.pages:readings_command",
    "batch": "gongbao.cli.batch:batch_command",
}
"""The library's commands; each is imported when it is asked for, so that a question is answered at once."""


class _Commands(click.Group):
    """The library's commands, and those of the platform where it is installed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted({*OWN, *(name for name, _ in self._platform())})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in OWN:
            module, _, name = OWN[cmd_name].partition(":")
            found: click.Command = getattr(import_module(module), name)
            return found
        return dict(self._platform()).get(cmd_name)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """As click does it, but a word that cannot be used gets a sentence in both languages."""
        run: Callable[[], Any] = partial(super().main, *args, **{**extra, "standalone_mode": False})
        if not standalone_mode:
            return run()
        try:
            sys.exit(run() or 0)
        except click.exceptions.NoArgsIsHelpError as helped:
            click.echo(helped.format_message())
            sys.exit(BAD_USE)
        except click.UsageError as wrong:
            click.echo(_in_chinese(wrong), err=True)
            click.echo(f"{wrong.format_message()} (see gongbao --help)", err=True)
            sys.exit(BAD_USE)
        except click.ClickException as wrong:
            wrong.show()
            sys.exit(wrong.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)

    def _platform(self) -> list[tuple[str, click.Command]]:
        commands = (command for entry in entry_points(group="gongbao.commands") for command in entry.load())
        return [(command.name, command) for command in commands]


def _in_chinese(wrong: click.UsageError) -> str:
    """Which word is wrong, and where help is."""
    command = wrong.ctx.command_path if wrong.ctx else "gongbao"
    said = "没有这个命令，或写法不对"
    if isinstance(wrong, click.NoSuchOption):
        said = f"没有选项 {wrong.option_name}"
    elif isinstance(wrong, click.BadParameter) and wrong.param is not None:
        missing = isinstance(wrong, click.MissingParameter)
        said = f"{'少写了' if missing else '不能这样写'} {wrong.param.opts[0]}"
    return f"{said}，用 {command} --help 看写法。"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """令行 gongbao：读公报，守时限，说依据。 Read a gazette, keep its clocks, give its reasons."""
