"""Rows of an Excel file that wait in the session between preview and confirmation: all of them are taken, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.http import HttpRequest

from county.cases.forms import said_in

Taken = TypeVar("Taken")


class AlreadyTaken(Exception):
    """The same confirmation was sent before."""


class NothingWaits(Exception):
    """No rows wait, or others than those of the page that was confirmed."""


class WaitingRows:
    """`name`: of the desk's rows in the session. What is kept must go into JSON."""

    def __init__(self, name: str) -> None:
        self.name, self.done = name, f"{name}_done"

    def keep(self, request: HttpRequest, rows: Any) -> None:
        request.session[self.name] = {"mark": str(uuid4()), "rows": rows}

    def held(self, request: HttpRequest) -> tuple[str, Any] | None:
        """The mark that the preview's form carries, and the rows."""
        found = request.session.get(self.name)
        return (found["mark"], found["rows"]) if found else None

    def drop(self, request: HttpRequest) -> None:
        request.session.pop(self.name, None)

    def take(self, request: HttpRequest, take: Callable[[Any, UUID], Taken]) -> Taken:
        """What `take(rows, mark)` gives; whatever it raises leaves the rows waiting. AlreadyTaken, NothingWaits."""
        held, mark = self.held(request), said_in(request, "mark")
        if mark and mark == request.session.get(self.done):
            raise AlreadyTaken
        if held is None or mark != held[0]:
            raise NothingWaits
        taken = take(held[1], UUID(mark))
        self.drop(request)
        request.session[self.done] = mark
        return taken
