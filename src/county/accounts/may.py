"""What a post allows on pages that are no case: the one place that decides (cases have `county.cases.may`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.accounts.actor import Actor
from county.agencies.roles import Role

View = Callable[..., HttpResponse]
OFFICE = frozenset({Role.STAFF, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.REVIEW, Role.DUTY, Role.COMMANDER,
                    Role.LEADER})
EVERY_POST = OFFICE | {Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.PARTY}
CASE_WORK = OFFICE | {Role.PARTY}

VERBS: dict[str, tuple[str, frozenset[str]]] = {
    "read_cases": (gettext_noop("看自己单位的办件"), frozenset(CASE_WORK)),
    "open_cases": (gettext_noop("新开办件"), frozenset(CASE_WORK - {Role.STAFF})),
    "read_unit": (gettext_noop("看单位页"), frozenset(OFFICE)),
    "read_people": (gettext_noop("看机构和人员"), frozenset(OFFICE | {Role.ADMINISTRATOR})),
    "manage_people": (gettext_noop("管理本单位的人员和任职"),
                      frozenset({Role.HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR})),
    "hold_meetings": (gettext_noop("登记会议"), frozenset(OFFICE - {Role.STAFF})),
    "write_letters": (gettext_noop("制发公函"), frozenset(OFFICE - {Role.STAFF})),
    "import_gazette": (gettext_noop("导入公报"), frozenset({Role.EDITOR, Role.ADMINISTRATOR})),
    "read_notices": (gettext_noop("看通知"), frozenset(EVERY_POST)),
    "read_audit": (gettext_noop("看审计记录"), frozenset({Role.AUDITOR})),
    "administer": (gettext_noop("管理账户、接口和通道"), frozenset({Role.ADMINISTRATOR})),
    "read_reviews": (gettext_noop("看服务评价的统计和差评单"), frozenset(OFFICE)),
    "manage_reviews": (gettext_noop("管理服务评价"), frozenset({Role.REVIEW})),
    "supervise": (gettext_noop("看全县的进展"), frozenset({Role.SUPERVISOR, Role.LEADER})),
}
"""verb → what it is called, the roles that allow it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an actor may, and the sentence that says why not."""

    allowed: bool
    says: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def may(actor: Actor, verb: str) -> Answer:
    """Whether one of the posts held today allows this. KeyError: a verb that nobody listed."""
    called, roles = VERBS[verb]
    if not actor.has_scope(verb):
        return Answer(False, _("这个接口密钥不能“%(what)s”，请向系统管理员另要一个。") % {"what": _(called)})
    if actor.roles & roles:
        return Answer(True)
    allowed = "、".join(str(Role(one).label) for one in Role if one in roles)
    says = _("“%(what)s”要有这些职务之一：%(roles)s。您现在是：%(post)s。请换一个账户，或请单位负责人登记您的任职。")
    return Answer(False, says % {"what": _(called), "roles": allowed, "post": actor.shown_as})


def actor_in(request: HttpRequest) -> Actor:
    """Who asks: what the middleware found."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def require(verb: str) -> Callable[[View], View]:
    """A view for those who may; strangers are sent to sign in and come back, others get 403 with the sentence."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = may(actor_in(request), verb)
            if answer:
                return view(request, *args, **kwargs)
            return refused(request, answer.says)

        guarded.required_verb = verb  # type: ignore[attr-defined]
        return guarded

    return wrap


def refused(request: HttpRequest, says: str) -> HttpResponse:
    """To sign in for a stranger, else 403 with the sentence."""
    if not actor_in(request).is_known:
        return redirect_to_login(request.get_full_path())
    page = {"title": _("不能看这一页"), "says": says, "status": 403}
    return render(request, "site/says.html", page, status=403)
