"""How numbers, days and comparing words are read out of a quote."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongbao.packs.check.amounts import prints_number
from gongbao.packs.check.comparisons import comparisons_in
from gongbao.packs.check.dates import days_in
from gongbao.text.numerals import decimal_of, numbers_in

ISSUED = date(2031, 3, 15)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("补助500万元", "500 5000000"),
        ("3.2万亩", "3.2 32000"),
        ("１２％", "12 0.12"),
        ("4.9‰及以下", "4.9 0.0049"),
        ("百分之八十", "80 0.8"),
        ("四分之三", "3 4 0.75"),
        ("九成以上", "90 0.9"),
        ("按2:1分担", "2 1"),
        ("减半征收", "0.5"),
        ("每周一次", "1"),
        ("两个以上", "2"),
        ("第三十一条", "31"),
        ("二〇三一年", "2031"),
        ("1,200户", "1200"),
        ("一亿二千万元", "120000000"),
        ("三百万元", "3000000 300"),
        ("5千克", "5"),
        ("5千元", "5 5000"),
        ("1-2辆", "1 2"),
        ("≥-5", "5 -5"),
        ("2031.12.31", "2031 12 31"),
        ("77.06（2030年）", "77.06 2030"),
        ("统一要求，一般情况，提高3个百分点", "3"),
    ],
)
def test_numbers_are_read_in_every_sense(text: str, values: str) -> None:
    found = [value for number in numbers_in(text) for value in number.values]
    assert found == [Decimal(value) for value in values.split()]


@pytest.mark.parametrize("text", ["", "万元", "河长", "百姓", "统一"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert decimal_of(text) is None
    assert not list(numbers_in(text))


@pytest.mark.parametrize(
    ("text", "value"), [("一周内办结", "7"), ("半年内完成", "6"), ("当日办结", "1"), ("限时15分钟", "0.25")]
)
def test_a_limit_is_also_what_the_reader_counts_it_as(text: str, value: str) -> None:
    assert prints_number(text, value)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("6月底前完成", "2031-06-30"),
        ("年底前完成", "2031-12-31"),
        ("10月31日前", "2031-10-31"),
        ("4月中旬前", "2031-04-20"),
        ("6月前完成", "2031-05-31"),
        ("2030年3月", "2030-03-01 2030-03-31"),
        ("每年11月15日前", "2031-11-15 2032-11-15"),
        ("每月25日前", "2031-03-25"),
        ("从2029年10月1日至2030年5月31日", "2029-10-01 2030-05-31"),
        ("2030年10月1日至5月31日", "2030-10-01 2031-05-31"),
        ("10月8日至次年2月底", "2031-10-08 2032-02-29"),
        ("7月1日至15日", "2031-07-01 2031-07-15"),
        ("到2035年", "2035-01-01 2035-12-31"),
        ("2033年前", "2032-12-31"),
        ("2033年底", "2033-12-31"),
        ("上半年", "2031-01-01 2031-06-30"),
        ("三季度末", "2031-09-30"),
        ("2033.12.31前", "2033-12-31"),
        ("十二月三十一日", "2031-12-31"),
        ("13月40日，3个月", ""),
    ],
)
def test_days_are_read_as_the_reader_reads_them_and_as_they_are_printed(text: str, days: str) -> None:
    assert sorted({str(named.day) for named in days_in(text, ISSUED)}) == days.split()


def test_without_a_day_of_issue_only_printed_years_count() -> None:
    assert {named.day for named in days_in("6月底前，2033年5月1日前", None)} == {date(2033, 5, 1)}


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("不低于 不少于 不得低于 至少 最低 ≥ 及以上 提高到", ">="),
        ("不超过 不得超过 不高于 以内 最高 至多 ≤ 及以下 控制在 下降到 3日内", "<="),
        ("超过 高于 ＞ 大于", ">"),
        ("低于 少于 ＜ 不足 未满 达不到 未达到", "<"),
        ("达到 满5 达9", ">="),
        ("以上", ">= >"),
        ("以下", "<= <"),
        ("满意 县内 期满 准确", ""),
    ],
)
def test_comparing_words_are_read(text: str, comparators: str) -> None:
    for word in text.split():
        found = [sign for comparison in comparisons_in(word) for sign in comparison.read_as]
        assert found == comparators.split(), word
