"""What a document obliges: tasks, deadlines and targets, with findings about days that were over at issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongbao.text.citations import announces_repeal, cites_of, listed_repeal, repeals_of
from gongbao.text.lexicon import Lexicon
from gongbao.text.model import Cite, Deadline, Document, Finding, Obligations, Repeal, Target, TaskMark
from gongbao.text.numerals import DATE, date_of, half_width
from gongbao.text.obligations.deadlines import deadlines_of
from gongbao.text.obligations.goal_tables import targets_of_table
from gongbao.text.obligations.targets import targets_of
from gongbao.text.obligations.tasks import Tasks, is_keyed_mark
from gongbao.text.passages import Passage, items_of, joined_marks, passages_of


def complete(source: str, document: Document, lexicon: Lexicon) -> list[Finding]:
    """Fill citations, repeals and obligations of a read document; the findings are returned."""
    passages = list(passages_of(source, document))
    cites: list[Cite] = []
    repeals: list[Repeal] = []
    for passage in passages:
        cites.extend(cites_of(passage))
        repeals.extend(repeals_of(passage))
    repeals.extend(_listed_repeals(passages))
    document.cites = tuple(cites)
    document.repeals = tuple(r for r in repeals if r.number != document.number)
    document.obligations = Obligations(
        _tasks(source, document, lexicon), _deadlines(source, document, passages), _targets(document, passages)
    )
    return [_over(d, document.issued) for d in document.obligations.deadlines if _is_over(d, document.issued)]


def _listed_repeals(passages: list[Passage]) -> Iterator[Repeal]:
    """Items behind 废止下列…, as long as each names a document."""
    listing, labelled = False, None
    for passage in passages:
        if listing:
            found = list(listed_repeal(passage)) if labelled in (None, bool(passage.label_length)) else []
            yield from found
            listing, labelled = bool(found), bool(passage.label_length)
        elif announces_repeal(passage.text):
            listing, labelled = True, None


def _tasks(source: str, document: Document, lexicon: Lexicon) -> tuple[TaskMark, ...]:
    tasks = Tasks(lexicon)
    passages = joined_marks(items_of(source, document), is_keyed_mark)
    found = [task for passage in passages for task in tasks.of_passage(passage)]
    for table in document.tables:
        found.extend(tasks.of_table(table))
    return tuple(found)


def _deadlines(source: str, document: Document, passages: list[Passage]) -> tuple[Deadline, ...]:
    day = document.issued or _assumed_day(source, document)
    return tuple(d for passage in passages for d in deadlines_of(passage, day))


def _assumed_day(source: str, document: Document) -> date | None:
    """Of a document without a date: the first day that it prints, or the year in its title, to count 5月10日前 from."""
    match = DATE.search(half_width(source[slice(*document.span)]))
    year = re.search(r"20\d\d(?=年)", document.title)
    return (date_of(match) if match else None) or (date(int(year[0]), 1, 1) if year else None)


def _targets(document: Document, passages: list[Passage]) -> tuple[Target, ...]:
    """Tables of indicators are read by their columns, everything else as text."""
    found: list[Target] = []
    indicators: list[str] = []
    for table in document.tables:
        goals = list(targets_of_table(table))
        if len(goals) * 2 >= len(table.rows):
            found.extend(goals)
            indicators.extend([f"{table.at} 第"] if goals else [])
    text = (passage for passage in passages if not passage.at.startswith(tuple(indicators)))
    found.extend(target for passage in text for target in targets_of(passage))
    return tuple(sorted(found, key=lambda t: t.span))


def _is_over(deadline: Deadline, issued: date | None) -> bool:
    return bool(issued and deadline.iso and deadline.iso < issued)


def _over(deadline: Deadline, issued: date | None) -> Finding:
    says = f"“{deadline.phrase}”（{deadline.iso}）早于印发日期 {issued}。"
    return Finding("date_before_issue", deadline.at, deadline.span, says)
