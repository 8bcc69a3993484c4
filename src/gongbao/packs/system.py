"""One system of a pack: the rules of one document with readings, worked examples, digest and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from gongbao.packs.cases import WorkedExample
from gongbao.packs.digest import Digest
from gongbao.packs.findings import Finding
from gongbao.packs.model import PackDocument, normal_number
from gongbao.packs.readings import Reading
from gongbao.packs.row_sheets import ReadText, with_sheets
from gongbao.packs.sheet import Plain, Sheet
from gongbao.packs.wording import at, in_one_sentence
from gongbao.rules import KINDS, Rule
from gongbao.rules.entry import readings_in
from gongbao.rules.inputs import BadInput, Input
from gongbao.rules.procedure import Procedure
from gongbao.rules.rule import Problem, wrong
from gongbao.rules.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class System:
    """`id` is the folder; rules by key in the order of the sheet."""

    id: str
    document: PackDocument
    rules: Mapping[str, Rule] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    cases: tuple[WorkedExample, ...] = ()
    digest: Digest | None = None
    findings: tuple[Finding, ...] = ()


def rules_of(sheet: Sheet, read_text: ReadText) -> dict[str, Rule]:
    """The rules of `facts.yaml`. PackError: an unknown kind, or the first entry that does not fit its kind."""
    data = sheet.data
    written = data.get("rules") if isinstance(data, dict) and set(data) <= {"document", "rules"} else None
    if not isinstance(written, dict):
        raise at(sheet, (), "要写 document 和 rules，不写别的", "it holds document and rules, nothing else")
    return {key: _rule(sheet, key, raw, read_text) for key, raw in written.items()}


def _rule(sheet: Sheet, key: str, raw: Plain, read_text: ReadText) -> Rule:
    place = ("rules", key)
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in KINDS:
        known = "、".join(KINDS)
        raise at(sheet, (*place, "kind"), f"kind 要是 {known} 之一", f"the kind must be one of {', '.join(KINDS)}")
    if not key.replace("_", "").isalnum() or not key.isascii() or key != key.lower():
        raise at(
            sheet, place, f"规则名“{key}”只用小写字母、数字和下划线", f"the rule “{key}” may use a-z, 0-9 and _ only"
        )
    try:
        return KINDS[kind].model_validate(with_sheets(raw, sheet.name.partition("/")[0], read_text))
    except ValidationError as error:
        raise in_one_sentence(error, sheet, place) from error


def of_its_document(sheet: Sheet, document: PackDocument) -> None:
    """PackError: the sheet names another document than the pack does for its folder."""
    own = document.number or f"{document.issued} {document.title}"
    said = sheet.data.get("document") if isinstance(sheet.data, dict) else None
    if not isinstance(said, str) or normal_number(said) != normal_number(own):
        raise at(
            sheet,
            ("document",),
            f"document 要写“{own}”，与 pack.yaml 一致",
            f"the document must be “{own}”, as in pack.yaml",
        )


def known_everywhere(sheet: Sheet, system: System, readings: Iterable[str], agencies: Iterable[str]) -> None:
    """PackError: a reading or an agency that a rule names and nobody knows, or a proof that fails."""
    known_readings, known_agencies = set(readings), set(agencies)
    for key, rule in system.rules.items():
        place = ("rules", key)
        for name in readings_in(rule):
            if name not in known_readings:
                raise at(
                    sheet,
                    place,
                    f"没有“{name}”这条理解，请写进 readings.yaml",
                    f"there is no reading {name}; add it to readings.yaml",
                )
        for name in rule.agencies():
            if name not in known_agencies:
                raise at(sheet, place, f"没有“{name}”这个单位", f"there is no agency {name}")
        for name in rule.clocks():
            if name not in system.rules:
                raise at(sheet, place, f"starts、stops 里没有规则“{name}”", f"starts or stops: there is no rule {name}")
        for problem in (*rule.proofs(), *_answers_fit(rule, system.rules)):
            if problem.weight == "wrong":
                raise at(sheet, place, f"{problem.name}：{problem.zh}", f"{problem.name}: {problem.en}")


def _answers_fit(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Answers that a step gives by itself: a clock of the procedure asks for them, and takes them."""
    steps = rule.steps if isinstance(rule, Procedure) else ()
    limits = [one for name in dict.fromkeys(rule.clocks()) if isinstance(one := rules[name], TimeLimit)]
    for step in steps:
        for name, said in step.sets.items():
            asking = [one.inputs[name] for one in limits if name in one.inputs]
            place = f"steps.{step.id}.sets"
            if not asking:
                yield wrong(place, f"没有一个时限问“{name}”", f"no clock of the procedure asks for {name}")
            for question in asking:
                if not _takes(question, name, said):
                    yield wrong(place, f"“{name}”不能是“{said}”", f"“{name}” cannot be “{said}”")


def _takes(question: Input, name: str, said: str) -> bool:
    try:
        question.read(name, said)
    except BadInput:
        return False
    return True


def examples_of_known_rules(sheet: Sheet, system: System) -> None:
    """PackError: a worked example of a rule that the system has not."""
    for index, case in enumerate(system.cases):
        if case.rule not in system.rules:
            raise at(sheet, ("cases", index, "rule"), f"没有规则“{case.rule}”", f"there is no rule {case.rule}")
