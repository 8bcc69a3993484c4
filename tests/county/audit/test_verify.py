"""Whatever is changed behind the triggers is named."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from click.testing import CliRunner

from county.audit import services
from county.audit.anchors import NAME, anchor
from county.audit.canonical import row_hash_of, seal_hash_of
from county.audit.commands import audit
from county.audit.findings import SENTENCES, Finding
from county.audit.models import AuditRow, Seal
from county.audit.services import seal_rows
from county.audit.verify import Counted, examine, verify

from .conftest import NOW, POSTGRESQL_ONLY, SQLITE_ONLY, behind_the_triggers, put, run, sorts

pytestmark = pytest.mark.database
DAY = timedelta(days=1)
ROW = {field.column: field for field in AuditRow._meta.fields}
SEAL = {field.column: field for field in Seal._meta.fields}


@pytest.fixture
def chain(add, home, monkeypatch):
    """Six rows in three seals of three days, each in seals.log, and two rows that are not sealed."""
    monkeypatch.setattr(services, "BATCH", 2)
    for n in range(3):
        add(2)
        seal_rows(NOW + n * DAY)
    anchor(home, NOW + 3 * DAY)
    add(2)
    assert verify() == []
    return list(AuditRow.objects.order_by("pk"))


def flipped(column, value):
    """Every value that differs from this one in a character, or a number in a bit; and none."""
    if isinstance(value, int):
        return [value ^ (1 << bit) for bit in (0, 1, 5, 20, 40)]
    if isinstance(value, str):
        return [value[:n] + ("1" if value[n] != "1" else "2") + value[n + 1 :] for n in range(len(value))]
    return [value + timedelta(microseconds=n) for n in (1, -1, 10**6, 10**10)]


@pytest.mark.parametrize("column", [name for name in ROW if name != "seal_id"])
@pytest.mark.parametrize("place", [2, 6], ids=["sealed", "unsealed"])
def test_a_change_in_any_column_of_a_row_is_named(chain, column, place):
    row = chain[place]
    if column == "id" and row.seal_id is None:
        return  # no seal holds the id yet
    with behind_the_triggers():
        for value in flipped(column, getattr(row, column)):
            changed = value if column == "id" else row.pk
            if column == "id" and value in {one.pk for one in chain}:
                continue
            put("audit_auditrow", row.pk, column, value)
            assert {changed, row.pk} & {one.row for one in verify()}, value
            put("audit_auditrow", changed, column, getattr(row, column))
        assert verify() == []


@pytest.mark.parametrize("column", SEAL)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_change_in_any_column_of_a_seal_is_named(chain, column, number):
    seal = Seal.objects.get(pk=number)
    with behind_the_triggers():
        for value in flipped(column, getattr(seal, column)):
            changed = value if column == "number" else number
            if column == "number" and Seal.objects.filter(pk=value).exists():
                continue
            put("audit_seal", number, column, value)
            found = verify()
            assert ("seal_changed", changed) in {(one.sort, one.seal) for one in found}, value
            assert not [one for one in found if one.sort.startswith("row_")], value
            put("audit_seal", changed, column, getattr(seal, column))
        assert verify() == []


@SQLITE_ONLY
@pytest.mark.parametrize(("table", "key"), [("audit_auditrow", "id"), ("audit_seal", "number")])
def test_every_bit_of_every_text_is_watched_and_bytes_that_are_no_text_are_read(chain, table, key):
    columns = [name for name in (ROW if key == "id" else SEAL) if name not in {"id", "actor_id", "seal_id", "number"}]
    missed = []
    with behind_the_triggers():
        for column in columns:
            [(held,)] = run(f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {key} = 2")  # noqa: S608
            for n, bit in ((n, bit) for n in range(len(held)) for bit in (0, 5, 7)):
                other = bytearray(held)
                other[n] ^= 1 << bit
                put(table, 2, column, bytes(other))
                if 2 not in {one.row if key == "id" else one.seal for one in verify()}:
                    missed.append((column, n, bit))
            put(table, 2, column, bytes(held))
    assert missed == []


@SQLITE_ONLY
@pytest.mark.parametrize(("column", "wrong"), [
    ("actor_id", "'x'"), ("actor_id", "x'37'"), ("actor_id", "7.5"), ("actor_id", "NULL"), ("at", "1"),
    ("verb", "CAST(verb AS BLOB)"), ("at", "'never'"), ("at", "at || '+00:00'"), ("at", "replace(at, ' ', 'T')"),
])
def test_what_is_of_another_kind_is_named(chain, column, wrong):
    with behind_the_triggers():
        run(f"UPDATE audit_auditrow SET {column} = {wrong} WHERE id = 2")  # noqa: S608
        assert verify() == [Finding("row_changed", row=2, seal=1)]


@POSTGRESQL_ONLY
@pytest.mark.parametrize("wrong", ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "20000-01-01 00:00:00+00"])
def test_moments_that_python_does_not_have_are_named(chain, wrong):
    with behind_the_triggers():
        run("UPDATE audit_seal SET at = %s WHERE number = 2", [wrong])
        run("UPDATE audit_auditrow SET at = %s WHERE id = %s", [wrong, chain[0].pk])
        assert {"row_changed", "seal_changed"} <= sorts()


def test_a_row_that_names_another_seal_or_none_is_named(chain):
    row = chain[2]
    for value, expected in ((1, {"row_moved", "row_added"}), (None, {"row_moved"})):
        with behind_the_triggers():
            run("UPDATE audit_auditrow SET seal_id = %s WHERE id = %s", [value, row.pk])
            assert sorts() == expected
            assert {one.row for one in verify()} == {row.pk}
    with behind_the_triggers():
        run("UPDATE audit_auditrow SET seal_id = 99 WHERE id = %s", [row.pk])
        assert sorts() == {"row_moved", "seal_not_there"}


def test_a_row_that_is_gone_is_named_with_its_seal(chain):
    with behind_the_triggers():
        run("DELETE FROM audit_auditrow WHERE id = %s", [chain[3].pk])
        assert verify() == [Finding("row_missing", row=chain[3].pk, seal=2)]


def test_a_row_slipped_into_a_seal_is_named(chain):
    run("UPDATE audit_auditrow SET seal_id = 1 WHERE id = %s", [chain[6].pk])  # the triggers let it pass
    assert verify() == [Finding("row_added", row=chain[6].pk, seal=1)]


def test_a_row_that_is_written_anew_with_its_hash_is_named(chain):
    row = chain[0]
    with behind_the_triggers():
        row.verb = "close"
        AuditRow.objects.filter(pk=row.pk).update(verb="close", row_hash=row_hash_of(vars(row)))
        assert verify() == [Finding("row_rewritten", row=row.pk, seal=1)]


def test_a_seal_that_is_written_anew_breaks_the_chain_and_its_line(chain):
    seal = Seal.objects.get(pk=2)
    made = seal_hash_of(2, seal.previous, seal.at, "[]")
    with behind_the_triggers():
        Seal.objects.filter(pk=2).update(leaves="[]", hash=made)
        assert sorts() == {"row_added", "chain_broken", "anchor_differs"}


def test_a_chain_that_is_written_anew_to_its_end_is_named_by_the_lines_outside(chain):
    previous = ""
    with behind_the_triggers():
        for seal in Seal.objects.order_by("number"):
            previous = previous or seal.previous
            at = seal.at + timedelta(seconds=1)
            made = seal_hash_of(seal.number, previous, at, seal.leaves)
            Seal.objects.filter(pk=seal.number).update(previous=previous, at=at, hash=made)
            previous = made
        assert [one.sort for one in verify()] == ["anchor_differs"] * 3


@pytest.mark.parametrize(("number", "expected"), [
    (1, {"seals_missing", "seal_not_there", "anchor_unmatched"}),
    (2, {"seals_missing", "seal_not_there", "anchor_unmatched"}),
    (3, {"seal_not_there", "anchor_unmatched"}),
])
def test_a_seal_that_is_gone_is_named(chain, number, expected):
    with behind_the_triggers():
        run("DELETE FROM audit_seal WHERE number = %s", [number])
        assert sorts() == expected


def test_any_byte_of_the_lines_outside_is_watched(chain, home):
    path, missed = home / NAME, []
    whole = path.read_bytes()
    for n in range(len(whole)):
        other = bytearray(whole)
        other[n] ^= 1
        path.write_bytes(other)
        if not verify(home):
            missed.append(n)
    assert missed == []


@pytest.mark.parametrize("line", [0, 1])
def test_a_line_that_is_taken_out_is_named(chain, home, line):
    path = home / NAME
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:line] + lines[line + 1 :]))
    assert verify(home) == [Finding("anchor_missing", seal=line + 1, day=f"2031-05-0{6 + line}")]


def test_the_counts_are_those_of_what_was_looked_at(chain):
    counted = Counted()
    assert list(examine(counted)) == []
    assert counted == Counted(rows=6, seals=3, unsealed=2, anchors=3)


def test_verifying_asks_as_many_queries_for_one_seal_as_for_many(add, django_assert_num_queries):
    for _n in range(2):
        add(3)
        seal_rows(NOW)
        with django_assert_num_queries(3):
            verify()


def test_every_finding_has_a_chinese_and_an_english_sentence():
    for sort in SENTENCES:
        one = Finding(sort, row=1, seal=2, line=3, day="2031-05-06", other="\udcff")
        assert one.zh.endswith("。")
        assert one.en.endswith(".")
        assert "None" not in one.zh + one.en


def test_the_command_can_be_offered_without_starting_anything():
    said = "import sys, county.audit.commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_where_nothing_was_ever_recorded_the_command_says_what_to_do(tmp_path):
    surroundings = {**os.environ, "GONGBAO_HOME": str(tmp_path), "GONGBAO_DATABASE": f"sqlite:///{tmp_path / 'none'}",
                    "DJANGO_SETTINGS_MODULE": "county.site.settings", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from county.audit.commands import audit; audit()", "verify"]
    done = subprocess.run(command, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "请先运行 gongbao serve" in done.stderr


def test_the_command_says_that_everything_is_as_it_was(chain):
    done = CliRunner().invoke(audit, ["verify"], obj=lambda: None)
    assert (done.exit_code, "6 条已封存的记录，3 封，2 条尚未封存" in done.output) == (0, True)


def test_the_command_names_what_differs_and_fails(chain):
    with behind_the_triggers():
        run("DELETE FROM audit_auditrow WHERE id = %s", [chain[3].pk])
        done = CliRunner().invoke(audit, ["verify"], obj=lambda: None)
    assert done.exit_code == 1
    assert f"第 2 封里的记录 {chain[3].pk} 不见了。" in done.output
    assert "共 1 处不一样" in done.output
