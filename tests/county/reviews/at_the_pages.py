"""Everybody who has a part in a service and its rating, at the pages: finishing, handling, asking for a review."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from county import business
from county.cases.models import Case
from county.reviews.models import Appeal, Rating, Staff, Ticket

from .doing import BAD, at
from .opening import send, text_of

UNIT = "housing"
STATISTICS = "/好差评/统计/?month="


class People:
    """Everybody who has a part in it, each signed in once."""

    def __init__(self, enter: Any) -> None:
        self.clerk, self.handler, self.head = enter("staff", UNIT), enter("handler", UNIT), enter("head", UNIT)
        self.supervisor = enter("supervisor", "supervision-office")
        self.office = enter("review_office", "service-office")
        self.clerk.post(reverse("reviews:finish-place"), {"counter": "counter-1", "staff": "0001"})
        Staff.objects.update(user_id=int(self.clerk.session["_auth_user_id"]))

    def served(self, day: str, clock: str = "10:00") -> str:
        """A service that the clerk finishes with the button; where it is rated."""
        business.set_to(at(day, clock))
        answer = self.clerk.post(reverse("reviews:finish"), {"item": "A-1", "key": str(uuid4())})
        return str(answer.context["link"]).partition("testserver")[2]

    def bad(self, day: str, grade: int = BAD, clock: str = "17:00", **more: str) -> Ticket:
        """A service and its bad rating of the same day."""
        link = self.served(day)
        business.set_to(at(day, clock))
        assert send(link, grade, **more).status_code == 303
        return Ticket.objects.get(rating=Rating.objects.order_by("-pk").first())

    def take(self, client: Client, case: Any, step: str, day: str, status: int = 303, **typed: str) -> Any:
        """A step on the page of a case."""
        business.set_to(at(day))
        typed = {"finding": "已核实", "result": "已改好", "explanation": "没有依据", "reason": "系统没有开放",
                 "told": "已说明", "note": "没有联系方式", **typed}
        held = Case.objects.get(pk=case.pk)
        answer = client.post(reverse("cases:take", args=(case.pk, step)), {**typed, "seen": held.seq, "key": uuid4()})
        assert answer.status_code == status, (step, text_of(answer)[:3000])
        return answer

    def called_back(self, ticket: Ticket, day: str) -> None:
        """A real-name ticket to its end."""
        self.take(self.handler, ticket, "no_basis", day)
        self.take(self.handler, ticket, "feed_back", day)
        self.take(self.head, ticket, "call_back", day)
        self.take(self.head, ticket, "close", day)

    def appeal(self, ticket: Ticket, day: str) -> Appeal:
        """The clerk asks for a review of a rating of the own."""
        business.set_to(at(day))
        answer = self.clerk.post(reverse("reviews:appeal", args=(ticket.pk,)), {"words": "与事实不符", "key": uuid4()})
        assert answer.status_code == 303, text_of(answer)
        return Appeal.objects.get(ticket=ticket)

    def set_aside(self, ticket: Ticket, day: str) -> None:
        appeal = self.appeal(ticket, day)
        self.take(self.office, appeal, "accept", day)
        self.take(self.office, appeal, "set_aside", day)

    def seen(self, name: str, *args: Any, by: Client | None = None) -> str:
        return text_of((by or self.handler).get(reverse(f"reviews:{name}", args=args)))

    def statistics(self, month: str = "2020-07") -> str:
        return " ".join(text_of(self.office.get(STATISTICS + month)).split())
