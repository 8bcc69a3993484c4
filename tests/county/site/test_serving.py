"""What `gongbao serve` does before the first visitor, and what it says when it cannot start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from county.accounts.models import User
from county.cases.models import Case
from county.gazette.models import Document, SourceFile
from county.site import prepare
from county.site.commands import _answer_to, commands, free_port, serve

pytestmark = pytest.mark.database


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.HOME = tmp_path
    monkeypatch.setenv("GONGBAO_GAZETTE", str(tmp_path / "gazette"))
    (tmp_path / "gazette").mkdir()
    return tmp_path


@pytest.fixture
def said(folder, db):
    lines = []
    return lambda: (lines.clear(), prepare.prepare(lines.append), list(lines))[2]


def test_the_demo_clerk_stands_ready(said):
    said()
    assert User.objects.get(username="demo-clerk").shown_name == "演示办事员"


def test_no_demo_clerk_in_live_mode(said, settings):
    settings.DEMO = False
    said()
    assert User.objects.count() == 0
    assert Case.objects.count() == 0


def test_the_demo_countys_cases_stand_ready_once(said):
    assert any("演示县" in line for line in said())
    before = Case.objects.count()
    said()
    assert Case.objects.count() == before > 0


def test_files_in_the_folder_are_imported_once(said, folder, sample_county):
    data = (sample_county / "documents" / "gazette.txt").read_bytes()
    (folder / "gazette" / "公报.txt").write_bytes(data)
    assert "公报.txt" in said()[0]
    held = Document.objects.count()
    assert held > 3
    assert said() == []
    assert (Document.objects.count(), SourceFile.objects.count()) == (held, 1)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(said, folder, sample_county):
    (folder / "gazette" / "1.txt").write_bytes(b"\0" * 5000)
    (folder / "gazette" / "2.txt").write_bytes((sample_county / "documents" / "gazette.txt").read_bytes())
    lines = said()
    assert "1.txt" in lines[0]
    assert "2.txt" in lines[1]


def test_static_files_are_collected_once(folder, monkeypatch):
    prepare.collect_static()
    calls = []
    monkeypatch.setattr(prepare, "call_command", lambda *words, **_options: calls.append(words))
    prepare.collect_static()
    assert calls == []
    (folder / "static-stamp").write_text("older", encoding="ascii")
    prepare.collect_static()
    assert calls == [("collectstatic",)]


def test_a_taken_port_gets_one_sentence(db):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--port", str(port)])
    assert result.exit_code == 1
    assert str(port) in result.stderr
    assert "Traceback" not in result.output


def test_port_zero_is_any_free_port():
    assert free_port("127.0.0.1", 0) > 0


@pytest.mark.parametrize(("host", "answered"), [("10.0.0.5", "10.0.0.5"), ("fd00::1", "[fd00::1]")])
def test_the_address_that_is_listened_on_is_answered_to(monkeypatch, host, answered):
    monkeypatch.setenv("GONGBAO_HOSTS", "")
    _answer_to(host)
    assert answered in os.environ["GONGBAO_HOSTS"].split(",")


def test_listening_everywhere_asks_for_the_names(monkeypatch, capsys):
    monkeypatch.setenv("GONGBAO_HOSTS", "")
    _answer_to("0.0.0.0")  # noqa: S104
    assert "GONGBAO_HOSTS" in capsys.readouterr().err
    assert os.environ["GONGBAO_HOSTS"] == ""


def test_the_platform_adds_its_commands():
    assert [command.name for command in commands] == [
        "serve", "work", "audit", "reviews", "roles", "first-administrator", "import-gazette", "manage"]


@pytest.mark.parametrize(("name", "value"), [
    ("GONGBAO_MODE", "production"), ("GONGBAO_DATABASE", "mysql://x"), ("GONGBAO_HTTPS", "true"),
    ("GONGBAO_DEMO_DATE", "tomorrow"),
])
def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(tmp_path, name, value):
    script = "from county.site.commands import commands; commands[0](['--port', '0'])"
    surroundings = {**os.environ, "GONGBAO_HOME": str(tmp_path), name: value}
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_no_migration_is_missing(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
