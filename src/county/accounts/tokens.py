"""Secrets that are shown once: what is kept is their hash."""

from __future__ import annotations

import hashlib
import secrets

LENGTH = 32


def new_token() -> str:
    """43 letters and digits from 256 random bits, so that a plain hash keeps the secret."""
    return secrets.token_urlsafe(LENGTH)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
