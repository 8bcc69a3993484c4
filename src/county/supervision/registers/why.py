"""Why a rule decided so: each reason as a sentence with its place, as it is kept and as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from county.offers import passages
from gongbao.rules.judgement import Judgement, Reason
from gongbao.wording import speaker

Kept = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Why:
    """`href` leads to the place where it is held."""

    says: str
    document: str = ""
    at: str = ""
    quote: str = ""
    reading: str = ""
    href: str = ""


def kept_reasons(judgement: Judgement) -> list[dict[str, str]]:
    """The reasons in both languages, as they stay on record."""
    return [_kept(one) for one in judgement.reasons]


def shown(several: Iterable[Iterable[Kept]]) -> list[list[Why]]:
    """Reasons that were kept, with where they lead. One look-up for all of them."""
    lists = [list(one) for one in several]
    leads = passages((one["document"], one["at"]) for each in lists for one in each if one.get("at"))
    hrefs = {place: passage.href for place, passage in leads.items()}
    language = "en" if get_language() == "en" else "zh"
    return [[Why(one[language], one["document"], one["at"], one["quote"], one["reading"],
                 hrefs.get((one["document"], one["at"]), "")) for one in each] for each in lists]



def _kept(one: Reason) -> dict[str, str]:
    cited = one.citation
    return {"zh": speaker("zh")(one), "en": speaker("en")(one), "document": cited.document if cited else "",
            "at": cited.at if cited else "", "quote": cited.quote if cited else "", "reading": one.reading or ""}
