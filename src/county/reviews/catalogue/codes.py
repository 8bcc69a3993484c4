"""The printed codes of counters: drawn here, no service of others is asked."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString

from county.notices.wording import origin
from county.reviews.catalogue.order import counters_in_order
from county.reviews.models import Counter

BORDER = 4
"""The quiet border that readers need, in modules."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet for one counter: the code as SVG, and the address behind it for those who type."""

    counter: Counter
    svg: SafeString
    address: str


def drawn(address: str) -> SafeString:
    """A code as inline SVG, without any style of its own; it can be read with a quarter of it dirty."""
    held = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        held, kind="svg", xmldecl=False, omitsize=True, border=BORDER, svgclass=None, lineclass=None)
    return SafeString(held.getvalue().decode())


def address_of(request: HttpRequest, counter: Counter) -> str:
    """Where the code leads."""
    return absolute(request, reverse("reviews:at-counter", args=(counter.code,)))


def absolute(request: HttpRequest, path: str) -> str:
    """A page as others reach it: behind the site's own address where that is set, else as it is reached just now."""
    return f"{origin()}{path}" if origin() else request.build_absolute_uri(path)


def sheets(request: HttpRequest, unit: int | None = None, counter: int | None = None) -> list[Sheet]:
    """Of one counter, or of every open counter of a unit. One query."""
    found = Counter.objects.filter(is_closed=False).select_related("unit")
    chosen = found.filter(pk=counter) if counter else found.filter(unit=unit)
    addresses = [(one, address_of(request, one)) for one in counters_in_order(chosen)]
    return [Sheet(one, drawn(address), uri_to_iri(address)) for one, address in addresses]
