"""Somebody of a unit in front of the pages: signs in by the demo bar, fills forms, sends them again after a crash."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, urlencode

FORM = re.compile(r'<form[^>]*action="(?P<to>/[^"]*)"[^>]*>(?P<inside>.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINE = re.compile(r'class="line-title" href="([^"]+)"')
Gone = (OSError, http.client.HTTPException)


@dataclass
class Form:
    """Where it goes, and what is in it; `key` says that it is the same when it is sent again."""

    to: str
    said: dict[str, str]

    @property
    def key(self) -> str:
        return self.said.get("key", "")


@dataclass
class Visitor:
    """OSError and HTTPException: the server has gone."""

    unit: str
    cookies: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def enter(self) -> None:
        page = self.ask("GET", quote("/演示/"))[1]
        form = next(form for form in forms_of(page) if form.to.endswith((quote("/进入/"), "/进入/")))
        assert self.send(Form(form.to, {**form.said, "post": f"handler@{self.unit}"})) == 302

    def work(self) -> list[str]:
        """Addresses of what waits for this unit: the parts of the inbox in which it has to act."""
        return [to for part in ("late", "today", "week", "later")
                for to in LINE.findall(self.ask("GET", quote("/收件箱/") + f"?part={part}")[1])]

    def forms(self, address: str) -> list[Form]:
        """The forms of a case's page that change it."""
        return [form for form in forms_of(self.ask("GET", address)[1]) if form.key]

    def send(self, form: Form) -> int:
        return self.ask("POST", form.to, urlencode(form.said))[0]

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, quote(unescape(path), safe="/%?=&"), body or None, {"Cookie": cookies, **kind})
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    said, _mark, kept = value.partition(";")[0].partition("=")
                    self.cookies[said] = kept
            return answer.status, answer.read().decode()
        finally:
            line.close()


def forms_of(page: str) -> list[Form]:
    return [Form(unescape(found["to"]), {name: unescape(value) for name, value in HIDDEN.findall(found["inside"])})
            for found in FORM.finditer(page)]
