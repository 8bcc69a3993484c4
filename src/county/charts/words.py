"""The words with which a drawing is told to those who cannot see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from county.charts.parts import Edge, State
from county.charts.wrapping import readable


@dataclass(frozen=True, slots=True)
class Words:
    """Another language gives its own; `step` holds {origin}, {title} and {to}, the others {titles}."""

    title: str = "流程图"
    step: str = "{origin} → {to}：{title}"
    here: str = "现在：{titles}"
    been: str = "已经过：{titles}"
    ends: str = "终结：{titles}"
    comma: str = "、"
    stop: str = "；"


CHINESE = Words()


def told(states: Sequence[State], edges: Sequence[Edge], here: str | None, been: Collection[str], words: Words) -> str:
    """Every step in words, then what ends, where the case stands and where it has been."""
    names = {code: readable(title) for code, title, _ends in states}
    steps = [words.step.format(origin=names[origin], title=readable(title), to=names[to])
             for _id, title, origin, to in edges]
    for form, codes in (
        (words.ends, [code for code, _title, ends in states if ends]),
        (words.been, [code for code in names if code in been]),
        (words.here, [code for code in names if code == here]),
    ):
        if codes:
            steps.append(form.format(titles=words.comma.join(names[code] for code in codes)))
    return words.stop.join(steps)
