"""One POST of JSON to the outside: short, bounded, without redirects or proxies, to the address that was checked."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from county.notices.channels.outcome import Failed, Outcome, Sent, Stopped
from county.notices.channels.targets import NO_WAY_OUT, Target, target_of

SECONDS = 10
SECONDS_IN_ALL = 25
ANSWER_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


class Pinned(http.client.HTTPConnection):
    """Connects to the checked IP; Host header and certificate are those of the name."""

    def __init__(self, target: Target) -> None:
        self.default_port = 443 if target.tls else 80
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.target = target
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.line = socket.create_connection((self.target.address, self.target.port), SECONDS)
        if self.target.tls:
            context, name = ssl.create_default_context(), self.target.host
            tls = context.wrap_socket(self.sock, server_hostname=name, do_handshake_on_connect=False)
            self.sock = self.line = tls
            tls.do_handshake()


def post_json(url: str, content: Any, headers: Mapping[str, str]) -> Answer:
    """Send once, read at most ANSWER_LIMIT bytes. Stopped with the reason's code."""
    connection = Pinned(target_of(url))
    late = Timer(SECONDS_IN_ALL, _cut, [connection])
    late.daemon = True
    late.start()
    try:
        return _exchange(connection, content, headers)
    except ssl.SSLError:
        raise Stopped("bad_certificate") from None
    except TimeoutError:
        raise Stopped("timeout") from None
    except OSError as wrong:
        raise Stopped("no_network" if wrong.errno in NO_WAY_OUT else "no_connection") from None
    except http.client.HTTPException:
        raise Stopped("bad_answer") from None
    finally:
        late.cancel()
        connection.close()


def _exchange(connection: Pinned, content: Any, headers: Mapping[str, str]) -> Answer:
    body = json.dumps(content, ensure_ascii=False).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    connection.request("POST", connection.target.path, body, {**kind, **headers})
    response = connection.getresponse()
    return Answer(response.status, response.read(ANSWER_LIMIT))


def _cut(connection: Pinned) -> None:
    """End what drips on: a receiver may not hold a worker by answering byte by byte."""
    if connection.line is not None:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)


def by_status(answer: Answer) -> Outcome:
    """2xx is taken; a redirect is not followed."""
    if 200 <= answer.status < 300:
        return Sent()
    return Failed("redirect" if 300 <= answer.status < 400 else f"http_{answer.status}")


def by_errcode(answer: Answer) -> Outcome:
    """Both robots answer 200 and say in `errcode` whether they took it."""
    plain = by_status(answer)
    if isinstance(plain, Failed):
        return plain
    try:
        said = json.loads(answer.body)
        code = int(said["errcode"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return Failed("bad_answer")
    return Sent() if code == 0 else Failed(f"errcode_{code}"[:40])
