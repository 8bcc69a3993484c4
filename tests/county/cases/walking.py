"""Walks through a procedure: every step at least once, each by somebody whom it names."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from county.accounts.actor import Actor, HeldPost
from county.agencies.names import agencies
from county.agencies.roles import WATCHES, Role
from county.agencies.stand_for import members_of
from county.cases.may import who_words
from county.cases.procedures import Running
from gongbao.rules.procedure import Need, Step

Maker = Callable[..., Any]


def routes(run: Running) -> list[list[Step]]:
    """Ways from the first state to an end that together take every step."""
    left, found = {step.id for step in run.procedure.steps}, []
    while left:
        way = _way_with(run, left)
        found.append(way)
        left -= {step.id for step in way}
    return found


def _way_with(run: Running, wanted: set[str]) -> list[Step]:
    """The shortest way to a step that is wanted, through it, and on to an end."""
    target = next(step for step in run.procedure.steps if step.id in wanted)
    ways = [_way(run, run.first, state) for state in target.origin]
    to_step = min(ways, key=lambda way: (way is None, len(way or ())))
    assert to_step is not None, target.id
    on = _way(run, target.to, None)
    assert on is not None, target.id
    return [*to_step, target, *on]


def _way(run: Running, start: str, goal: str | None) -> list[Step] | None:
    """The shortest steps from a state to another, or to any end."""
    queue: deque[tuple[str, list[Step]]] = deque([(start, [])])
    seen = {start}
    while queue:
        state, way = queue.popleft()
        if state == goal or (goal is None and run.ends(state)):
            return way
        for step in run.steps_from(state):
            if step.to not in seen:
                seen.add(step.to)
                queue.append((step.to, [*way, step]))
    return None


def post_for(step: Step, run: Running, agency: str, joined: str) -> tuple[str, str, str]:
    """agency, title, role of a post that the step names; a party where nobody in the offices is named."""
    who = step.who
    head = Role.HEAD.value if who.relation == "unit_head" else Role.HANDLER.value
    if who.agencies:
        return members_of(who.agencies[0])[0], "walker", head
    if who.posts and who.relation is None:
        return "", who.posts[0], Role.PARTY.value
    offices = run.book.pack.offices
    if who.relation == "supervisor":
        return offices["supervisor"], "walker", Role.SUPERVISOR.value
    if who.relation == "government":
        return offices["leader"], "walker", Role.LEADER.value
    if who.relation == "participant":
        return joined, "walker", head
    if who.relation == "office":
        from county.cases.may import _standing_for

        return _standing_for("office", run, agency)[0], "walker", head
    return agency, "walker", head


def actor_with(agency: str, title: str, role: str, user_id: int | None = None) -> Actor:
    return Actor(user_id, title, (HeldPost(0, agency, title, role),))


def strangers(step: Step, run: Running, agency: str, joined: str) -> list[Actor]:
    """A handler of every kind of unit that the step does not name, an auditor, an administrator, nobody at all."""
    own, _title, _role = post_for(step, run, agency, joined)
    named = {one for unit in (*step.who.agencies, own, agency, joined) for one in (unit, *members_of(unit))}
    kinds = {"department", "township", "company", "forces", "mass"}
    other = next(one.id for one in agencies() if one.kind in kinds and one.id not in named
                 and not (actor_with(one.id, "x", "handler").agencies & set(step.who.agencies)))
    watching = [actor_with(own, str(role.label), role.value) for role in (Role.AUDITOR, Role.ADMINISTRATOR)]
    return [Actor(), *watching, actor_with(other, "别处的人", Role.HANDLER.value)]


def answer(need: Need, step: Step, run: Running, clocks: tuple[str, ...]) -> str:
    """An answer that the rules behind a need can read."""
    question = run.question_for(step, need, clocks)
    if question is None:
        return "已办理"
    if question.choices:
        return next(iter(question.choices))
    given = {"date": "2020-12-10", "moment": "2020-12-10 09:00", "integer": "1", "number": "1", "money": "1",
             "percent": "1", "yes_no": "yes"}
    return given.get(question.type, "一项")


__all__ = ["WATCHES", "actor_with", "answer", "post_for", "routes", "strangers", "who_words"]
