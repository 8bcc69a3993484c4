"""Database triggers under which ratings and looks are only added: of a rating a few columns may change, its words only
into those that may be shown, and for which unit it counts only of a bad one, whose ticket moves. The demo's reset lifts
them with the audit's.
"""

from __future__ import annotations

from typing import Any

from django.db import connection as default_connection

from county.database_triggers import CHECKED, run

_SAYS = "ratings and looks at contacts are only added to: nothing that was said in them is changed or removed"
KEPT = ("id", "act_id", "seq", "grade", "is_bad", "dimensions", "channel", "is_real_name", "is_default", "is_late",
        "day", "made_at", "key", "by_staff", "item_id", "unit_id", "staff_id", "is_online")
"""Columns of a rating that never change. Others may: what counts and for which unit, what was set aside,
gathered, may be shown."""
_SQLITE_CHANGED = " OR ".join(f"NEW.{one} IS NOT OLD.{one}" for one in KEPT)
_POSTGRESQL_CHANGED = " OR ".join(f"NEW.{one} IS DISTINCT FROM OLD.{one}" for one in KEPT)
_UNFIT = ("(NEW.text <> OLD.text AND NEW.text <> OLD.shown_text)"
          " OR (NEW.agency <> OLD.agency AND NOT OLD.is_bad)")
SQLITE = (
    f"CREATE TRIGGER rating_stays BEFORE DELETE ON reviews_rating BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"""CREATE TRIGGER rating_unchanged BEFORE UPDATE ON reviews_rating WHEN {_SQLITE_CHANGED} OR {_UNFIT}
    BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    f"""CREATE TRIGGER rating_not_replaced BEFORE INSERT ON reviews_rating
    WHEN EXISTS (SELECT 1 FROM reviews_rating WHERE id = NEW.id OR (act_id = NEW.act_id AND seq = NEW.seq))
    BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {_SAYS}'); END""",  # noqa: S608  (no value in it)
    f"CREATE TRIGGER look_stays BEFORE DELETE ON reviews_look BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"CREATE TRIGGER look_unchanged BEFORE UPDATE ON reviews_look BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
    f"""CREATE TRIGGER look_not_replaced BEFORE INSERT ON reviews_look
    WHEN EXISTS (SELECT 1 FROM reviews_look WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {_SAYS}'); END""",  # noqa: S608  (no value in it)
)


def _emptied(table: str) -> str:
    """TRUNCATE passes a table that is empty: tests flush that way."""
    return f"""CREATE FUNCTION {table}_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM {table}) THEN RAISE EXCEPTION '{_SAYS}'; END IF;
        RETURN NULL;
    END $$"""  # noqa: S608  (no value in it)


POSTGRESQL = (
    f"""CREATE FUNCTION review_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SAYS}'; END $$""",
    f"""CREATE FUNCTION rating_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_POSTGRESQL_CHANGED} OR {_UNFIT} THEN RAISE EXCEPTION '{_SAYS}'; END IF;
        RETURN NEW;
    END $$""",
    _emptied("reviews_rating"),
    _emptied("reviews_look"),
    "CREATE TRIGGER rating_stays BEFORE DELETE ON reviews_rating FOR EACH ROW EXECUTE FUNCTION review_stays()",
    "CREATE TRIGGER rating_unchanged BEFORE UPDATE ON reviews_rating FOR EACH ROW EXECUTE FUNCTION rating_unchanged()",
    "CREATE TRIGGER look_stays BEFORE DELETE OR UPDATE ON reviews_look FOR EACH ROW EXECUTE FUNCTION review_stays()",
    """CREATE TRIGGER rating_emptied BEFORE TRUNCATE ON reviews_rating
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_rating_emptied()""",
    """CREATE TRIGGER look_emptied BEFORE TRUNCATE ON reviews_look
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_look_emptied()""",
)
SQLITE_REMOVE = tuple(f"DROP TRIGGER {one.split()[2]}" for one in reversed(SQLITE))
POSTGRESQL_REMOVE = (
    *CHECKED,
    *(f"DROP TRIGGER {one.split()[2]} ON {'reviews_look' if 'look_' in one.split()[2] else 'reviews_rating'}"
      for one in reversed(POSTGRESQL[4:])),
    *(f"DROP FUNCTION {one.split()[2]}" for one in reversed(POSTGRESQL[:4])),
)


def install(to: Any = default_connection) -> None:
    """Put the triggers in place, on a connection or with a migration's schema editor. They must not be there yet."""
    run(to, sqlite=SQLITE, postgresql=(*CHECKED, *POSTGRESQL))


def remove(of: Any = default_connection) -> None:
    run(of, sqlite=SQLITE_REMOVE, postgresql=POSTGRESQL_REMOVE)
