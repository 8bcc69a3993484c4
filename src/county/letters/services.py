"""Issuing, voiding and filing back letters. Each is one transaction; files are on the disk before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name, agency_of
from county.audit.services import record
from county.files import JPEG, PDF, PNG, CannotKeep, Kept, keep
from county.letters.kinds import KINDS
from county.letters.models import Letter, Register
from county.letters.refusals import Refused
from county.letters.wording import require_code, require_words

REASON_LIMIT = 300


class Writer(Protocol):
    """Who issues: an account with the agencies it acts for, shown as a post."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def agencies(self) -> frozenset[str]: ...

    @property
    def shown_as(self) -> str: ...


def issue(*, actor: Writer, case: Any, kind: str, agency: str, code: str, to: Iterable[str], title: str,
          paragraphs: Sequence[str], signatory_post: str, dated: date, to_words: str = "",
          cites: Sequence[Mapping[str, str]] = (), signed_for: str = "", letter_id: UUID | None = None) -> Letter:
    """Give the next number of the office's register and keep the letter; the same `letter_id` again is the same letter.

    `case` may be None. `to`: ids; `to_words`: the addressees as printed, where they are not simply these units' names.
    Refused: not the actor's office, or something is missing, too long or not filled in.
    """
    draft = drafted(kind=kind, agency=agency, code=code, to=to, to_words=to_words, title=title, paragraphs=paragraphs,
                    signatory_post=signatory_post, dated=dated, cites=cites, signed_for=signed_for)
    _require_own(actor, agency)
    with transaction.atomic():
        register = _locked_register(agency, code, dated.year)
        draft.id = letter_id or uuid4()
        earlier = Letter.objects.select_related("register").filter(pk=draft.id).first()
        if earlier is not None:
            return _same(earlier, actor, register)
        register.last += 1
        register.save(update_fields=["last"])
        draft.register, draft.number, draft.case_id = register, register.last, case.pk if case else None
        draft.issued_at, draft.issued_by = timezone.now(), _account(actor)
        draft.save(force_insert=True)
        _record(actor, "issue_letter", draft, draft.content())
    return draft


def drafted(*, kind: str, agency: str, code: str, to: Iterable[str], to_words: str = "", title: str,
            paragraphs: Sequence[str], signatory_post: str, dated: date, cites: Sequence[Mapping[str, str]] = (),
            signed_for: str = "") -> Letter:
    """A letter without a number, as the preview shows it; nothing is written. Refused as in `issue`."""
    units, signed = list(dict.fromkeys(to)), signed_for or agency
    printed = to_words.strip() or "、".join(agency_name(one) for one in units)
    _require_known(kind, [agency, signed, *units])
    _require_filled(printed, signatory_post, dated)
    require_words(title, paragraphs, printed, signatory_post)
    register = Register(agency=agency, code=require_code(code), year=dated.year)
    return Letter(
        kind=kind, register=register, number=0, year=dated.year, issuer_words=agency_name(agency), to_agencies=units,
        to_words=printed, title=title.strip(), paragraphs=[one.strip() for one in paragraphs],
        cites=[dict(one) for one in cites], signatory_post=signatory_post.strip(), signed_for=signed,
        signed_words=agency_name(signed), dated=dated,
    )


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


def _require_known(kind: str, agencies: Iterable[str]) -> None:
    if kind not in KINDS:
        raise Refused(_("没有“%(kind)s”这个文种。") % {"kind": kind}, "kind")
    for one in agencies:
        if agency_of(one) is None:
            raise Refused(_("数据包里没有“%(agency)s”这个单位。") % {"agency": one}, "to")


def _require_filled(to_words: str, signatory_post: str, dated: date) -> None:
    if not to_words or len(to_words) > 600:
        raise Refused(_("请填主送单位，多个用“、”分开，最多 600 个字。"), "to")
    if not signatory_post.strip() or len(signatory_post) > 100:
        raise Refused(_("请填签发人的职务，最多 100 个字。"), "signatory_post")
    if dated > business.business_today():
        raise Refused(_("成文日期不能晚于今天。"), "dated")


def _require_valid(letter: Letter) -> None:
    if letter.is_voided:
        raise Refused(_("%(number)s已经作废，不能再改。") % {"number": letter.shown_number})


def _account(actor: Writer) -> int:
    if actor.user_id is None:
        raise Refused(_("请先登录。"))
    return actor.user_id


def _record(actor: Writer, verb: str, letter: Letter, content: Mapping[str, Any]) -> None:
    record(actor=actor, verb=verb, thing_kind="letter", thing_id=letter.pk, business_at=business.now(), content=content)
