"""What search needs of the database."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

MODULE = "fts5"


def require_index() -> None:
    """Raises ImproperlyConfigured where SQLite was built without its full-text module."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = %s", [MODULE])
        if cursor.fetchone() is None:
            raise ImproperlyConfigured(
                f"这个 Python 的 SQLite 没有 {MODULE} 模块，检索不能用：请换用 python.org 或 Debian 的 Python，"
                f"或改用 PostgreSQL。 / This Python's SQLite lacks {MODULE}, which search needs: use the Python of"
                " python.org or Debian, or PostgreSQL."
            )
