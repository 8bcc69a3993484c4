"""Links that cannot be guessed: 128 bits, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets


def fresh_token() -> str:
    return secrets.token_urlsafe(16)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
