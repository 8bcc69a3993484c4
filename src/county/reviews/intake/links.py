"""The address under which a service is rated; told once, since only the token's digest is kept."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from county.reviews.catalogue.codes import absolute


def link_of(request: HttpRequest, token: str) -> str:
    """Empty where the token is not known any more."""
    return absolute(request, reverse("reviews:by-link", args=(token,))) if token else ""
