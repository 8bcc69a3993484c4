"""What the environment says: folders, database, mode, key. A value that cannot be used stops the start-up."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from django.core.exceptions import ImproperlyConfigured

CHECKOUT = Path(__file__).resolve().parents[3]


def value(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def listed(name: str) -> list[str]:
    return [part.strip() for part in value(name, "").split(",") if part.strip()]


def switch(name: str) -> bool:
    """A yes or no; anything else is refused, so that a misspelt switch is never taken for no."""
    said = value(name, "no").lower()
    if said not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} 只能是 yes 或 no，现在是 {said}。 / {name} must be yes or no.")
    return said == "yes"


def home() -> Path:
    """The folder for everything that is written: GONGBAO_HOME, else `var/` of the checkout or of the current folder."""
    at = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    folder = Path(value("GONGBAO_HOME", str(at / "var"))).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def mode() -> str:
    chosen = value("GONGBAO_MODE", "demo")
    if chosen not in {"demo", "live"}:
        raise ImproperlyConfigured(f"GONGBAO_MODE 只能是 demo 或 live，现在是 {chosen}。 / It must be demo or live.")
    return chosen


def demo_date() -> date | None:
    """The day GONGBAO_DEMO_DATE sets the demo on; None: the pack's own."""
    said = value("GONGBAO_DEMO_DATE", "")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise ImproperlyConfigured(f"GONGBAO_DEMO_DATE 要写成 2020-12-15 这样。 / Not a date: {said}.") from wrong


def demo_ratings() -> int:
    """How many rated services the demo county begins with (GONGBAO_DEMO_RATINGS)."""
    said = value("GONGBAO_DEMO_RATINGS", "20300")
    if not said.isdecimal() or len(said) > 7:
        raise ImproperlyConfigured(f"GONGBAO_DEMO_RATINGS 要写成 20000 这样的数。 / Not a number: {said}.")
    return int(said)


def hosts() -> list[str]:
    return listed("GONGBAO_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]


def secret_key(folder: Path) -> str:
    """The key of this installation, made once, readable by its owner only."""
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def database(folder: Path) -> dict[str, Any]:
    """`sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket` from GONGBAO_DATABASE."""
    address = value("GONGBAO_DATABASE", f"sqlite:///{folder / 'county.sqlite3'}")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:])
    if parts.scheme in {"postgresql", "postgres"}:
        socket = parse_qs(parts.query).get("host", [""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path)[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": socket or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured("GONGBAO_DATABASE 要以 sqlite:/// 或 postgresql:// 开头。 / Unknown kind of database.")


def _sqlite(path: str) -> dict[str, Any]:
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def logging() -> dict[str, Any]:
    """One JSON line an event, on standard error; no address, name or query of a visitor in it."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_persons,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        "foreign_pre_chain": shared,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": value("GONGBAO_LOG", "WARNING")},
        "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    }


def without_persons(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """Drop what tells about a visitor: address, account, browser and the query."""
    for key in ("ip", "user_id", "user_agent", "username"):
        event.pop(key, None)
    if "request" in event:
        event["request"] = str(event["request"]).split("?")[0]
    return event
