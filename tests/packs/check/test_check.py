"""Facts hold where the text prints what they say, and fail with what stands there instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongbao.packs.check import Failure, Report, check
from gongbao.packs.stated import StatedFact
from gongbao.text.lexicon import LexiconFor
from gongbao.text.model import Reading
from tests.packs.check.stated_facts import (
    BRIDGE,
    BUSES,
    CANTEENS,
    FACTS,
    MARKETS,
    RIVERS,
    Value,
    compares,
    day,
    names,
    number,
    says,
    stated,
)

OTHER = {"number": "987", "date": "1987-06-05", "text": "没有的字", "agencies": "县教育局"}


@pytest.fixture
def failures(sample_reading: Reading, sample_lexicon: LexiconFor) -> Failures:
    return Failures(sample_reading, sample_lexicon)


class Failures:
    """What a check of some facts reports."""

    def __init__(self, reading: Reading, lexicon_for: LexiconFor) -> None:
        self.reading, self.lexicon_for = reading, lexicon_for

    def report(self, *facts: StatedFact) -> Report:
        return check(facts, self.reading, self.lexicon_for)

    def of(self, document: str, at: str, quote: str = "", *values: Value) -> list[Failure]:
        return list(self.report(stated(document, at, quote, *values)).failures)

    def found(self, document: str, at: str, quote: str = "", *values: Value) -> list[tuple[str, str, str]]:
        return [(f.kind, f.expected, f.found) for f in self.of(document, at, quote, *values)]


def test_all_facts_of_the_sample_county_hold(failures: Failures) -> None:
    assert failures.report(*FACTS) == Report((), len(FACTS), ())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.document[:3]} {fact.at} {fact.quote}")
def test_each_value_of_a_fact_is_held_against_the_text(fact: StatedFact, failures: Failures) -> None:
    for n, printed in enumerate(fact.printed):
        other = ">" if printed.kind == "comparator" and printed.value[0] == "<" else OTHER.get(printed.kind, "<")
        changed = (*fact.printed[:n], replace(printed, value=other), *fact.printed[n + 1 :])
        found = failures.report(replace(fact, printed=changed)).failures
        assert [(f.kind, f.field, f.expected) for f in found] == [(printed.kind, printed.name, other)]


def test_a_quote_with_another_number_is_answered_with_the_number_that_stands_there(failures: Failures) -> None:
    assert failures.found(RIVERS, "第七条（二）", "面积不超过5平方米", number("5")) == [
        ("quote", "面积不超过5平方米", "面积不超过4平方米")
    ]
    assert failures.found(MARKETS, "二（一）2（2）", "每集安排两次") == [("quote", "每集安排两次", "每集安排一次")]


def test_a_quote_does_not_stand_where_it_cuts_a_number_in_two(failures: Failures) -> None:
    assert failures.found(RIVERS, "第九条", "起2个工作日内答复") == [
        ("quote", "起2个工作日内答复", "起12个工作日内答复")
    ]
    assert failures.found(CANTEENS, "三（一）", "每家最高补助6") == [("quote", "每家最高补助6", "每家最高补助6万")]


def test_a_quote_that_stands_twice_says_so(failures: Failures) -> None:
    assert failures.found(RIVERS, "第九条", "个工作日内") == [("quote", "个工作日内", "有3处")]


def test_a_quote_with_another_word_is_answered_with_the_likest_words(failures: Failures) -> None:
    assert failures.found(RIVERS, "第十二条", "由县财政局约谈乡镇") == [
        ("quote", "由县财政局约谈乡镇", "由县水务局约谈乡镇")
    ]


def test_a_quote_that_stands_elsewhere_in_the_document_is_answered_with_that_place(failures: Failures) -> None:
    assert failures.found(RIVERS, "第三条", "应当在20日内修好") == [("quote", "应当在20日内修好", "在第十一条")]


def test_a_quote_that_stands_nowhere_and_a_place_that_is_not_there_are_named(failures: Failures) -> None:
    assert failures.found(RIVERS, "第三条", "鞭炮燃放") == [("quote", "鞭炮燃放", "没有这一处")]
    assert failures.found(RIVERS, "第九十九条", "鞭炮燃放") == [("place", "鞭炮燃放", "没有这一处")]
    assert failures.found(RIVERS, "附件 表1 第9行") == [("place", "附件 表1 第9行", "没有这一处")]


def test_blanks_and_full_width_forms_make_no_other_quote(failures: Failures) -> None:
    assert not failures.of(RIVERS, "第十条", "核定经费 的６５％")
    assert not failures.of(RIVERS, "第一条", "(望政发[2019]88号)")
    assert failures.of(RIVERS, "第十条", "核定经費的65%")


def test_a_document_is_found_by_its_number_however_the_brackets_are_written(failures: Failures) -> None:
    assert failures.report(stated("青政字[2021] 3号", "第三条", "日清日结")) == Report((), 1, ())


def test_a_document_without_a_number_is_found_by_its_date_and_title(failures: Failures) -> None:
    assert failures.report(stated(BRIDGE, "二", "不超过80人", number("80"))) == Report((), 1, ())


def test_a_document_that_the_text_lacks_is_listed_once_and_its_facts_are_not_checked(failures: Failures) -> None:
    gone = "青政字〔2021〕99号"
    facts = (stated(gone, "一", "不得上桥"), stated(BUSES, "一", "时间安排"), stated(gone, "二", "不得上桥"))
    assert failures.report(*facts) == Report((), 1, (gone,))


def test_a_failure_says_in_both_languages_where_what_and_what_instead(failures: Failures) -> None:
    (failure,) = failures.of(RIVERS, "第十条", "核定经费的65%", number("60"))
    assert (failure.rule, failure.name, failure.field) == ("sample/rule", "核定经费的65%", "number")
    for said in (failure.zh, failure.en):
        assert all(word in said for word in (RIVERS, "第十条", "“60”", "“65%”"))


def test_numbers_of_a_cell_are_those_it_prints(failures: Failures) -> None:
    assert not failures.of(CANTEENS, "附件2 表1 第4行 列4", "", number("78.4"), number("2019"))
    assert failures.found(CANTEENS, "附件2 表1 第4行 列4", "", number("78.5")) == [("number", "78.5", "78.4、2019")]
    assert failures.found(CANTEENS, "附件2 表1 第3行 列4", "", number("3")) == [("number", "3", "没有数字")]


def test_words_are_the_whole_of_a_cell_and_a_part_of_anything_else(failures: Failures) -> None:
    assert failures.found(MARKETS, "附件2 表1 第1行 列2", "", says("柳溪")) == [("text", "柳溪", "柳溪集")]
    assert failures.found(MARKETS, "附件2 表1 第2行 列5", "", says("无")) == [("text", "无", "空格")]
    assert not failures.of(MARKETS, "附件2 表1 第1行", "", says("柳溪"))
    assert not failures.of(MARKETS, "一（一）", "逐个登记集市", says("摊位和管理人"))


def test_a_seat_is_compared_by_role_and_post_and_never_by_the_name(failures: Failures) -> None:
    assert not failures.of(CANTEENS, "附件1 第1人", "", says("组长"), says("县政府副县长"))
    assert failures.found(CANTEENS, "附件1 第1人", "", says("云小满")) == [("text", "云小满", "没有这一处")]


def test_a_cell_names_all_stated_units_and_no_others(failures: Failures) -> None:
    at = "附件1 表1 第3行 列5"
    assert failures.found(MARKETS, at, "", names("县市场监督管理局")) == [
        ("agencies", "县市场监督管理局", "县市场监督管理局、各乡镇人民政府")
    ]
    assert failures.of(MARKETS, at, "", names("县市场监督管理局、各乡镇人民政府、县财政局"))
    assert failures.found(MARKETS, "附件1 表1 第4行 列5", "", names("县财政局"))[0][2] == "没有单位"


def test_a_quote_names_the_stated_units_among_others_and_short_names_are_resolved(failures: Failures) -> None:
    quote = "县教育局、县交通运输局配合"
    assert not failures.of(BUSES, "二（一）", quote, names("县教育局"))
    assert failures.found(BUSES, "二（一）", quote, names("县公安局")) == [
        ("agencies", "县公安局", "县教育局、县交通运输局")
    ]
    assert not failures.of(BUSES, "二（四）", "报告县政府办公室", names("县政府办公室"))
    assert failures.of(BUSES, "二（四）", "报告县政府办公室", names("青禾县人民政府"))


def test_a_comparison_is_read_as_a_whole_where_the_quote_begins_inside_it(failures: Failures) -> None:
    assert not failures.of(BUSES, "三段1", "低于98.5%", compares(">="))
    assert failures.found(BUSES, "三段1", "低于98.5%", compares("<")) == [("comparator", "<", "不低于")]


def test_a_day_without_a_year_is_of_the_year_of_issue(failures: Failures) -> None:
    assert failures.found(MARKETS, "三段1", "6月底前完成", day("2022-06-30")) == [("date", "2022-06-30", "2021-06-30")]
    assert failures.found(MARKETS, "三段1", "完成其余集市的改造", day("2021-12-31")) == [
        ("date", "2021-12-31", "没有日期")
    ]
