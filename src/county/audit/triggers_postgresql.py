"""The triggers in the words of PostgreSQL. Empty tables may be truncated: nothing is lost, and tests do it."""

from __future__ import annotations

from county.database_triggers import CHECKED

_STAYS = "RAISE EXCEPTION 'the audit is only added to: nothing in it is changed or removed'"

INSTALL = (
    f"CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_STAYS}; END $$",
    f"""CREATE FUNCTION audit_sealed_once() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE before_it record; after_it record;
    BEGIN
        before_it := OLD; after_it := NEW; after_it.seal_id := NULL;
        IF OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND before_it *= after_it THEN RETURN NEW; END IF;
        {_STAYS};
    END $$""",
    f"""CREATE FUNCTION audit_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM audit_auditrow) OR EXISTS (SELECT 1 FROM audit_seal) THEN {_STAYS}; END IF;
        RETURN NULL;
    END $$""",  # noqa: S608  (no value in it)
    """CREATE TRIGGER audit_row_stays BEFORE DELETE ON audit_auditrow
    FOR EACH ROW EXECUTE FUNCTION audit_stays()""",
    """CREATE TRIGGER audit_row_sealed_once BEFORE UPDATE ON audit_auditrow
    FOR EACH ROW EXECUTE FUNCTION audit_sealed_once()""",
    """CREATE TRIGGER audit_row_emptied BEFORE TRUNCATE ON audit_auditrow
    FOR EACH STATEMENT EXECUTE FUNCTION audit_emptied()""",
    """CREATE TRIGGER audit_seal_stays BEFORE DELETE OR UPDATE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_stays()""",
    """CREATE TRIGGER audit_seal_emptied BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_emptied()""",
)
REMOVE = (
    *CHECKED,
    "DROP TRIGGER audit_seal_emptied ON audit_seal",
    "DROP TRIGGER audit_seal_stays ON audit_seal",
    "DROP TRIGGER audit_row_emptied ON audit_auditrow",
    "DROP TRIGGER audit_row_sealed_once ON audit_auditrow",
    "DROP TRIGGER audit_row_stays ON audit_auditrow",
    "DROP FUNCTION audit_emptied()",
    "DROP FUNCTION audit_sealed_once()",
    "DROP FUNCTION audit_stays()",
)
