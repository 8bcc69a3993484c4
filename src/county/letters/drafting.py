"""From a draft to a letter without a number: what is missing, unknown or too long is refused here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name, agency_of
from county.letters.kinds import KINDS
from county.letters.models import Letter, Register
from county.letters.refusals import Refused
from county.letters.wording import require_code, require_words

UNITS_LIMIT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter to be issued. `case` may be None; the same `letter_id` again is the same letter.

    `to`, `copies`: ids; `to_words`, `copy_words`: the units as printed, where they are not simply these units' names.
    """

    kind: str
    agency: str
    code: str
    to: Iterable[str]
    title: str
    paragraphs: Sequence[str]
    signatory_post: str
    dated: date
    case: Any = None
    to_words: str = ""
    copies: Iterable[str] = ()
    copy_words: str = ""
    cites: Sequence[Mapping[str, str]] = ()
    signed_for: str = ""
    letter_id: UUID | None = None


def drafted(**words: Any) -> Letter:
    """A letter without a number, as the preview shows it; nothing is written. Refused as in `issue`."""
    return letter_of(Draft(**words))


def letter_of(draft: Draft) -> Letter:
    """The letter of a draft, still without its number. Refused: something is missing, too long or not filled in."""
    units, copied, signed = list(dict.fromkeys(draft.to)), list(dict.fromkeys(draft.copies)), draft.signed_for
    to_words, copy_words = _names(draft.to_words, units), _names(draft.copy_words, copied)
    signed = signed or draft.agency
    _require_known(draft.kind, [draft.agency, signed, *units], copied)
    _require_filled(to_words, copy_words, draft)
    require_words(draft.title, draft.paragraphs, to_words, copy_words, draft.signatory_post)
    register = Register(agency=draft.agency, code=require_code(draft.code), year=draft.dated.year)
    return Letter(
        kind=draft.kind, register=register, number=0, year=draft.dated.year, issuer_words=agency_name(draft.agency),
        to_agencies=units, to_words=to_words, copy_agencies=copied, copy_words=copy_words, title=draft.title.strip(),
        paragraphs=[one.strip() for one in draft.paragraphs], cites=[dict(one) for one in draft.cites],
        signatory_post=draft.signatory_post.strip(), signed_for=signed, signed_words=agency_name(signed),
        dated=draft.dated,
    )


def _names(words: str, units: Iterable[str]) -> str:
    return words.strip() or "、".join(agency_name(one) for one in units)


def _require_known(kind: str, agencies: Iterable[str], copied: Iterable[str]) -> None:
    if kind not in KINDS:
        raise Refused(_("没有“%(kind)s”这个文种。") % {"kind": kind}, "kind")
    for field, units in (("to", agencies), ("copies", copied)):
        for one in units:
            if agency_of(one) is None:
                raise Refused(_("数据包里没有“%(agency)s”这个单位。") % {"agency": one}, field)


def _require_filled(to_words: str, copy_words: str, draft: Draft) -> None:
    if not to_words or len(to_words) > UNITS_LIMIT:
        raise Refused(_("请填主送单位，多个用“、”分开，最多 600 个字。"), "to")
    if len(copy_words) > UNITS_LIMIT:
        raise Refused(_("抄送最多 600 个字，请改用总称。"), "copies")
    if not draft.signatory_post.strip() or len(draft.signatory_post) > 100:
        raise Refused(_("请填签发人的职务，最多 100 个字。"), "signatory_post")
    if draft.dated > business.business_today():
        raise Refused(_("成文日期不能晚于今天。"), "dated")
