"""The triggers in the words of SQLite. REPLACE fires no trigger for the row it throws out: so a taken id is refused."""

from __future__ import annotations

KEPT = ("id", "at", "business_at", "actor_id", "actor_as", "verb", "thing_kind", "thing_id", "digest", "row_hash")
_SAME = " AND ".join(f"NEW.{name} IS OLD.{name} AND typeof(NEW.{name}) = typeof(OLD.{name})" for name in KEPT)
_STAYS = "SELECT RAISE(ABORT, 'the audit is only added to: nothing in it is changed or removed')"

INSTALL = (
    f"CREATE TRIGGER audit_row_stays BEFORE DELETE ON audit_auditrow BEGIN {_STAYS}; END",
    f"""CREATE TRIGGER audit_row_sealed_once BEFORE UPDATE ON audit_auditrow
    WHEN NOT (OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND {_SAME}) BEGIN {_STAYS}; END""",
    f"""CREATE TRIGGER audit_row_not_replaced BEFORE INSERT ON audit_auditrow
    WHEN EXISTS (SELECT 1 FROM audit_auditrow WHERE id = NEW.id) BEGIN {_STAYS}; END""",  # noqa: S608  (no value in it)
    f"CREATE TRIGGER audit_seal_stays BEFORE DELETE ON audit_seal BEGIN {_STAYS}; END",
    f"CREATE TRIGGER audit_seal_unchanged BEFORE UPDATE ON audit_seal BEGIN {_STAYS}; END",
    f"""CREATE TRIGGER audit_seal_not_replaced BEFORE INSERT ON audit_seal
    WHEN EXISTS (SELECT 1 FROM audit_seal WHERE number = NEW.number) BEGIN {_STAYS}; END""",  # noqa: S608
)
REMOVE = tuple(f"DROP TRIGGER {statement.split()[2]}" for statement in reversed(INSTALL))
