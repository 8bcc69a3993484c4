"""Notices told with few words, and a receiver on this machine that keeps what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest

from county.notices.models import Channel
from county.notices.services import notify

NOW = datetime(2031, 5, 6, 1, 30, tzinfo=UTC)
CASE = UUID(int=7)
UNIT = "county-government"


class Receiver(ThreadingHTTPServer):
    """Answers every POST with `answer` and `status`; `got` holds path, headers and JSON."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.got: list[tuple[str, dict[str, str], Any]] = []
        self.status, self.answer, self.more = 200, b'{"errcode": 0, "errmsg": "ok"}', {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in {"Content-Length": str(len(self.server.answer)), **self.server.more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that the administrator has listed."""
    monkeypatch.setenv("GONGBAO_WEBHOOK_ALLOW", "127.0.0.1")
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tell(db: None) -> Callable[..., Any]:
    def tell_unit(**said: Any) -> Any:
        usual = {"case": CASE, "kind": "due_soon", "due": NOW, "agency": UNIT, "role": "", "title": "河道清理快到期",
                 "href": "/办件/7/", "at": NOW}
        return notify(**{**usual, **said})

    return tell_unit


@pytest.fixture
def channel(db: None) -> Callable[..., Channel]:
    def make(kind: str = "robot_wecom", address: str = "https://hook.example.cn/send", **more: Any) -> Channel:
        return Channel.objects.create(kind=kind, address=address, **more)

    return make
