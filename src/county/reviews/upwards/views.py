"""Shipments for who runs the reviews: what waits, files, receipts, what is sent again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county import business
from county.accounts.may import actor_in, require
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.models import Shipment
from county.reviews.upwards import channel, correcting, receipts, selectors, shipping
from county.reviews.upwards.gathering import gather, with_text

WRONG = 422


@of_the_desk
@require_safe
@require("manage_reviews")
def upwards(request: HttpRequest) -> HttpResponse:
    """What waits, what was sent, what came back."""
    return _list(request)


@of_the_desk
@require_POST
@require("manage_reviews")
def make(request: HttpRequest) -> HttpResponse:
    """A file of everything that waits, the latest gathered first."""
    gather(business.now())
    made = shipping.ship(actor=actor_in(request), by_hand=not channel.is_set())
    if made is None:
        messages.info(request, _("没有等待上报的，没有生成文件。"))
        return _to_list()
    messages.success(request, _("批次 %(number)s 已生成，%(count)s 件。") % vars(made))
    return HttpResponseRedirect(reverse("reviews:shipment", args=(made.number,)), status=303)


@of_the_desk
@require_POST
@require("manage_reviews")
def receipt(request: HttpRequest) -> HttpResponse:
    """A receipt that somebody brings; one line that does not fit keeps all of it out."""
    try:
        held, accepted, refused = receipts.take_receipt(actor=actor_in(request), data=_bytes(request))
    except CannotDo as wrong:
        return _list(request, wrong)
    messages.success(request, _("批次 %(number)s：接收 %(accepted)s 件，退回 %(refused)s 件。") % {
        "number": held.number, "accepted": accepted, "refused": refused})
    return HttpResponseRedirect(reverse("reviews:shipment", args=(held.number,)), status=303)


@of_the_desk
@require_safe
@require("manage_reviews")
def shipment(request: HttpRequest, number: str) -> HttpResponse:
    """One shipment with what was refused and why."""
    return _shipment(request, _held(number))


@of_the_desk
@require_safe
@require("manage_reviews")
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The file, byte for byte as it was made."""
    held = _held(number)
    try:
        content = shipping.content_of(held)
    except ValueError:
        return _shipment(request, held, CannotDo(channel.failed_words("changed")))
    headers = {"Content-Disposition": f'attachment; filename="{held.number}.jsonl"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/jsonl; charset=utf-8", headers=headers)


@of_the_desk
@require_POST
@require("manage_reviews")
def again(request: HttpRequest, number: str) -> HttpResponse:
    """What was refused goes up again, as it stands now: one of them, or all."""
    held, ref = _held(number), request.POST.get("ref", "").replace("\0", "")[:90]
    try:
        count = correcting.correct(actor=actor_in(request), shipment=held, refs=[ref] if ref else None)
    except CannotDo as wrong:
        return _shipment(request, held, wrong)
    messages.success(request, _("%(count)s 件已重新列入，随下一批上报。") % {"count": count})
    return HttpResponseRedirect(reverse("reviews:shipment", args=(held.number,)), status=303)


def _list(request: HttpRequest, wrong: CannotDo | None = None) -> HttpResponse:
    said = request.GET.get("page", "1")
    page = max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 5 else 1
    rows, kinds = selectors.shipments(page), selectors.waiting()
    context = {"rows": [(one, _why(one)) for one in rows[: selectors.A_PAGE]],
               "page": page, "more": len(rows) > selectors.A_PAGE, "waiting": kinds, "wrong": wrong,
               "total": sum(one.count for one in kinds), "folder": bool(channel.folder()),
               "gateway": bool(channel.gateway()), "with_text": with_text()}
    return render(request, "reviews/upwards/upwards.html", context, status=WRONG if wrong else 200)


def _shipment(request: HttpRequest, held: Shipment, wrong: CannotDo | None = None) -> HttpResponse:
    refused = [(one, selectors.kind_word(one.kind)) for one in selectors.refused_of(held)]
    context = {"shipment": held, "refused": refused, "wrong": wrong,
               "why": _why(held)}
    return render(request, "reviews/upwards/shipment.html", context, status=WRONG if wrong else 200)


def _why(shipment: Shipment) -> str:
    return channel.failed_words(shipment.failed) if shipment.failed else ""


def _held(number: str) -> Shipment:
    held = selectors.shipment_of(number) if "\0" not in number else None
    if held is None:
        raise Http404
    return held


def _bytes(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise CannotDo(_("没有收到文件，请选对方发回的回执。"), "file")
    data: bytes = sent.read(receipts.SIZE + 1)
    return data


def _to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("reviews:upwards"), status=303)
