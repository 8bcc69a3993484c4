"""A database of a process's own, for what many threads do at once: their rows are committed, so no test shares it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[2]


def run_in_own(program: Path, folder: Path) -> list[str]:
    """Run a program of the tests on such a database; the words that it printed. What failed in it fails here."""
    from django.db import connection

    mark = f"{program.stem}_{uuid4().hex[:12]}"
    name = str(folder / f"{mark}.sqlite3") if connection.vendor == "sqlite" else mark
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8",
                    "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-W", "ignore", str(program), name], capture_output=True, text=True,
                          env=surroundings, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split()


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """For such a program: Django stands inside, its models are imported there."""
    import django
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "county.site.settings_test"
    settings.DATABASES["default"]["TEST"] = {"NAME": name}
    django.setup()
    from django.db import connection

    old = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)
