"""Surveys for who runs the reviews: the list, a new one, one survey with its links, answers and results."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import business
from county.accounts.may import actor_in, require
from county.agencies.sheets import MIME
from county.cases.forms import day_in, key_in, said_in
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.models import Survey
from county.reviews.surveys import selectors, services, sheets
from county.reviews.surveys.drawing import proposed_seed
from county.reviews.surveys.kinds import kinds
from county.reviews.surveys.results import results_of, share_of

NAMES = ("title", "subject", "method", "first", "last", "size", "seed", "items", "third")


@of_the_desk
@require_safe
@require("manage_reviews")
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, the latest first."""
    rows = [(one, share_of(one.answered, one.size)) for one in selectors.surveys(selectors.page_in(request.GET))]
    context = {"rows": rows[: selectors.A_PAGE], "page": selectors.page_in(request.GET),
               "more": len(rows) > selectors.A_PAGE, "total": Survey.objects.count()}
    return render(request, "reviews/surveys/surveys.html", context)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("manage_reviews")
def new(request: HttpRequest) -> HttpResponse:
    """A survey is begun; a refusal keeps what was typed. An empty seed is proposed first, then taken."""
    typed, wrong, today = {one: said_in(request, one)[:4000] for one in NAMES}, None, business.business_today()
    if request.method == "POST":
        typed["seed"] = typed["seed"] or proposed_seed(typed["title"].strip(), today)
        try:
            made = services.begin(actor=actor_in(request), new=_new_in(request, typed), key=key_in(request))
            return HttpResponseRedirect(reverse("reviews:survey", args=(made.pk,)), status=303)
        except CannotDo as refusal:
            wrong = refusal
    context = {"kinds": kinds(), "typed": typed, "wrong": wrong, "today": today.isoformat(),
               "key": key_in(request) or uuid4(),
               "methods": dict.fromkeys(method for kind in kinds() for method in kind.methods)}
    return render(request, "reviews/surveys/new.html", context, status=422 if wrong else 200)


def _new_in(request: HttpRequest, typed: dict[str, str]) -> services.NewSurvey:
    size = typed["size"].strip()
    return services.NewSurvey(
        title=typed["title"], subject=typed["subject"], method=typed["method"], first=day_in(request, "first"),
        last=day_in(request, "last"), seed=typed["seed"], is_drawn=typed["third"] != "yes",
        size=int(size) if size.isascii() and size.isdecimal() and len(size) < 7 else 0,
        items=tuple(typed["items"].replace("，", ",").replace("\n", ",").split(",")))


@of_the_desk
@require_safe
@require("manage_reviews")
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """One survey: how it was drawn, how many answered, what they said."""
    return _page(request, get_object_or_404(Survey, pk=survey_id))


@of_the_desk
@require_POST
@require("manage_reviews")
def links(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Fresh links as an Excel file; they are shown this once and kept as digests alone."""
    held = get_object_or_404(Survey, pk=survey_id)
    try:
        made = services.fresh_links(actor=actor_in(request), survey=held)
    except CannotDo as refusal:
        return _page(request, held, refusal)
    addressed = [(act, request.build_absolute_uri(reverse("reviews:survey-answer", args=(token,))))
                 for act, token in made]
    return _file(sheets.links_workbook(addressed), _("调查链接 %(title)s") % {"title": held.title})


@of_the_desk
@require_safe
@require("manage_reviews")
def template(request: HttpRequest, survey_id: int) -> HttpResponse:  # noqa: ARG001
    held = get_object_or_404(Survey, pk=survey_id)
    return _file(sheets.answers_template(held), _("答卷 %(title)s") % {"title": held.title})


@of_the_desk
@require_POST
@require("manage_reviews")
def bring_in(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Answers of a third party; with one row that does not fit none is kept."""
    held = get_object_or_404(Survey, pk=survey_id)
    try:
        fresh, there = sheets.bring_in(actor=actor_in(request), survey=held, data=_bytes(request))
    except CannotDo as refusal:
        return _page(request, held, refusal)
    messages.success(request, _("导入了 %(fresh)s 份，%(there)s 份先前已经导入。") % {"fresh": fresh, "there": there})
    return HttpResponseRedirect(reverse("reviews:survey", args=(held.pk,)), status=303)


@of_the_desk
@require_POST
@require("manage_reviews")
def close(request: HttpRequest, survey_id: int) -> HttpResponse:
    held = get_object_or_404(Survey, pk=survey_id)
    services.close(actor=actor_in(request), survey=held)
    messages.success(request, _("调查已经结束，结果和抽样名单公开了。"))
    return HttpResponseRedirect(reverse("reviews:survey", args=(held.pk,)), status=303)


def _page(request: HttpRequest, held: Survey, wrong: CannotDo | None = None) -> HttpResponse:
    results = results_of(held)
    context: dict[str, Any] = {"survey": held, "results": results, "wrong": wrong, "steps": selectors.step_words(),
                               "words": selectors.words_of(held)}
    return render(request, "reviews/surveys/survey.html", context, status=422 if wrong else 200)


def _bytes(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise CannotDo(_("没有收到文件，请选填好的答卷表。"), "file")
    if (sent.size or 0) > sheets.SIZE:
        raise CannotDo(_("文件超过 2 MB，没有接收。请只留答卷，再上传。"), "file")
    data: bytes = sent.read()
    return data


def _file(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or "attachment",
               "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=MIME, headers=headers)
