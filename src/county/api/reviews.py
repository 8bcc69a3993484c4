"""Service reviews over JSON, for the systems of units: services finished, ratings given elsewhere, states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from county import business
from county.api.cases import Handler, KeyAuth, Told, actor_of, within
from county.audit.services import record
from county.business import ZONE
from county.cases.says import CannotDo
from county.reviews.intake.elsewhere import NoSuchService, SentRating, take_in
from county.reviews.intake.links import link_of
from county.reviews.intake.reporting import act_of, report
from county.reviews.intake.services import NewAct
from county.reviews.models import ServiceAct
from county.reviews.rating.new_rating import LONGEST
from county.reviews.rating.services import AlreadyRated
from county.reviews.rating.told import told_of
from county.reviews.slots import is_open

MOST = 500
PLAIN = r"^[^\x00]*$"
Short = Annotated[str, StringConstraints(max_length=100, pattern=PLAIN)]
Number = Annotated[str, StringConstraints(max_length=60, pattern=PLAIN)]
Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=PLAIN)]
Place = Annotated[int, Field(ge=1, le=99, strict=True)]
Said = Place | Annotated[str, StringConstraints(max_length=20, pattern=PLAIN)]


class FinishedService(Schema):
    """A finished service. `number`: your own, so that it comes in once. `item`: the matter's code. At a window
    `counter` (its code) or `unit` (its name); online `platform` (its name) and `matter_key`, your key of the matter,
    which is rated once. `staff`: the number on the badge. `telephone`: where the link may be sent to."""

    number: Number
    item: Number
    finished_at: datetime
    counter: Short = ""
    unit: Short = ""
    platform: Short = ""
    staff: Short = ""
    matter_key: Short = ""
    telephone: Short = ""


class FinishedServices(Schema):
    services: list[FinishedService] = Field(min_length=1, max_length=MOST)


class ServiceOut(Schema):
    """`link`: where the service is rated; given once, then empty. `state`: finished, rated, defaulted."""

    number: str
    link: str
    state: str


class ServicesOut(Schema):
    services: list[ServiceOut]


class StateOut(Schema):
    number: str
    state: str


class NewRatingIn(Schema):
    """A rating of the service with this `number`, or with the `token` at the end of its link. `grade` and the values of
    `dimensions` (by the numbers of the county's list): the place from the best, or the word. `name` and `telephone`:
    both, of one who wants to be called back, or neither. `key`: a UUID; the same one again gives the same rating."""

    key: UUID
    grade: Said
    channel: Short
    number: Number = ""
    token: Short = ""
    dimensions: dict[Annotated[str, StringConstraints(max_length=10, pattern=PLAIN)], Said] = Field(
        default_factory=dict, max_length=20)
    text: Text = ""
    name: Short = ""
    telephone: Short = ""


class Refused(Schema):
    """Why not, in one sentence, in the language asked for (`?language=en`); `input`: what it is about."""

    says: str
    input: str = ""


router = Router(auth=KeyAuth(), tags=["reviews"])


def of_reviews(scope: str) -> Callable[[Handler], Handler]:
    """As `within`, where the county's pack has service reviews; a refusal also says what it is about."""

    def wrap(handle: Handler) -> Handler:
        @within(scope)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
            if not is_open():
                return Status(404, {"says": _("本县的数据包没有好差评。")})
            try:
                return handle(request, *args, **kwargs)
            except NoSuchService as refusal:
                return _refused(404, refusal)
            except AlreadyRated as refusal:
                return _refused(409, refusal)
            except CannotDo as refusal:
                return _refused(422, refusal)

        @wraps(handle)  # here, since ninja looks the names of the handler's types up beside the outermost function
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
            return answered(request, *args, **kwargs)

        return guarded

    return wrap


@router.post("services/", response={200: ServicesOut, 403: Refused, 404: Refused, 422: Refused},
             summary="报送办结的服务")
@of_reviews("finish_services")
def services(request: HttpRequest, body: FinishedServices) -> Told:
    """Up to 500 finished services of the unit, all of them or none; a number that is there already stays as it is."""
    made = report(actor=actor_of(request), acts=[_new(one) for one in body.services])
    told = told_of([one.act for one in made], business.business_today())
    return Status(200, {"services": [
        {"number": sent.number, "link": link_of(request, one.token), "state": told[one.act.pk]}
        for sent, one in zip(body.services, made, strict=True)]})


@router.get("services/{path:number}", response={200: StateOut, 403: Refused, 404: Refused}, summary="一次服务的状态")
@of_reviews("finish_services")
def state(request: HttpRequest, number: str) -> Told:
    """The state alone, as it was when the day began, and never what was said. Of another unit's service not even
    whether it exists is told."""
    act = act_of(actor_of(request), number) if len(number) <= 60 and "\0" not in number else None
    if act is None:
        return Status(404, {"says": _("没有这次服务，或者它不是您单位的，请核对编号或链接。"), "input": "number"})
    return Status(200, {"number": act.number, "state": told_of([act], business.business_today())[act.pk]})


@router.post("ratings/", response={200: StateOut, 403: Refused, 404: Refused, 409: Refused, 422: Refused},
             summary="报送评价")
@of_reviews("send_ratings")
def ratings(request: HttpRequest, body: NewRatingIn) -> Told:
    """One rating of one service, from an app, the web, the hotline, a box, a mail; a second one is 409."""
    try:
        made = take_in(actor=actor_of(request), sent=SentRating(**body.dict()))
    except (NoSuchService, AlreadyRated) as refusal:
        _write_refusal(request, refusal)
        raise
    return Status(200, {"number": body.number, "state": ServiceAct.objects.get(pk=made.act_id).state})


def _write_refusal(request: HttpRequest, refusal: CannotDo) -> None:
    """Whose key tried a service that is not there or not its own, or rated one again; nothing of what it sent."""
    why = "no_such_service" if isinstance(refusal, NoSuchService) else "rated_twice"
    with transaction.atomic():
        record(actor=actor_of(request), verb="review.send_refused", thing_kind="rating", thing_id=why,
               business_at=business.now(), content={"why": why})


def _refused(status: int, refusal: CannotDo) -> Told:
    return Status(status, {"says": refusal.says, "input": refusal.field})


def _new(sent: FinishedService) -> NewAct:
    """A moment without a zone is Beijing time."""
    moment = sent.finished_at if sent.finished_at.tzinfo else sent.finished_at.replace(tzinfo=ZONE)
    return NewAct(**{**sent.dict(), "finished_at": moment})
