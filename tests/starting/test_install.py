from __future__ import annotations

import sys
from pathlib import Path

import pytest

from starting.environment import Environment
from starting.install import pinned, prepare, why
from starting.refusal import CannotStart

LOG = Path("install.log")
UNKNOWN = "no-such-package-of-ours==1.0 --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize(
    "printed",
    [
        "ERROR: No matching distribution found for django==5.2.19",
        "WARNING: Retrying after connection broken by 'NewConnectionError': [Errno 111] Connection refused",
        "WARNING: Retrying after connection broken by 'ProxyError'",
        "Temporary failure in name resolution",
        "ERROR: HTTP error 403 while getting a file",
    ],
)
def test_an_unreachable_source_says_what_to_set(printed: str) -> None:
    refusal = why(printed, LOG)
    assert "软件源" in refusal.zh
    for sentence in (refusal.zh, refusal.en):
        assert "PIP_INDEX_URL" in sentence
        assert "PIP_FIND_LINKS" in sentence
        assert "install.log" in sentence


def test_a_file_with_another_hash_is_called_that_even_when_a_download_was_tried_again() -> None:
    refusal = why("Read timed out\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", LOG)
    assert "校验值" in refusal.zh
    assert "hash" in refusal.en


def test_any_other_failure_repeats_the_last_error_and_names_the_log() -> None:
    refusal = why("ERROR: first\nERROR: No space left on device\nmore", LOG)
    for sentence in (refusal.zh, refusal.en):
        assert "No space left on device" in sentence
        assert "install.log" in sentence


def test_pins_are_counted_without_hashes_and_comments() -> None:
    assert pinned("# a==1\na==1 \\\n    --hash=sha256:00\nb==2 ; sys_platform == 'win32' \\\n    --hash=x\n") == 2


def test_a_source_that_lacks_a_package_ends_in_the_sentence_and_leaves_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements.txt").write_text(UNKNOWN)
    (tmp_path / "requirements-dev.txt").write_text(UNKNOWN)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    environment = Environment(tmp_path)
    with pytest.raises(CannotStart, match="连不上软件源"):
        prepare(environment, "run")
    assert not environment.stamp.exists()
    assert "no-such-package-of-ours" in (environment.home / "install.log").read_text()
    assert "正在安装" in capsys.readouterr().out


def test_an_environment_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "requirements-dev.txt").touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".venv").write_text("a file where the folder should be")
    with pytest.raises(CannotStart, match=r"建不了环境") as refusal:
        prepare(Environment(tmp_path), "run")
    assert str(tmp_path / ".venv") in refusal.value.en


def test_a_python_without_its_venv_part_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "requirements-dev.txt").touch()
    (tmp_path / "pyproject.toml").touch()
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\necho 'The virtual environment was not created: ensurepip is not available.'\nexit 1\n")
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    with pytest.raises(CannotStart, match="python3-venv"):
        prepare(Environment(tmp_path), "run")
