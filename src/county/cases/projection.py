"""What the steps of a case come to: pure, no database, no clock. `gongbao audit refold` folds all and compares.

Effects of a step, each optional:
state, agency, handler: the new value. clocks: clock id → its record, or None where it ended. suspended: a moment, or
None where time runs again. join: unit → its part. done, leave: units. asked: who has to act next; aware: who could
too. told: keys of what was written down already. closed: the case has ended. A clock that comes back as it was (the
matter was returned) takes the place of the one that had ended.

A clock's record: title, rule (empty for a limit that the office set), since, due (a moment, the last one included;
None where the document gives no number), amber (a moment or None), unit, soft, pauses (since, until), until
(of an own or printed limit: the step with which it is kept). A clock that ended carries beside it: clock (its id),
ended (the moment), seq (of the step), by_close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

Effects = Mapping[str, Any]
Clock = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that takes part."""

    part: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a case stands after some of its steps."""

    state: str = ""
    agency: str = ""
    handler: int | None = None
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    ended: tuple[Clock, ...] = ()
    suspended_since: datetime | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    aware: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    closed_at: datetime | None = None
    seq: int = 0

    @property
    def due_at(self) -> datetime | None:
        """The earliest running due moment."""
        return min(self._running("due"), default=None)

    @property
    def amber_at(self) -> datetime | None:
        return min(self._running("amber"), default=None)

    @property
    def next_at(self) -> datetime | None:
        """When there is something to write down that is not written yet: a limit coming near, a limit passed."""
        return min((moment for _, _, moment in self.ahead()), default=None)

    def ahead(self) -> list[tuple[str, str, datetime]]:
        """What will have to be written down: clock id, amber or due, moment; earliest first. None while suspended."""
        if self.closed_at or self.suspended_since:
            return []
        found = [(name, what, datetime.fromisoformat(clock[what])) for name, clock in self.clocks.items()
                 for what in ("amber", "due") if clock.get(what) and told_key(name, what, clock[what]) not in self.told]
        return sorted(found, key=lambda one: (one[2], one[0], one[1]))

    def _running(self, what: str) -> Iterable[datetime]:
        if self.closed_at or self.suspended_since:
            return ()
        return [datetime.fromisoformat(clock[what]) for clock in self.clocks.values() if clock.get(what)]


def told_key(clock: str, what: str, moment: str) -> str:
    return f"{clock}|{what}|{moment}"


def apply(before: Projection, effects: Effects, at: datetime) -> Projection:
    """The projection after one more step that happened at a moment of business."""
    clocks, ended = _clocks(before, effects, at)
    since = effects.get("suspended", before.suspended_since)
    return replace(
        before,
        state=effects.get("state", before.state),
        agency=effects.get("agency", before.agency),
        handler=effects.get("handler", before.handler),
        clocks=clocks,
        ended=ended,
        suspended_since=datetime.fromisoformat(since) if isinstance(since, str) else since,
        units=_units(before.units, effects, at),
        asked=tuple(effects.get("asked", before.asked)),
        aware=tuple(effects.get("aware", before.aware)),
        told=(*before.told, *effects.get("told", ())),
        closed_at=at if effects.get("closed") else before.closed_at,
        seq=before.seq + 1,
    )


def fold(steps: Iterable[tuple[Effects, datetime]]) -> Projection:
    """All steps of a case in their order: effects and moment of business."""
    found = Projection()
    for effects, at in steps:
        found = apply(found, effects, at)
    return found


def _clocks(before: Projection, effects: Effects, at: datetime) -> tuple[dict[str, Clock], tuple[Clock, ...]]:
    """The clocks that run after a step, and all that ended until then."""
    clocks, ended = dict(before.clocks), list(before.ended)
    for name, clock in effects.get("clocks", {}).items():
        gone = clocks.pop(name, None)
        if clock is not None:
            clocks[name] = clock
            ended = [one for one in ended if (one["clock"], one["since"]) != (name, clock["since"])]
        elif gone is not None:
            ended.append(_ended(name, gone, before, at, by_close=False))
    if effects.get("closed"):
        ended += [_ended(name, one, before, at, by_close=True) for name, one in clocks.items()]
        clocks = {}
    return clocks, tuple(ended)


def _ended(name: str, clock: Clock, before: Projection, at: datetime, *, by_close: bool) -> Clock:
    ended = at.astimezone(UTC).isoformat()
    return {**clock, "clock": name, "ended": ended, "seq": before.seq + 1, "by_close": by_close}


def _units(before: Mapping[str, Unit], effects: Effects, at: datetime) -> dict[str, Unit]:
    units = dict(before)
    for agency, part in effects.get("join", {}).items():
        units[agency] = Unit(part)
    for agency in effects.get("leave", ()):
        units.pop(agency, None)
    for agency in effects.get("done", ()):
        units[agency] = replace(units[agency], done_at=at)
    return units
