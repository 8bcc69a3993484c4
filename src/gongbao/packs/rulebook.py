"""A county's rules with what deciding needs: readings, calendar, names. Asking gives an answer with a receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongbao.clock import Calendar, ClockError, Notice
from gongbao.packs.force import standing_on
from gongbao.packs.model import Pack
from gongbao.packs.readings import Chosen, Reading, chosen
from gongbao.packs.system import System
from gongbao.rules import BadInput, Context, Judgement, Reason, Rule, given, plain
from gongbao.rules.context import cannot_say, reason
from gongbao.version import VERSION


@dataclass(frozen=True, slots=True)
class Answer:
    """A judgement with its receipt: rule, inputs, readings, pack, digest, edition of the calendar, engine."""

    rule: str
    judgement: Judgement
    receipt: Mapping[str, Any]


@dataclass(frozen=True)
class Rulebook:
    """`readings` by id, the shared ones included; `digest` covers every file of the pack and the shared ones."""

    pack: Pack
    systems: Mapping[str, System]
    readings: Mapping[str, Reading]
    notices: tuple[Notice, ...]
    digest: str
    _names: Mapping[str, str] = field(init=False)
    _forms: Mapping[str, tuple[str, ...]] = field(init=False)
    _chosen: Chosen = field(init=False)
    _newest: Calendar = field(init=False)
    _words: Mapping[str, tuple[str, Mapping[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", {agency.id: agency.name for agency in self.pack.agencies})
        object.__setattr__(self, "_forms", {agency.id: agency.known_as for agency in self.pack.agencies})
        object.__setattr__(self, "_chosen", chosen(self.readings.values()))
        object.__setattr__(self, "_newest", Calendar.known(self.notices))
        words = {one.id: (one.question, one.options or {"": one.why}) for one in self.readings.values()}
        object.__setattr__(self, "_words", words)

    def rules(self) -> Iterator[tuple[str, System, Rule]]:
        """Every rule with its id (system/key), in the order of the gazette."""
        for system in self.systems.values():
            for key, rule in system.rules.items():
                yield f"{system.id}/{key}", system, rule

    def find(self, rule_id: str) -> tuple[System, Rule]:
        """BadInput: the pack has no such rule."""
        folder, _, key = rule_id.partition("/")
        system = self.systems.get(folder)
        if system is None or key not in system.rules:
            raise BadInput(
                "rule",
                f"数据包 {self.pack.id} 没有规则“{rule_id[:60]}”，用 gongbao rules {self.pack.id} 看有哪些。",
                f"The pack {self.pack.id} has no rule {rule_id[:60]}; `gongbao rules {self.pack.id}` lists them.",
            )
        return system, system.rules[key]

    def chosen_with(self, asked: Mapping[str, str]) -> Chosen:
        """The packs' readings with those of one question in their place. BadInput: an unknown reading or option."""
        options, settings = dict(self._chosen.options), dict(self._chosen.settings)
        for name, option in asked.items():
            reading = self.readings.get(name)
            if reading is None or reading.sort == "note":
                raise BadInput(name, f"没有可以换的理解“{name[:20]}”。", f"There is no reading {name[:20]} to choose.")
            if reading.sort == "option" and option not in reading.options:
                offered = "、".join(reading.options)
                raise BadInput(
                    name,
                    f"{name} 没有“{option[:20]}”这一种，可选：{offered}。",
                    f"{name} has no option {option[:20]}; there are {offered}.",
                )
            (options if reading.sort == "option" else settings)[name] = option
        return Chosen(options, settings)

    def context(
        self, rule_id: str, *, readings: Mapping[str, str] | None = None, known_on: date | None = None
    ) -> Context:
        """What judging this rule stands on."""
        system, _ = self.find(rule_id)
        held = self.chosen_with(readings) if readings else self._chosen
        document = system.document
        return Context(
            rule_id,
            document.number or f"{document.issued} {document.title}",
            document.issued,
            self._calendar(known_on),
            held.options,
            held.settings,
            self._names,
            self._forms,
            self._words,
        )

    @property
    def calendar(self) -> Calendar:
        """The newest edition."""
        return self._newest

    def option(self, reading: str) -> str:
        """The option of a reading that the packs choose; empty where it offers none."""
        return self._chosen.options.get(reading, "")

    def _calendar(self, known_on: date | None) -> Calendar:
        """The edition known on a day; the newest one is kept."""
        return self._newest if known_on is None else Calendar.known(self.notices, known_on)

    def ask(
        self,
        rule_id: str,
        said: Mapping[str, str],
        *,
        readings: Mapping[str, str] | None = None,
        on: date | None = None,
        known_on: date | None = None,
    ) -> Answer:
        """Decide one case. `said`: answers as typed. BadInput: an answer, rule, reading or date that cannot be used."""
        system, rule = self.find(rule_id)
        context = self.context(rule_id, readings=readings, known_on=known_on)
        values = given(rule.asked, {**_settings(rule, context, said), **said})
        judgement = self._not_in_force(system, context, on) or _judged(rule, values, context)
        return Answer(rule_id, judgement, self.receipt(rule_id, values, context, readings or {}, on))

    def _not_in_force(self, system: System, context: Context, on: date | None) -> Judgement | None:
        if on is None or not system.document.number:
            return None
        standing = standing_on(self.pack, system.document.number, on)
        if standing.state == "in_force":
            return None
        instead = standing.instead.number if standing.instead else ""
        return cannot_say(
            context,
            [],
            reason(
                context,
                "not_in_force",
                on=on,
                document=system.document.number,
                first=system.document.in_force_from,
                instead=instead,
            ),
        )

    def receipt(
        self, rule_id: str, values: Mapping[str, Any], context: Context, readings: Mapping[str, str], on: date | None
    ) -> dict[str, Any]:
        return {
            "rule": rule_id,
            "inputs": plain(dict(values)),
            "readings": dict(readings),
            "pack": self.pack.id,
            "pack_digest": self.digest,
            "calendar": context.calendar.edition,
            "engine": VERSION,
            "on": on.isoformat() if on else None,
        }


def _settings(rule: Rule, context: Context, said: Mapping[str, str]) -> dict[str, str]:
    """Answers that a setting gives, where somebody has set it."""
    return {
        name: context.settings[question.setting]
        for name, question in rule.asked.items()
        if question.setting and name not in said and question.setting in context.settings
    }


def _judged(rule: Rule, values: Mapping[str, Any], context: Context) -> Judgement:
    try:
        return rule.judge(values, context)
    except ClockError as wrong:
        raise BadInput("date", wrong.zh, wrong.en) from wrong


__all__ = ["Answer", "Reason", "Rulebook"]
