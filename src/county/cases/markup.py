"""Markup that stands many times on one page, written here because a template takes ten times as long for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from county.cases.lists import Line
from county.cases.obligations import duties_of
from county.cases.shown import Lamp

_NOBODY = UUID(int=0)


def lamp_markup(lamp: Lamp) -> str:
    """A lamp with its word."""
    return (f'<span class="lamp lamp-{lamp.kind}"><span aria-hidden="true">{lamp.mark}</span> '
            f"{escape(lamp.word)}</span>")


def lines_markup(lines: Iterable[Line], *, verb: bool) -> SafeString:
    """A list of cases; `verb`: with the next step as a button. Everything that people wrote is escaped."""
    before, _sep, after = reverse("cases:case", args=(_NOBODY,)).partition(str(_NOBODY))
    items = "".join(_line(one, f"{before}{one.case.pk}{after}", verb) for one in lines)
    return mark_safe(f'<ol class="lines">{items}</ol>')  # noqa: S308  (escaped piece by piece)


def _line(line: Line, href: str, verb: bool) -> str:
    step = f'<a class="button line-next" href="{href}#next">{escape(line.next)}</a>' if verb and line.next else ""
    place = escape(f"{line.case.number} · {line.agency} · {line.state}")
    return (f'<li class="line"><a class="line-title" href="{href}">{escape(line.case.title)}</a>'
            f'<span class="line-lamp">{lamp_markup(line.lamp)}</span>'
            f'<span class="line-when">{escape(line.when)}</span><span class="soft line-from">{place}</span>{step}</li>')


@cache
def duties_markup(agency: str, language: str) -> SafeString:  # noqa: ARG001  (the words are in the reader's language)
    """What all documents ask of a unit: the same until packs change, which takes a new start."""
    return mark_safe(render_to_string("cases/parts/duties.html", {"documents": duties_of(agency)}))  # noqa: S308
