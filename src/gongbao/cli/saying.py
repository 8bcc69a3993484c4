"""How the commands say what is wrong: one sentence in Chinese, one in English, and an exit status."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import NoReturn, Protocol

import click

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
BAD_INPUT = 2
CANNOT_SAY = 3
FAILED = 1


class TwoLanguages(Protocol):
    zh: str
    en: str


def stop(said: TwoLanguages, status: int = BAD_INPUT) -> NoReturn:
    """Print both sentences on standard error and end with this status."""
    click.echo(said.zh, err=True)
    click.echo(said.en, err=True)
    sys.exit(status)


class Sentence:
    """One sentence in two languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en


def day(option: str, text: str | None) -> date | None:
    """A date of an option. Ends with a sentence where it is none."""
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    stop(
        Sentence(
            f"{option} 的“{text[:30]}”不是存在的日期，请写成 2020-09-25 这样。",
            f"{option}: “{text[:30]}” is no date; write it like 2020-09-25.",
        )
    )


def pairs(words: tuple[str, ...]) -> dict[str, str]:
    """`key=value` words. Ends with a sentence where one has no = or a key comes twice."""
    found: dict[str, str] = {}
    for word in words:
        key, mark, value = word.partition("=")
        if not mark or not key or key in found:
            stop(
                Sentence(
                    f"“{word[:40]}”要写成 名称=值，每个名称只写一次，例如 received=2020-09-25。",
                    f"“{word[:40]}” must be name=value, each name once, for example received=2020-09-25.",
                )
            )
        found[key] = value
    return found
