"""Pages for anybody: answering by one's link, the results of surveys that ended, the lists they were drawn from."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.models import Survey, SurveyAnswer
from county.reviews.rating.open_pages import Unknown, open_page, says
from county.reviews.rating.said import place_in, text_in
from county.reviews.surveys import selectors, services
from county.reviews.surveys.drawing import draw, list_text
from county.reviews.surveys.kinds import STEPS, measures_of
from county.reviews.surveys.results import results_of
from county.reviews.tokens import hash_of


@open_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the proof; what is refused comes back with everything chosen."""
    held = (SurveyAnswer.objects.filter(token_hash=hash_of(token), act__isnull=False)
            .select_related("survey", "act__item").first())
    if held is None:
        raise Unknown
    if held.answered_on or held.survey.closed_at:
        return _over(request, held)
    return _send(request, held, token) if request.method == "POST" else _form(request, held)


def _send(request: HttpRequest, held: SurveyAnswer, token: str) -> HttpResponse:
    measures = measures_of(held.survey.subject)
    said = {one: place_in(request, f"measure-{number}") for number, one in enumerate(measures, 1)}
    try:
        services.answer(token=token, said=said, text=text_in(request, "text", services.WORDS + 1))
    except services.AlreadyAnswered:
        return _over(request, held)
    except CannotDo as refusal:
        return _form(request, held, refusal)
    return says(request, 200, _("谢谢您，答卷交好了"), _("答卷里没有您的姓名和电话；结果在调查结束后公布。"))


def _over(request: HttpRequest, held: SurveyAnswer) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    if held.survey.closed_at and not held.answered_on:
        return says(request, status, _("这次调查已经结束"), _("不再收答卷。结果在政务服务调查结果页公布，谢谢您。"))
    return says(request, status, _("这份问卷已经交过，谢谢您"), _("一个链接交一次，先前交的已经记下。"))


def _form(request: HttpRequest, held: SurveyAnswer, refusal: CannotDo | None = None) -> HttpResponse:
    rows = [(f"measure-{number}", title, place_in(request, f"measure-{number}"))
            for number, title in enumerate(measures_of(held.survey.subject), 1)]
    context = {"survey": held.survey, "act": held.act, "rows": rows, "refusal": refusal, "most": services.WORDS,
               "steps": list(zip(STEPS, selectors.step_words(), strict=True)),
               "text": text_in(request, "text", services.WORDS + 1)}
    return render(request, "reviews/surveys/answer.html", context, status=422 if refusal else 200)


@of_the_desk
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Surveys that ended; of those that run, what proves later that their list was not changed."""
    page = selectors.page_in(request.GET)
    rows = selectors.surveys(page, closed_only=True)
    context = {"rows": rows[: selectors.A_PAGE], "page": page, "more": len(rows) > selectors.A_PAGE,
               "running": selectors.running()}
    return render(request, "reviews/surveys/published.html", context)


@of_the_desk
@require_safe
def result(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What a survey found, and how anybody can draw its sample again."""
    held = get_object_or_404(Survey, pk=survey_id, closed_at__isnull=False)
    context = {"survey": held, "results": results_of(held), "steps": selectors.step_words()}
    return render(request, "reviews/surveys/result.html", context)


@of_the_desk
@require_safe
def drawn_from(request: HttpRequest, survey_id: int) -> HttpResponse:  # noqa: ARG001
    """The digests of everything a sample was drawn from, in order, a line each."""
    held = get_object_or_404(Survey, pk=survey_id, closed_at__isnull=False, is_drawn=True)
    headers = {"Content-Disposition": f'attachment; filename="survey-{held.pk}.txt"'}
    return HttpResponse(_list(held.pk, held.list_digest), content_type="text/plain; charset=us-ascii", headers=headers)


@lru_cache(maxsize=2)
def _list(survey_id: int, digest: str) -> str:  # noqa: ARG001  (the digest tells lists apart)
    """The list never changes; drawing it again for every visitor would be a door for floods."""
    return list_text(draw(Survey.objects.get(pk=survey_id)).digests)
