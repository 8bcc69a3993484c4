from __future__ import annotations

import re
from pathlib import Path

import pytest

from starting import commands
from starting.environment import Environment
from starting.refusal import CannotStart

ROOT = Path(commands.__file__).parent.parent


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Each command that main chose, with its words."""
    made: list[tuple[str, list[str]]] = []

    def note(name: str) -> None:
        def command(environment: Environment, words: list[str]) -> int:
            made.append((name, words))
            return 0

        monkeypatch.setitem(commands.COMMANDS, name, command)

    for name in commands.COMMANDS:
        note(name)
    return made


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ([], ("run", [])),
        (["--port", "8080"], ("run", ["--port", "8080"])),
        (["run", "--port", "8080"], ("run", ["--port", "8080"])),
        (["test", "-k", "search"], ("test", ["-k", "search"])),
    ],
)
def test_the_first_word_chooses_and_the_rest_is_passed_on(
    calls: list[tuple[str, list[str]]], words: list[str], chosen: tuple[str, list[str]]
) -> None:
    assert commands.main(words) == 0
    assert calls == [chosen]


def test_an_unknown_command_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["fly"]) == 2
    zh, en = capsys.readouterr().err.splitlines()
    assert "fly" in zh
    assert "run" in zh
    assert "fly" in en
    assert "run" in en


def test_ctrl_c_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(environment: Environment, words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "run", interrupted)
    assert commands.main([]) == 130
    assert capsys.readouterr().err.strip() == "已停下。Stopped."


def test_a_refusal_is_printed_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(environment: Environment, words: list[str]) -> int:
        raise CannotStart("没有磁盘。", "No disk.")

    monkeypatch.setitem(commands.COMMANDS, "run", refused)
    assert commands.main([]) == 1
    assert capsys.readouterr().err.splitlines() == ["没有磁盘。", "No disk."]


def test_make_offers_the_same_commands() -> None:
    rule = re.search(r"^(.+):\n\t@\$\(PYTHON\) start\.py \$@", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert rule is not None
    assert rule[1].split() == list(commands.COMMANDS)
