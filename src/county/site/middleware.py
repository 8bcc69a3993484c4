"""Security headers, the language of the page, and the size of what a visitor sends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from county import files
from county.site import views
from county.supervision.matters import sheet_in

Handler = Callable[[HttpRequest], HttpResponse]
FORM_LIMIT = 1024 * 1024
DRAIN_LIMIT = 512 * 1024 * 1024
UPLOAD_PATH = "/导入/"
CASE_PATH = "/办件/"
SHEET_PATHS = ("/督查/", "/导入/")
CASE_LIMIT = 3 * files.LIMIT + FORM_LIMIT


def security_headers(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return handle


def chosen_language(get_response: Handler) -> Handler:
    """Chinese unless the visitor chose otherwise: many offices run browsers that ask for English unasked."""
    known = {code for code, _ in settings.LANGUAGES}

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return handle


def bounded_body(get_response: Handler) -> Handler:
    """Refuse a body by its stated length, before anything reads it.

    What still arrives is thrown away piece by piece, else the browser shows a broken connection, not our sentence.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        length = _stated_length(request)
        limit = _limit(request.path)
        if length <= limit:
            return get_response(request)
        _drain(request, min(length, DRAIN_LIMIT))
        return views.too_large(request)

    return handle


def _limit(path: str) -> int:
    if path == UPLOAD_PATH:
        return settings.UPLOAD_LIMIT + FORM_LIMIT
    if path.startswith(SHEET_PATHS[0]) and path.endswith(SHEET_PATHS[1]):
        return sheet_in.SIZE + FORM_LIMIT
    return CASE_LIMIT if path.startswith(CASE_PATH) else FORM_LIMIT


def _stated_length(request: HttpRequest) -> int:
    stated = request.META.get("CONTENT_LENGTH") or "0"
    return int(stated) if stated.isdecimal() else 0


def _drain(request: HttpRequest, left: int) -> None:
    while left > 0:
        piece = request.read(min(left, 1 << 20))
        if not piece:
            return
        left -= len(piece)
