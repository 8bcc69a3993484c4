"""Many connections out of one process: each sends the next request as soon as it has its answer."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

HERE, HEAD_ENDS, LENGTH = "127.0.0.1", b"\r\n\r\n", b"content-length:"


@dataclass
class Answers:
    """Milliseconds of each answer, how many of each status, and the whole time in seconds."""

    taken: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    def centile(self, percent: float) -> float:
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    def add(self, other: Answers) -> None:
        self.taken += other.taken
        self.statuses += other.statuses
        self.seconds += other.seconds


class _Line:
    def __init__(self, port: int, source: str) -> None:
        self.socket = socket.create_connection((HERE, port), 30, (source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got, self.begun, self.whole = b"", 0.0, 0

    def send(self, request: bytes) -> None:
        self.got, self.whole, self.begun = b"", 0, time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> bool:
        """Whether the answer is complete."""
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("the server ended a connection")
        self.got += piece
        if not self.whole and (ends := self.got.find(HEAD_ENDS)) >= 0:
            head = self.got[:ends].lower()
            _before, found, rest = head.partition(LENGTH)
            self.whole = ends + len(HEAD_ENDS) + (int(rest.split(b"\r\n", 1)[0]) if found else 0)
        return bool(self.whole) and len(self.got) >= self.whole


def send_all(port: int, requests: Iterator[bytes], seconds: float, connections: int, source: str = HERE) -> Answers:
    """For so long, or until the requests are used up. `source`: the address that the server sees."""
    answers, lines = Answers(), [_Line(port, source) for _one in range(connections)]
    waiting, begun = selectors.DefaultSelector(), time.perf_counter()
    for line in lines:
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.send(next(requests))
    busy = len(lines)
    while busy:
        for key, _events in waiting.select(30):
            line: _Line = key.data
            if not line.take():
                continue
            now = time.perf_counter()
            answers.taken.append((now - line.begun) * 1000)
            answers.statuses[line.got[9:12].decode()] += 1
            request = next(requests, None) if now - begun < seconds else None
            if request is None:
                busy -= 1
                waiting.unregister(line.socket)
            else:
                line.send(request)
    answers.seconds = time.perf_counter() - begun
    for line in lines:
        line.socket.close()
    return answers
