"""Documents written by hand in the shape of docs/json.md, and a county that holds some of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Content = dict[str, Any]
Letter = Callable[..., Content]


class Writer:
    """Writes texts one after the other and keeps their spans."""

    def __init__(self, start: int) -> None:
        self.end = start

    def span(self, text: str) -> list[int]:
        begin, self.end = self.end, self.end + len(text)
        self.end += 1
        return [begin, begin + len(text)]

    def piece(self, at: str, text: str) -> Content:
        return {"at": at, "text": text, "spans": [self.span(text)]}

    def section(self, at: str, text: str, label: str = "", title: str = "", below: Any = ()) -> Content:
        span = self.span(text)
        children = [self.section(*child) for child in below]
        return {"label": label, "at": at, "title": title, "text": text, "span": span, "children": children}

    def table(self, at: str, header: list[str], rows: list[list[str]], title: str = "") -> Content:
        spans = [self.span(cell) for cell in header]
        lines = [
            {"at": f"{at} 第{n}行", "cells": cells, "spans": [self.span(cell) for cell in cells], "sub": []}
            for n, cells in enumerate(rows, 1)
        ]
        return {"at": at, "title": title, "header": header, "header_spans": spans, "rows": lines}

    def member(self, at: str, role: str, name: str, post: str) -> Content:
        spans = [self.span(role + name + post)]
        return {"at": at, "body": "护林小组", "role": role, "name": name, "post": post, "spans": spans}


def write_letter(
    number: str = "清政字〔2031〕4号",
    title: str = "清禾县人民政府关于河道保洁的通知",
    *,
    issued: str | None = "2031-05-06",
    texts: tuple[str, ...] = ("各镇要按月清理河道。", "本通知自公布之日起施行。"),
    start: int = 0,
    cites: tuple[tuple[str, str, str], ...] = (),
    repeals: tuple[Content, ...] = (),
    **more: Any,
) -> Content:
    """A letter whose paragraphs are `texts`; each cite is (number, title, place)."""
    writer = Writer(start)
    pieces = [writer.piece("标题", title), *([writer.piece("文号", number)] if number else [])]
    sections = [writer.section(f"段{n}", text) for n, text in enumerate(texts, 1)]
    owed = {"tasks": [], "deadlines": [], "targets": [], **more.pop("obligations", {})}
    whole: Content = {
        "number": number, "issued": issued, "issuer": "清禾县人民政府", "issuers": ["清禾县人民政府"],
        "title": title, "addressees": [], "span": [start, writer.end], "pieces": pieces, "attachments": [],
        "sections": sections, "tables": [], "rosters": [], "footnotes": [],
        "cites": [_cite(sections, *cite) for cite in cites], "repeals": list(repeals), "obligations": owed,
        "findings": [],
    }
    for name, build in more.items():
        whole[name] = build(writer) if callable(build) else build
    return whole


def _cite(sections: list[Content], number: str, title: str, at: str) -> Content:
    section = next(section for section in sections if section["at"] == at)
    printed = number or title
    begin = section["span"][0] + section["text"].index(printed)
    return {"number": number, "title": title, "at": at, "span": [begin, begin + len(printed)]}


@pytest.fixture
def letter() -> Letter:
    return write_letter


@pytest.fixture
def hold(db: None) -> Callable[..., Any]:
    """Import letters as if they stood in one file; returns the plan that was carried out."""
    from county.gazette.names import address_of
    from county.gazette.plan import Plan, plan_import
    from county.gazette.reading import ReadDocument, ReadFile
    from county.gazette.services import carry_out

    def hold_letters(*contents: Content, sha256: str = "a" * 64) -> Plan:
        read = tuple(ReadDocument(address_of(one, "公报.txt", n), one, "# 文件") for n, one in enumerate(contents, 1))
        plan = plan_import(ReadFile("公报.txt", sha256, "utf-8", read))
        carry_out(plan, by=None)
        return plan

    return hold_letters


@pytest.fixture
def post(db: None) -> Callable[..., Any]:
    """A post of a unit, held by a new person with an account since long ago; returns the account."""
    from datetime import date

    from county.accounts.models import User
    from county.agencies.models import Person, Post, Tenure

    def hold_post(role: str = "handler", agency: str = "county-government", title: str = "") -> Any:
        number = User.objects.count() + 1
        user = User.objects.create(username=f"person-{number}", shown_name=f"演示{number}")
        held, _new = Post.objects.get_or_create(agency=agency, title=title or f"{role}", defaults={"role": role})
        person = Person.objects.create(name=f"某{number}", user=user)
        Tenure.objects.create(person=person, post=held, first=date(2000, 1, 1))
        return user

    return hold_post


@pytest.fixture
def enter(post: Callable[..., Any]) -> Callable[..., Any]:
    """A signed-in client of somebody who holds a post with this role."""
    from django.test import Client

    def enter_as(role: str = "handler", agency: str = "county-government", title: str = "") -> Any:
        client = Client()
        client.force_login(post(role, agency, title), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter_as
