"""Issuing, voiding and filing back letters. Each is one transaction; files are on the disk before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name
from county.audit.services import record
from county.files import JPEG, PDF, PNG, CannotKeep, Kept, keep
from county.letters.drafting import Draft, drafted, letter_of
from county.letters.models import Addressee, Letter, Register
from county.letters.refusals import Refused
from county.letters.wording import require_words

__all__ = ["Draft", "drafted", "file_scan", "issue", "issue_each", "void"]
REASON_LIMIT = 300


class Writer(Protocol):
    """Who issues: an account with the agencies it acts for, shown as a post."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def agencies(self) -> frozenset[str]: ...

    @property
    def shown_as(self) -> str: ...


def issue(*, actor: Writer, **words: Any) -> Letter:
    """Give the next number of the office's register and keep the letter; `words` are those of a `Draft`.

    Refused: not the actor's office, or something is missing, too long or not filled in.
    """
    return issue_each(actor=actor, drafts=[Draft(**words)])[0]


def issue_each(*, actor: Writer, drafts: Sequence[Draft]) -> list[Letter]:
    """Several letters at once, their numbers one after the other; all of them or none. Refused as in `issue`.

    A draft whose `letter_id` was issued before gives that letter again, so that a form sent twice issues once.
    """
    letters = [_checked(actor, draft, at, len(drafts)) for at, draft in enumerate(drafts, 1)]
    if len({one.pk for one in letters}) < len(letters):
        raise ValueError("two drafts have the same letter_id")
    with transaction.atomic():
        registers = _locked_registers(letters)
        earlier = Letter.objects.select_related("register").in_bulk([one.pk for one in letters])
        return [_same(earlier[one.pk], actor, one.register) if one.pk in earlier else
                _numbered(actor, one, registers[_key(one)]) for one in letters]


def _checked(actor: Writer, draft: Draft, at: int, of: int) -> Letter:
    """The letter of a draft; of several, a refusal says which."""
    try:
        letter = letter_of(draft)
        _require_own(actor, draft.agency)
    except Refused as refusal:
        if of == 1:
            raise
        raise Refused(_("第 %(at)s 封：%(says)s") % {"at": at, "says": refusal}, refusal.field) from None
    letter.id, letter.case_id = draft.letter_id or uuid4(), draft.case.pk if draft.case else None
    return letter


def _numbered(actor: Writer, letter: Letter, register: Register) -> Letter:
    """Keep a letter under the next number of its register, which is locked."""
    register.last += 1
    register.save(update_fields=["last"])
    letter.register, letter.number = register, register.last
    letter.issued_at, letter.issued_by = timezone.now(), _account(actor)
    letter.save(force_insert=True)
    Addressee.objects.bulk_create(Addressee(letter=letter, agency=one) for one in letter.receivers())
    _record(actor, "issue_letter", letter, letter.content())
    return letter


def void(*, actor: Writer, letter: Letter, reason: str) -> Letter:
    """Mark a letter as void; it keeps its number. Refused: not the actor's office, no reason, or void already."""
    _require_own(actor, letter.register.agency)
    said = reason.strip()
    if not said or len(said) > REASON_LIMIT:
        raise Refused(_("请写明作废原因，最多 %(limit)s 个字。") % {"limit": REASON_LIMIT}, "reason")
    require_words(letter.title, [said])
    with transaction.atomic():
        held = _locked(letter)
        _require_valid(held)
        held.voided_at, held.void_reason = business.now(), said
        held.save(update_fields=["voided_at", "void_reason"])
        _record(actor, "void_letter", held, {"reason": said})
    return held


def file_scan(*, actor: Writer, letter: Letter, upload: UploadedFile[Any]) -> Letter:
    """File the sealed scan back; the letter points to the last one. Refused: not pdf, jpeg or png, or too large."""
    _require_own(actor, letter.register.agency)
    _require_valid(letter)
    kept = _kept(upload)
    with transaction.atomic():
        held = _locked(letter)
        _require_valid(held)
        _point_to(held, kept)
        _record(actor, "file_letter_scan", held, {"sha256": kept.sha256, "size": kept.size})
    return held


def _kept(upload: UploadedFile[Any]) -> Kept:
    """The scan on the disk, before the transaction that mentions it."""
    try:
        return keep(upload, (PDF, JPEG, PNG))
    except CannotKeep as refusal:
        raise Refused(refusal.says, "scan") from None


def _point_to(letter: Letter, kept: Kept) -> None:
    letter.scan_sha256, letter.scan_name, letter.scan_size = kept.sha256, kept.name, kept.size
    letter.scan_type, letter.scanned_at = kept.kind, business.now()
    letter.save(update_fields=["scan_sha256", "scan_name", "scan_size", "scan_type", "scanned_at"])


def _key(letter: Letter) -> tuple[str, str, int]:
    return letter.register.agency, letter.register.code, letter.register.year


def _locked_registers(letters: Iterable[Letter]) -> dict[tuple[str, str, int], Register]:
    """Their registers, always locked in the same order, so that two writers never wait for each other."""
    return {key: _locked_register(*key) for key in sorted({_key(one) for one in letters})}


def _locked_register(agency: str, code: str, year: int) -> Register:
    """The register under a row lock until the transaction ends; SQLite lets one transaction write at a time anyway."""
    register, _made = Register.objects.get_or_create(agency=agency, code=code, year=year)
    return Register.objects.select_for_update().get(pk=register.pk)


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("register").get(pk=letter.pk)


def _same(earlier: Letter, actor: Writer, register: Register) -> Letter:
    """The letter that this form made before."""
    if earlier.issued_by != actor.user_id or earlier.register.agency != register.agency:
        raise Refused(_("这张表单已经用过了。请重新打开拟稿页。"))
    return earlier


def _require_own(actor: Writer, agency: str) -> None:
    if actor.user_id is None or agency not in actor.agencies:
        raise Refused(_("只能以您任职单位的名义发文，%(agency)s不是。") % {"agency": agency_name(agency)}, "agency")


def _require_valid(letter: Letter) -> None:
    if letter.is_voided:
        raise Refused(_("%(number)s已经作废，不能再改。") % {"number": letter.shown_number})


def _account(actor: Writer) -> int:
    if actor.user_id is None:
        raise Refused(_("请先登录。"))
    return actor.user_id


def _record(actor: Writer, verb: str, letter: Letter, content: Mapping[str, Any]) -> None:
    record(actor=actor, verb=verb, thing_kind="letter", thing_id=letter.pk, business_at=business.now(), content=content)
