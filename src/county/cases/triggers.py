"""Database triggers under which the steps of cases are only added. The demo's reset lifts them with the audit's."""

from __future__ import annotations

from typing import Any

from django.db import connection as default_connection

from county.database_triggers import CHECKED, run

_SAYS = "the steps of cases are only added to: nothing in them is changed or removed"
SQLITE = (
    f"CREATE TRIGGER case_step_stays BEFORE DELETE ON cases_step BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"CREATE TRIGGER case_step_unchanged BEFORE UPDATE ON cases_step BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"""CREATE TRIGGER case_step_not_replaced BEFORE INSERT ON cases_step
    WHEN EXISTS (SELECT 1 FROM cases_step WHERE id = NEW.id OR (case_id = NEW.case_id AND seq = NEW.seq))
    BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {_SAYS}'); END""",  # noqa: S608  (no value in it)
)
POSTGRESQL = (
    f"CREATE FUNCTION case_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$",
    f"""CREATE FUNCTION case_step_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM cases_step) THEN RAISE EXCEPTION '{_SAYS}'; END IF;
        RETURN NULL;
    END $$""",  # noqa: S608  (no value in it)
    """CREATE TRIGGER case_step_stays BEFORE DELETE OR UPDATE ON cases_step
    FOR EACH ROW EXECUTE FUNCTION case_step_stays()""",
    """CREATE TRIGGER case_step_emptied BEFORE TRUNCATE ON cases_step
    FOR EACH STATEMENT EXECUTE FUNCTION case_step_emptied()""",
)
SQLITE_REMOVE = tuple(f"DROP TRIGGER {one.split()[2]}" for one in reversed(SQLITE))
POSTGRESQL_REMOVE = (
    *CHECKED,
    "DROP TRIGGER case_step_emptied ON cases_step",
    "DROP TRIGGER case_step_stays ON cases_step",
    "DROP FUNCTION case_step_emptied()",
    "DROP FUNCTION case_step_stays()",
)


def install(to: Any = default_connection) -> None:
    """Put the triggers in place, on a connection or with a migration's schema editor. They must not be there yet."""
    run(to, sqlite=SQLITE, postgresql=(*CHECKED, *POSTGRESQL))


def remove(of: Any = default_connection) -> None:
    run(of, sqlite=SQLITE_REMOVE, postgresql=POSTGRESQL_REMOVE)
