"""From the sheets of a pack, and what it inherits, to one pack whose entries fit together."""

from __future__ import annotations

from collections.abc import Iterable

from gongbao.packs.errors import PackError
from gongbao.packs.model import Agency, AgencySheet, Pack, PackSheet
from gongbao.packs.sheet import Place, Sheet
from gongbao.packs.spelling import spelled
from gongbao.packs.wording import at


def assemble(sheet: Sheet, head: PackSheet, agency_sheet: Sheet, own: AgencySheet, elder: Pack | None) -> Pack:
    """One pack: the sheet's documents, the elder's agencies overridden by id. PackError: entries that contradict."""
    _documents_once(sheet, head)
    _ids_once(agency_sheet, own.agencies)
    merged = {agency.id: agency for agency in (*(elder.agencies if elder else ()), *own.agencies)}
    places: dict[str, Place] = {agency.id: ("agencies", index) for index, agency in enumerate(own.agencies)}
    _forms_once(agency_sheet, merged.values(), places)
    _parents_known(agency_sheet, own.agencies, merged)
    return Pack(**{name: getattr(head, name) for name in PackSheet.model_fields}, agencies=tuple(merged.values()))


def _documents_once(sheet: Sheet, head: PackSheet) -> None:
    seen: set[str] = set()
    for index, document in enumerate(head.documents):
        known_by = document.number or f"{document.issued} {document.title}"
        if known_by in seen:
            place = ("documents", index, "number")
            raise at(sheet, place, f"公文“{known_by}”重复，请只保留一份", f"“{known_by}” is listed twice; keep one")
        seen.add(known_by)


def _ids_once(sheet: Sheet, agencies: Iterable[Agency]) -> None:
    seen: set[str] = set()
    for index, agency in enumerate(agencies):
        if agency.id in seen:
            raise at(
                sheet,
                ("agencies", index, "id"),
                f"id“{agency.id}”重复，请换一个",
                f"the id “{agency.id}” is used twice; choose another",
            )
        seen.add(agency.id)


def _forms_once(sheet: Sheet, agencies: Iterable[Agency], places: dict[str, Place]) -> None:
    owner: dict[str, Agency] = {}
    for agency in agencies:
        for form in agency.forms:
            other = owner.setdefault(spelled(form), agency)
            if other is not agency:
                place = places.get(agency.id) or places.get(other.id, ())
                raise _two_owners(sheet, place, form, other, agency)


def _two_owners(sheet: Sheet, place: Place, form: str, one: Agency, other: Agency) -> PackError:
    return at(
        sheet,
        place,
        f"名称“{form}”同时指“{one.name}”（{one.id}）和“{other.name}”（{other.id}），请只归一个",
        f"“{form}” names both {one.id} and {other.id}; give it to one of them",
    )


def _parents_known(sheet: Sheet, agencies: Iterable[Agency], known: dict[str, Agency]) -> None:
    for index, agency in enumerate(agencies):
        if agency.parent is not None and (agency.parent not in known or _circles(agency, known)):
            raise at(
                sheet,
                ("agencies", index, "parent"),
                f"上级“{agency.parent}”不在单位表中或绕回自己，请改正",
                f"the parent “{agency.parent}” is not among the agencies or leads back to itself; correct it",
            )


def _circles(agency: Agency, known: dict[str, Agency]) -> bool:
    seen, step = {agency.id}, agency.parent
    while step is not None and step in known:
        if step in seen:
            return True
        seen.add(step)
        step = known[step].parent
    return False
