"""The command `gongbao`. The platform adds its own commands through the entry point group `gongbao.commands`."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

import click

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

    def _platform(self) -> list[tuple[str, click.Command]]:
        commands = (command for entry in entry_points(group="gongbao.commands") for command in entry.load())
        return [(command.name, command) for command in commands]


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """令行 gongbao：读公报，守时限，说依据。 Read a gazette, keep its clocks, give its reasons."""
