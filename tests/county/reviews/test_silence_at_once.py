"""The sweep that counts silence and those who rate in the same moment: one rating counts, whoever was first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[3]


def test_a_rating_counts_once_and_a_default_is_replaced_whoever_comes_first(tmp_path):
    name = str(tmp_path / "silence.sqlite3") if connection.vendor == "sqlite" else f"silence_{uuid4().hex[:12]}"
    program = Path(__file__).with_name("silence_at_once.py")
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8",
                    "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-W", "ignore", str(program), name], capture_output=True, text=True,
                          env=surroundings, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split() == ["5", connection.vendor]
