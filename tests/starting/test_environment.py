from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from starting.environment import Environment, is_ready, make, mark_ready


@pytest.fixture
def installed(tmp_path: Path) -> Environment:
    """A project whose .venv/ holds the program that a real install leaves."""
    root = tmp_path / "project"
    root.mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (root / name).write_text(f"{name}\n")
    environment = Environment(root)
    program = environment.program("gongbao")
    program.parent.mkdir(parents=True)
    program.touch()
    return environment


def test_an_environment_without_a_stamp_is_not_ready(installed: Environment) -> None:
    assert not is_ready(installed, "run")


def test_a_stamped_environment_is_ready(installed: Environment) -> None:
    mark_ready(installed, "run")
    assert is_ready(installed, "run")


def test_the_pins_of_the_suite_hold_those_of_a_run_but_not_the_other_way_round(installed: Environment) -> None:
    mark_ready(installed, "run")
    assert not is_ready(installed, "dev")
    mark_ready(installed, "dev")
    assert is_ready(installed, "dev")
    assert is_ready(installed, "run")


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_changed_pins_or_project_ask_for_a_new_install(installed: Environment, changed: str) -> None:
    mark_ready(installed, "run")
    (installed.root / changed).write_text("changed\n")
    assert not is_ready(installed, "run")


def test_changed_pins_of_the_suite_leave_a_run_alone(installed: Environment) -> None:
    mark_ready(installed, "run")
    (installed.root / "requirements-dev.txt").write_text("changed\n")
    assert is_ready(installed, "run")


def test_a_copied_folder_is_not_ready_because_its_programs_point_at_the_old_place(
    installed: Environment, tmp_path: Path
) -> None:
    mark_ready(installed, "run")
    copy = Environment(tmp_path / "copy")
    shutil.copytree(installed.root, copy.root)
    assert not is_ready(copy, "run")


def test_a_missing_program_asks_for_a_new_install(installed: Environment) -> None:
    mark_ready(installed, "run")
    installed.program("gongbao").unlink()
    assert not is_ready(installed, "run")


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"run": 1}'])
def test_a_damaged_stamp_counts_as_none(installed: Environment, content: str) -> None:
    installed.stamp.write_text(content)
    assert not is_ready(installed, "run")


@pytest.fixture
def quick_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter whose `-m venv --clear FOLDER` makes an empty environment with a pip that answers."""
    script = '#!/bin/sh\nrm -rf "$4" && mkdir -p "$4/bin" && ln -s /bin/true "$4/bin/python"\n'
    interpreter = tmp_path / "interpreter"
    interpreter.write_text(script)
    interpreter.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(interpreter))


def test_a_half_made_environment_is_made_anew(installed: Environment, quick_venv: None) -> None:
    make(installed)
    assert installed.python.exists()
    assert not installed.program("gongbao").exists()


def test_a_whole_environment_is_kept(installed: Environment, quick_venv: None) -> None:
    make(installed)
    mark_ready(installed, "run")
    kept = installed.home / "kept"
    kept.touch()
    make(installed)
    assert kept.exists()


def test_an_environment_that_came_with_a_copy_of_the_folder_is_made_anew(
    installed: Environment, quick_venv: None
) -> None:
    make(installed)
    installed.stamp.write_text(json.dumps({"root": "elsewhere"}))
    make(installed)
    assert not installed.stamp.exists()
    assert installed.python.exists()
