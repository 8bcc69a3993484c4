"""Settings of the tests: a home of their own, plain static files, quick passwords."""

from __future__ import annotations

import os
import tempfile

os.environ["GONGBAO_HOME"] = tempfile.mkdtemp(prefix="gongbao-test-")
os.environ.setdefault("GONGBAO_DATABASE", "sqlite:///")
os.environ["GONGBAO_MODE"] = "demo"
os.environ["GONGBAO_DEMO_RATINGS"] = "300"

from county.site.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
