"""The demo county: its events happen through the real services, seeded and always the same; reset begins it again."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ForeignKey, Manager, Model, ProtectedError

from county import business
from county.agencies.services import open_posts
from county.audit import triggers
from county.cases.models import Case
from county.cases.sweep import sweep
from county.offers import demo_events

EMPTIED = ("notices", "supervision", "reviews", "letters", "cases", "agencies")
KEPT = {"Channel", "Post"}


def begin() -> bool:
    """Let the demo's events happen where nothing has happened yet; True if they did."""
    open_posts()
    if not settings.DEMO or Case.objects.exists():
        return False
    with transaction.atomic():  # all of it or nothing: half a county would never be finished
        for act in demo_events():
            act()
        sweep()
    return True


def reset() -> None:
    """Everything back to the morning of the first day. PermissionDenied in live mode."""
    if not settings.DEMO:
        raise PermissionDenied
    with triggers.without_triggers():
        _empty()
    triggers.empty()
    (Path(settings.HOME) / "seals.log").unlink(missing_ok=True)
    business.begin_again()
    begin()


def go(days: int) -> None:
    """Forward whole days, and what fell due meanwhile is written down at once."""
    if not settings.DEMO:
        raise PermissionDenied
    business.forward(days)
    sweep()


def _empty() -> None:
    """Rows of the desks, the youngest tables first; accounts stay, so that nobody is thrown out."""
    left: list[Manager[Model]] = [
        model.objects for label in EMPTIED  # type: ignore[attr-defined]
        for model in apps.get_app_config(label).get_models() if model.__name__ not in KEPT]
    while left:
        still = [rows for rows in left if not _emptied(rows)]
        if len(still) == len(left):
            raise RuntimeError(f"these tables hold one another: {[rows.model.__name__ for rows in left]}")
        left = still


def _emptied(rows: Manager[Model]) -> bool:
    """False while other rows still lean on these."""
    try:
        with transaction.atomic():
            parents = dict.fromkeys(_own_parents(rows.model))
            if parents:
                rows.update(**parents)
            rows.all().delete()
    except ProtectedError:
        return False
    return True


def _own_parents(model: type[Model]) -> list[str]:
    """Fields in which a row names another of its own table."""
    return [one.name for one in model._meta.get_fields()  # noqa: SLF001  (Django's documented door)
            if isinstance(one, ForeignKey) and one.related_model is model and one.null]
