"""What changes the reading room: keeping a dropped file, importing it, dropping it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from county.accounts.models import User
from county.gazette.models import Citation, Document, Edition, Passage, PassageAgency, SourceFile, Upload
from county.gazette.passages import agencies_in, passages_of
from county.gazette.plan import Plan, Planned
from county.gazette.search import forget_document, index_document
from county.packs import all_packs
from gongbao.packs import lexicon_for, normal_number


class TooManyWaiting(Exception):
    """Strangers have left as many files as are kept for them."""


def keep_upload(*, name: str, data: bytes, owner: User | None, replaces: str | None) -> Upload:
    """Keep a dropped file for a day. TooManyWaiting: it is a stranger's, and no more of those are kept."""
    with transaction.atomic():
        expired = timezone.now() - timedelta(hours=settings.UPLOAD_HOURS)
        Upload.objects.filter(created_at__lt=expired).delete()
        forget_upload(replaces)
        if owner is None and Upload.objects.filter(owner=None).count() >= settings.UPLOADS_KEPT:
            raise TooManyWaiting
        return Upload.objects.create(name=name[:255], data=data, size=len(data), owner=owner)


def forget_upload(upload_id: str | None) -> None:
    """Delete a kept file; nothing happens where there is none."""
    if upload_id:
        Upload.objects.filter(pk=UUID(upload_id)).delete()


def carry_out(plan: Plan, *, by: User | None) -> None:
    """Import what the plan found new or changed: all of it or nothing. The same plan again changes nothing."""
    with transaction.atomic():
        for planned in plan.documents:
            if planned.state != "same":
                _import_document(planned, plan, by)
        SourceFile.objects.get_or_create(sha256=plan.file.sha256, defaults={"name": plan.file.name[:255]})


def _import_document(planned: Planned, plan: Plan, by: User | None) -> None:
    document, is_new = Document.objects.select_for_update().get_or_create(
        address=planned.address, defaults=_columns(planned.content)
    )
    if not is_new:
        if document.editions.filter(serial=document.edition, digest=planned.digest).exists():
            return  # the same file was confirmed twice at once
        forget_document(document)
        document.passages.all().delete()
        document.citations.all().delete()
        for name, value in _columns(planned.content).items():
            setattr(document, name, value)
        document.edition += 1
        document.save()
    _add_edition(document, planned, plan, by)
    _add_passages(document, planned.content)
    _add_citations(document, planned.content)
    index_document(document)


def _columns(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": content["number"][:100],
        "title": content["title"][:500],
        "issued": date.fromisoformat(content["issued"]) if content["issued"] else None,
        "issuer": content["issuer"][:200],
    }


def _add_edition(document: Document, planned: Planned, plan: Plan, by: User | None) -> None:
    Edition.objects.create(
        document=document,
        serial=document.edition,
        content=planned.content,
        markdown=planned.read.markdown,
        digest=planned.digest,
        source_name=plan.file.name[:255],
        source_sha256=plan.file.sha256,
        source_encoding=plan.file.encoding,
        imported_by=by,
    )


def _add_passages(document: Document, content: dict[str, Any]) -> None:
    lexicon = lexicon_for(all_packs())(content["number"])
    marked = _agencies_of_marks(content)
    passages = [
        Passage(document=document, position=position, at=passage.at[:300], kind=passage.kind, text=passage.text)
        for position, passage in enumerate(passages_of(content))
    ]
    Passage.objects.bulk_create(passages, batch_size=500)
    named = [
        PassageAgency(passage=passage, agency=agency[:200])
        for passage in passages
        for agency in sorted(agencies_in(passage.text, lexicon) | marked.get(passage.at, set()))
    ]
    PassageAgency.objects.bulk_create(named, batch_size=500)


def _agencies_of_marks(content: dict[str, Any]) -> dict[str, set[str]]:
    """What the reader bound to a place by a responsibility mark, also where no pack knows the name."""
    found: dict[str, set[str]] = {}
    for task in content["obligations"]["tasks"]:
        found.setdefault(task["at"], set()).update(task["lead"], task["participants"])
    return found


def _add_citations(document: Document, content: dict[str, Any]) -> None:
    kinds = ((Citation.Kind.CITES, content["cites"]), (Citation.Kind.REPEALS, content["repeals"]))
    rows = {
        (kind, normal_number(cited["number"])[:100], cited["title"][:500], cited["at"][:300]): None
        for kind, all_cited in kinds
        for cited in all_cited
    }
    Citation.objects.bulk_create(
        Citation(document=document, kind=kind, number=number, title=title, at=at) for kind, number, title, at in rows
    )
