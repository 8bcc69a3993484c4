from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("requirements.txt", "requirements-dev.txt")


def entries(name: str) -> dict[str, str]:
    """Package → its whole entry (version, marker and hashes)."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {re.split("==", entry)[0].strip(): entry for entry in re.split(r"\n(?=\S)", text.strip())}


def asked_for(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    names = (re.match(r"[A-Za-z0-9_.-]+", line) for line in lines)
    return {name[0].lower().replace("_", "-") for name in names if name}


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_one_version_and_a_hash(name: str) -> None:
    for entry in entries(name).values():
        assert re.match(r"[a-z0-9.-]+==[^ ;\\]+", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("name", FILES)
def test_no_package_source_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_what_the_project_asks_for_is_pinned() -> None:
    assert asked_for("build") <= entries("requirements.txt").keys()
    assert asked_for("build", "dev", "postgres") <= entries("requirements-dev.txt").keys()


def test_the_pins_of_the_suite_hold_those_of_a_run() -> None:
    dev = entries("requirements-dev.txt")
    assert {name: dev.get(name) for name in entries("requirements.txt")} == entries("requirements.txt")
