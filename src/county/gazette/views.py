"""Document pages: held, listed but not imported, or only named by others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.business import business_today
from county.gazette import facts, selectors
from county.gazette.forms import DayForm
from county.gazette.models import Document, Edition
from county.gazette.names import anchor_of
from county.gazette.page.blocks import page_of
from gongbao.text.as_json import whole_of


@require_safe
def document(request: HttpRequest, address: str) -> HttpResponse:
    """The page of a document, whatever is known of it."""
    held = selectors.document_named(address)
    if held is None:
        return _not_held(request, address)
    if held.address != address:
        return HttpResponseRedirect(selectors.href_of(held.address))
    return _document_page(request, held, selectors.current_edition(held))


@require_safe
def edition(request: HttpRequest, address: str, serial: int) -> HttpResponse:
    """An earlier edition, as it was imported."""
    held = get_object_or_404(Document, address=address)
    found = selectors.edition_of(held, serial)
    if found is None:
        raise Http404
    return _document_page(request, held, found)


@require_safe
def place(request: HttpRequest, address: str, at: str) -> HttpResponse:
    """The permanent address of a node: it leads to its place on the page."""
    held = get_object_or_404(Document, address=address)
    wanted = " ".join(at.replace("_", " ").split())
    if not held.passages.filter(at__in={wanted, wanted.replace("／", "/")}).exists():
        says = _("这个文件现在没有“%(at)s”这一处。可以从目录里找，或搜索其中的字。") % {"at": wanted}
        return render(request, "gazette/no_place.html", {"document": held, "says": says}, status=404)
    return HttpResponseRedirect(f"{selectors.href_of(held.address)}#{anchor_of(wanted)}")


@require_safe
def as_json(request: HttpRequest, address: str) -> JsonResponse:  # noqa: ARG001
    """The document in the shape of `gongbao read --json`."""
    found = selectors.current_edition(get_object_or_404(Document, address=address))
    whole = whole_of(found.source_name, found.source_sha256, found.source_encoding, [found.content])
    plain = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(whole, json_dumps_params=plain, headers=_saved_as(address, "json"))


@require_safe
def as_markdown(request: HttpRequest, address: str) -> HttpResponse:  # noqa: ARG001
    found = selectors.current_edition(get_object_or_404(Document, address=address))
    return HttpResponse(found.markdown, content_type="text/markdown; charset=utf-8", headers=_saved_as(address, "md"))


def _saved_as(address: str, ending: str) -> dict[str, str]:
    """Saved under the document's number or title, without what file systems refuse in a name."""
    name = "".join("_" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in address)[:80]
    return {"Content-Disposition": content_disposition_header(True, f"{name}.{ending}") or "attachment"}


def _document_page(request: HttpRequest, held: Document, found: Edition) -> HttpResponse:
    names = selectors.known_names()
    links = selectors.links_of(found.content, names)
    content = {**found.content, **facts.margin_of(held.number)}
    context = {
        "document": held,
        "edition": found,
        "editions": selectors.editions_of(held),
        "content": content,
        "page": page_of(content, links, own=selectors.href_of(held.address)),
        "repeals": [{**one, "href": links.get((one["number"], one["title"]), "")} for one in content["repeals"]],
        **_relations(request, held.number, held.title, held),
    }
    return render(request, "gazette/document.html", context)


def _relations(request: HttpRequest, number: str, title: str, held: Document | None = None) -> dict[str, Any]:
    day, form = _day(request)
    citations = selectors.citing(number, title, besides=held)
    return {
        "listed": facts.listed(number),
        "standing": facts.standing_on(number, day),
        "day_form": form,
        "repealing": facts.repealing(number),
        "cited_by": [one for one in citations if one.kind == one.Kind.CITES],
        "repealed_by": [one for one in citations if one.kind == one.Kind.REPEALS],
    }


def _day(request: HttpRequest) -> tuple[date, DayForm | None]:
    """The day asked for; the day of business where none, or none that is a date, is given."""
    if "on" not in request.GET:
        return business_today(), None
    form = DayForm(request.GET)
    return (form.cleaned_data["on"] if form.is_valid() else business_today()), form


def _not_held(request: HttpRequest, name: str) -> HttpResponse:
    """What is known of a document nobody has imported: from a pack, or from those that name it."""
    entry, repealed = facts.listed(name), facts.repealing(name)
    title = entry.title if entry else repealed.title if repealed else name
    number = entry.number_as_printed if entry else repealed.number if repealed else name
    relations = _relations(request, number, title)
    if not (entry or repealed or relations["cited_by"] or relations["repealed_by"]):
        raise Http404
    named = relations["cited_by"] or relations["repealed_by"]
    if not (entry or repealed):
        number, title = named[0].number, named[0].title
    context = {"number": number, "title": title, "address": name, "brief": facts.brief_of(number), **relations}
    return render(request, "gazette/not_held.html", context)
