"""An office that writes letters, a case, and the addresses of the letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse


@dataclass(frozen=True)
class Writer:
    user_id: int | None = 7
    agencies: frozenset[str] = frozenset({"government-office"})
    shown_as: str = "县政府办公室经办人"


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def words() -> dict[str, Any]:
    """What `issue` wants, of the plainest letter."""
    return {
        "case": None, "kind": "supervise", "agency": "government-office", "code": "清政督", "to": ["finance"],
        "title": "关于督促办理河道保洁的函", "paragraphs": ["请抓紧办理。", "特此函告。"],
        "signatory_post": "督查室主任", "dated": date(2020, 12, 15),
    }


@pytest.fixture
def case(db: None) -> Callable[..., Any]:
    """An open case of a unit that runs the first procedure of the county."""
    from county.business import now
    from county.cases.models import Case
    from county.cases.procedures import county_procedures

    def open_case(agency: str = "finance", **more: Any) -> Any:
        run = next(county_procedures())
        values = {"number": uuid4().hex[:12], "desk": "cases", "procedure": run.rule_id, "pack": run.book.pack.id,
                  "pack_digest": "0" * 64, "title": "财政资金拨付", "opened_at": now(), "state": run.first,
                  "agency": agency, "due_at": now()}
        return Case.objects.create(**{**values, **more})

    return open_case


@pytest.fixture
def pages(db: None) -> Callable[..., str]:
    """The address of a page of letters."""
    return lambda name, *args: reverse(f"letters:{name}", args=args)
