"""What is wrong with a stated fact as it can be told without the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongbao.packs.check.amounts import prints_number, stated_number
from gongbao.packs.check.comparisons import COMPARATORS, comparisons_in
from gongbao.packs.check.dates import prints_date, stated_day
from gongbao.packs.check.locators import is_compared_whole, is_well_formed
from gongbao.packs.check.spelling import bare
from gongbao.packs.stated import Printed, StatedFact

SHORTEST, LONGEST = 4, 30
Problem = tuple[str, str]


def lint_quotes(facts: Iterable[StatedFact]) -> list[tuple[StatedFact, str, str]]:
    """(fact, what is wrong and what to do in Chinese, the same in English) for every problem."""
    return [(fact, zh, en) for fact in facts for zh, en in _problems(fact)]


def _problems(fact: StatedFact) -> Iterator[Problem]:
    where_zh, where_en = f"{fact.rule} {fact.name}（{fact.document} {fact.at}）", f"{fact.rule} {fact.name} ({fact.at})"
    for zh, en in (*_of_place(fact), *_of_values(fact)):
        yield f"{where_zh}：{zh}。", f"{where_en}: {en}."


def _of_place(fact: StatedFact) -> Iterator[Problem]:
    length = len(bare(fact.quote))
    if not is_well_formed(fact.at):
        zh = f"位置“{fact.at}”的写法不对，请照“三（一）2”“附件4 表1 第2行”的样子写"
        yield zh, f"the place “{fact.at}” is not written as one; write it like 三（一）2 or 附件4 表1 第2行"
    elif not length and not is_compared_whole(fact.at):
        yield "没有引文，请引原文4至30个字", "nothing is quoted; quote 4 to 30 characters of the text"
    if length and not SHORTEST <= length <= LONGEST:
        yield f"引文有{length}个字，请改成4至30个字", f"the quote has {length} characters; make it 4 to 30"


def _of_values(fact: StatedFact) -> Iterator[Problem]:
    for printed in fact.printed:
        form = _form_problem(printed)
        if form:
            yield form
        elif fact.quote and not _is_read(fact.quote, printed):
            zh = f"引文“{fact.quote}”里读不出“{printed.value}”，请引到写着它的地方"
            yield zh, f"“{printed.value}” cannot be read in the quote “{fact.quote}”; quote the words that print it"


def _form_problem(printed: Printed) -> Problem | None:
    value = printed.value
    if printed.kind == "number" and stated_number(value) is None:
        return f"“{value}”不是数字，请写成 37.2 的样子", f"“{value}” is no number; write it like 37.2"
    if printed.kind == "date" and stated_day(value) is None:
        return f"“{value}”不是日期，请写成 2020-03-16 的样子", f"“{value}” is no date; write it like 2020-03-16"
    if printed.kind == "comparator" and value not in COMPARATORS:
        known = " ".join(COMPARATORS)
        return f"“{value}”不是比较符，请用 {known} 之一", f"“{value}” is no comparator; use one of {known}"
    if not value.strip():
        return f"“{printed.name}”是空的，请填写", f"“{printed.name}” is empty; fill it in"
    return None


def _is_read(quote: str, printed: Printed) -> bool:
    """Words may stand elsewhere in the passage, and which units a name means only the pack's agencies tell."""
    text = bare(quote)
    if printed.kind == "number":
        return prints_number(text, printed.value)
    if printed.kind == "date":
        return prints_date(text, printed.value)
    return printed.kind != "comparator" or any(printed.value in found.read_as for found in comparisons_in(text))
