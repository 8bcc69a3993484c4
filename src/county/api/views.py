"""Rules over JSON: what can be asked, and an answer with its reasons."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from county.api.schemas import AnswerOut, Question, Refusal, RuleOut
from county.packs import county_rulebook
from county.reviews.intake.elsewhere import CHANNELS
from county.reviews.slots import is_open
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import BadInput
from gongbao.rules.as_json import answer_as_json, rule_as_json
from gongbao.version import VERSION
from gongbao.wording import speaker

_PLACE = 80


class Readable(JSONRenderer):
    """Chinese as it is written, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  (as the base class declares it)


class Objects(Parser):
    """A question is an object; its numbers keep the digits that were written."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """What ninja asks for; anything that is raised here is answered with 400."""
        question = json.loads(request.body, parse_float=Decimal)
        if not isinstance(question, dict):
            raise TypeError("not an object")
        return question


api = NinjaAPI(
    renderer=Readable(), parser=Objects(), title="令行", version=VERSION, docs_url=None, urls_namespace="api",
    description="一个县的规则：能问什么、怎么答、凭什么。 "
                "A county's rules: what can be asked, what is answered, and why.",
)


class NoRules(BadInput):
    """There is no pack to ask."""


def _book() -> Rulebook:
    book = county_rulebook()
    if book is None:
        raise NoRules("rule", "没有安装数据包，请先放进 packs 文件夹。", "No pack is installed; put one into packs.")
    return book


@api.exception_handler(BadInput)
def refused(request: HttpRequest, wrong: BadInput) -> HttpResponse:
    """404 for a rule that is not there, 422 for an answer that cannot be used."""
    return _refusal(request, wrong, 404 if wrong.name == "rule" else 422)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """400 for a body that is no JSON object."""
    example = '{"inputs": {}}'
    told = BadInput("body", f"请求要是一个 JSON 对象，例如 {example}。", f"Send one JSON object, such as {example}.")
    return _refusal(request, told, wrong.status_code)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    """413 for a body that is longer than the settings allow."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    told = BadInput("body", f"请求超过 {most} KB，没有接收。请分几次。",
                    f"The request is larger than {most} KB and was not taken. Send it in parts.")
    return _refusal(request, told, 413)


@api.exception_handler(ValidationError)
def ill_formed(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """422 for a part of the question that has another form than the description says; names the first."""
    parts = [str(part) for part in wrong.errors[0]["loc"] if part not in {"body", "question"}]
    place = ".".join(parts)[:_PLACE] or "body"
    told = BadInput(place, f"“{place}”的写法不对，写法见 /api/openapi.json。",
                    f"“{place}” is not of the form that /api/openapi.json gives.")
    return _refusal(request, told, 422)


def _refusal(request: HttpRequest, wrong: BadInput, status: int) -> HttpResponse:
    return api.create_response(request, {"input": wrong.name, "zh": wrong.zh, "en": wrong.en}, status=status)


@api.get("/rules", response=list[RuleOut], summary="能问的规则")
def rules(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """Every rule with its inputs, units and defaults."""
    return [rule_as_json(rule_id, system.document.number, rule) for rule_id, system, rule in _book().rules()]


@api.get("/rules/{system}/{key}", response={200: RuleOut, 404: Refusal}, summary="一条规则")
def rule(request: HttpRequest, system: str, key: str) -> dict[str, Any]:  # noqa: ARG001
    """One rule: what it asks for."""
    book, rule_id = _book(), f"{system}/{key}"
    held, found = book.find(rule_id)
    return rule_as_json(rule_id, held.document.number, found)


@api.post("/rules/{system}/{key}/ask", response={200: AnswerOut, 400: Refusal, 404: Refusal, 422: Refusal},
          summary="问一个具体情况")
def ask(request: HttpRequest, system: str, key: str, question: Question) -> dict[str, Any]:  # noqa: ARG001
    """Decide one case; the same as `gongbao ask --json`."""
    answer = _book().ask(f"{system}/{key}", question.inputs, readings=question.readings, on=question.on,
                         known_on=question.known_on)
    return answer_as_json(answer.judgement, speaker(question.language), answer.receipt)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How the API is used, for people."""
    book = county_rulebook()
    count = sum(1 for _ in book.rules()) if book else 0
    page = {"example": _example(book) if book else None, "count": count, "reviews": is_open(), "channels": CHANNELS}
    return render(request, "api/about.html", page)


def _example(book: Rulebook) -> dict[str, str] | None:
    """A worked example as a question to the API: the first that a page offers, of a time limit where there is one."""
    found = [
        (rule_id, rule, case) for rule_id, system, rule in book.rules() for case in system.cases
        if case.chip and f"{system.id}/{case.rule}" == rule_id
    ]
    chosen = next((one for one in found if one[1].kind == "time_limit"), found[0] if found else None)
    if chosen is None:
        return None
    rule_id, rule, case = chosen
    body = json.dumps({"inputs": case.given}, ensure_ascii=False)
    href = reverse("rulebook:rule", args=rule_id.split("/"))
    return {"rule": rule_id, "title": f"{rule.title}：{case.chip}", "body": body, "href": href}
