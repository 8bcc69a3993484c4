"""The public pages as a visitor without an account and without JavaScript uses them."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from django.test import Client
from django.urls import reverse

from county.reviews.intake.services import Finished

SEALED = re.compile(r'name="(form|chosen)" value="([^"]+)"')


def link_of(act: Finished) -> str:
    return reverse("reviews:by-link", args=(act.token,))


def sealed_in(page: Any, name: str = "form") -> str:
    """The seal that a page hands out."""
    return next(value for found, value in SEALED.findall(page.content.decode()) if found == name)


def send(address: str, grade: int | str, client: Client | None = None, **more: Any) -> Any:
    """Open the page, choose, send."""
    client = client or Client()
    form = more.pop("form", None) or sealed_in(client.get(address))
    return client.post(address, {"form": form, "grade": str(grade), **more})


def text_of(answer: Any) -> str:
    return unquote(answer.content.decode())


def followed(answer: Any, client: Client | None = None) -> str:
    """What the page says that the answer leads to."""
    assert answer.status_code == 303, answer.content.decode()
    return text_of((client or Client()).get(answer.headers["Location"]))


def much_later(monkeypatch: Any, **span: int) -> None:
    """Let the clock of the seals go forward."""
    later = time.time() + timedelta(**span).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
