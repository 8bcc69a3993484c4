from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from starting import postgres, suite
from starting.environment import Environment
from starting.refusal import CannotStart

HERE = Environment(Path(suite.__file__).parent.parent)


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def server(environment: Environment) -> Iterator[str]:
        yield "postgresql://somewhere"

    monkeypatch.setattr(suite, "server", server)


@pytest.mark.parametrize(
    ("on_postgres", "on_sqlite", "words", "worst"),
    [(0, 0, [], 0), (1, 0, [], 1), (0, 1, [], 1), (5, 0, [], 5), (5, 0, ["-k", "numbers"], 0), (5, 5, ["-k", "x"], 5)],
)
def test_the_worse_of_the_two_runs_is_the_exit_status(
    no_server: None, monkeypatch: pytest.MonkeyPatch, on_postgres: int, on_sqlite: int, words: list[str], worst: int
) -> None:
    def run(environment: Environment, database: str, words: list[str]) -> int:
        return on_postgres if database else on_sqlite

    monkeypatch.setattr(suite, "_pytest", run)
    assert suite.run(HERE, words) == worst


def test_postgres_runs_what_is_marked_and_sqlite_runs_everything(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[tuple[str, list[str]]] = []

    def run(environment: Environment, database: str, words: list[str]) -> int:
        runs.append((database, words))
        return 0

    monkeypatch.setattr(suite, "_pytest", run)
    suite.run(HERE, ["-x"])
    assert runs == [("postgresql://somewhere", ["-m", "database", "-x"]), ("", ["-x"])]


def test_a_machine_without_postgres_fails_with_the_sentence_and_still_runs_sqlite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(environment: Environment) -> contextlib.AbstractContextManager[str]:
        raise CannotStart("没有 PostgreSQL。", "No PostgreSQL.")

    monkeypatch.setattr(suite, "server", none)
    monkeypatch.setattr(suite, "_pytest", lambda *_: 0)
    assert suite.run(HERE, []) == 1
    assert "没有 PostgreSQL。" in capsys.readouterr().out


def test_a_server_answers_while_it_is_needed_and_leaves_nothing_behind() -> None:
    with postgres.server(HERE) as address:
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT current_user, pg_encoding_to_char(encoding), datcollate FROM pg_database "
                                     "WHERE datname = current_database()").fetchone()
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])  # type: ignore[index]
        assert row == ("gongbao", "UTF8", "C.UTF-8")
        assert data.parent.exists()
    assert not data.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_server_that_does_not_start_says_which_program_and_why(tmp_path: Path) -> None:
    program = tmp_path / "initdb"
    program.write_text("#!/bin/sh\necho 'initdb: could not create the directory'\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(CannotStart, match="could not create the directory") as refusal:
        postgres._run(program, [], tmp_path, "")
    assert str(program) in refusal.value.en
