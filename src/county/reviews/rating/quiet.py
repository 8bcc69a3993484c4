"""The secret of an invitation stands in its address: no log keeps it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

from django_structlog import signals

PUBLIC = "评价/"
_BEGINNINGS = (f"/{PUBLIC}", f"/{quote(PUBLIC)}", f"/{PUBLIC}".encode("unicode_escape").decode("ascii"))
"""As it is, as it is sent, as Django writes it."""


def shortened(path: str) -> str:
    """Of an address below 评价/ just that."""
    return f"/{PUBLIC}…" if path.startswith(_BEGINNINGS) else path


def without_address(log_kwargs: dict[str, Any], **_more: Any) -> None:
    """What the log of requests says of one."""
    method, _space, path = str(log_kwargs.get("request", "")).partition(" ")
    if path:
        log_kwargs["request"] = f"{method} {shortened(path)}"


class _Shortening(logging.Filter):
    """Django itself logs the path of every answer from 400 on."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(shortened(one) if isinstance(one, str) else one for one in record.args)
        return True


def keep_addresses_out_of_logs() -> None:
    for one in (signals.bind_extra_request_metadata, signals.bind_extra_request_finished_metadata,
                signals.bind_extra_request_failed_metadata):
        one.connect(without_address, dispatch_uid="county.reviews.quiet")
    logging.getLogger("django.request").addFilter(_Shortening())
