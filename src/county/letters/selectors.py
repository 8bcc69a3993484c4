"""What the pages look up: registers, letters in the order of their numbers, and the letters of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.letters.access import may_read, reads_all
from county.letters.models import Addressee, Letter, Register


@dataclass(frozen=True, slots=True)
class PanelLetter:
    """A letter as a line of a case page."""

    number: str
    kind: str
    title: str
    issuer: str
    dated: date
    href: str
    is_voided: bool
    has_scan: bool


def panel(case_id: UUID, actor: Actor) -> list[PanelLetter]:
    """The letters of a case that this reader may open, in the order of their issue. One query."""
    letters = Letter.objects.filter(case_id=case_id).select_related("register").order_by("issued_at", "pk")
    return [_line(one) for one in letters if may_read(actor, one)]


def _line(letter: Letter) -> PanelLetter:
    return PanelLetter(letter.shown_number, letter.kind_name, letter.title, letter.issuer_words, letter.dated,
                       reverse("letters:letter", args=(letter.pk,)), letter.is_voided, bool(letter.scan_sha256))


def letter_of(letter_id: UUID) -> Letter | None:
    return Letter.objects.select_related("register").filter(pk=letter_id).first()


def registers_of(actor: Actor) -> QuerySet[Register]:
    """The registers this reader may open, the latest year first, each with how many of its letters are void."""
    found = Register.objects.all() if reads_all(actor) else Register.objects.filter(agency__in=actor.agencies)
    voided = Count("letters", filter=Q(letters__voided_at__isnull=False))
    return found.annotate(voided=voided).order_by("-year", "agency", "code")


def letters_of(register: Register) -> QuerySet[Letter]:
    """Every number of a register in order, the void ones included."""
    return register.letters.select_related("register").order_by("number")


def received_by(actor: Actor) -> QuerySet[Letter]:
    """The letters that this reader's units were sent, for action or for information, the latest first."""
    sent = Addressee.objects.filter(agency__in=actor.agencies).values("letter")
    return Letter.objects.select_related("register").filter(pk__in=sent).order_by("-dated", "-issued_at", "pk")


def last_code(agency: str) -> str:
    """The code that an office used last; empty before its first letter."""
    return Register.objects.filter(agency=agency).order_by("-year", "-pk").values_list("code", flat=True).first() or ""


def readers_of(letter: Letter) -> list[str]:
    """The addressees that read the letter here, by their names; others get it on paper."""
    return [agency_name(one) for one in letter.to_agencies]
