"""Keeping the index: rows of `IndexedPassage`, which each database's own index follows within the transaction."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from county.gazette.models import Document, IndexedPassage, Passage
from county.gazette.search.folding import fold
from county.gazette.search.order import key_of
from county.gazette.search.tokens import pairs, singles

BATCH = 500


def index_document(document: Document) -> None:
    """Make the passages of a document found. Raises CannotIndex; IntegrityError if they are indexed already."""
    passages = Passage.objects.filter(document=document).prefetch_related("agencies").order_by("position")
    IndexedPassage.objects.bulk_create(_rows(document, list(passages)), batch_size=BATCH)


def forget_document(document: Document) -> None:
    """Make the passages of a document no longer found; nothing happens where none was."""
    IndexedPassage.objects.filter(passage__document=document).delete()


def reindex() -> int:
    """Index every document anew, all or nothing; returns how many there are."""
    with transaction.atomic():
        IndexedPassage.objects.all().delete()
        documents = list(Document.objects.order_by("pk"))
        for document in documents:
            index_document(document)
    return len(documents)


def _rows(document: Document, passages: list[Passage]) -> Iterator[IndexedPassage]:
    for passage in passages:
        text = fold(passage.text)
        if text:
            title = passage.kind == Passage.Kind.TITLE
            yield IndexedPassage(
                key=key_of(document.pk, document.issued, passage.position, title=title),
                passage=passage,
                singles=singles(text, {named.agency for named in passage.agencies.all()}),
                pairs=pairs(text),
            )
