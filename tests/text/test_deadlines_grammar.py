"""Which words make a deadline: sentence → the day or the limit, the event it runs from, whether a part is inferred."""

from datetime import date

import pytest

from gongbao.text.model import Deadline
from gongbao.text.obligations.deadlines import deadlines_of
from gongbao.text.passages import Passage

ISSUED = date(2021, 3, 15)


def found(sentence: str, issued: date | None = ISSUED, *, head: str = "") -> list[Deadline]:
    row = "表1 第1行" if head else ""
    passage = Passage("一", "一", "", sentence, sentence, ((0, len(sentence)),), 0, head, row)
    return list(deadlines_of(passage, issued))


def days(sentence: str, issued: date | None = ISSUED, *, head: str = "") -> list[tuple[str, str]]:
    return [(d.phrase, str(d.iso)) for d in found(sentence, issued, head=head) if d.iso]


def limits(sentence: str, *, head: str = "") -> list[tuple[str, str | None, str | None]]:
    return [(d.phrase, d.amount, d.unit) for d in found(sentence, head=head) if d.amount]


def starts(sentence: str) -> list[str]:
    return [d.start for d in found(sentence)]


@pytest.mark.parametrize(
    ("sentence", "phrase", "iso"),
    [
        ("6月底前完成水井登记。", "6月底前", "2021-06-30"),
        ("2月底前清完淤泥。", "2月底前", "2021-02-28"),
        ("2024年2月底前清完淤泥。", "2024年2月底前", "2024-02-29"),
        ("于5月20日前报送名单。", "5月20日前", "2021-05-20"),
        ("10月8日之前关停。", "10月8日之前", "2021-10-08"),
        ("十二月三十一日前关停。", "十二月三十一日前", "2021-12-31"),
        ("二〇二一年六月底前关停。", "二〇二一年六月底前", "2021-06-30"),
        ("21年12月底前关停。", "21年12月底前", "2021-12-31"),
        ("2021.12.31前关停。", "2021.12.31前", "2021-12-31"),
        ("2021-11-30前关停。", "2021-11-30前", "2021-11-30"),
        ("2021/10/20前关停。", "2021/10/20前", "2021-10-20"),
        ("9月15日上午12：00前报送。", "9月15日上午12：00前", "2021-09-15"),
        ("9月15日（周三）17时前报送。", "9月15日（周三）17时前", "2021-09-15"),
        ("不迟于12月1日完成登记。", "不迟于12月1日", "2021-12-01"),
        ("最晚于12月1日完成登记。", "最晚于12月1日", "2021-12-01"),
        ("截止日期：2021年11月30日。", "2021年11月30日", "2021-11-30"),
        ("4月中旬前定稿。", "4月中旬前", "2021-04-20"),
        ("12月上旬末基本完成。", "12月上旬末", "2021-12-10"),
        ("6月前定稿。", "6月前", "2021-05-31"),
        ("明年3月底前定稿。", "明年3月底前", "2022-03-31"),
        ("5月31日完成验收。", "5月31日", "2021-05-31"),
    ],
)
def test_a_day_by_which_something_is_due(sentence: str, phrase: str, iso: str) -> None:
    assert days(sentence) == [(phrase, iso)]


@pytest.mark.parametrize(
    ("sentence", "phrase", "iso"),
    [
        ("年底前建成平台。", "年底前", "2021-12-31"),
        ("年底，完成全部改造。", "年底", "2021-12-31"),
        ("2022年底前建成平台。", "2022年底前", "2022-12-31"),
        ("到2025年底，覆盖率达到八成。", "到2025年底", "2025-12-31"),
        ("到2025年，覆盖率达到八成。", "到2025年", "2025-12-31"),
        ("10月份完工。", "10月份", "2021-10-31"),
        ("2022年12月建成。", "2022年12月", "2022-12-31"),
        ("上半年完成招标。", "上半年", "2021-06-30"),
        ("第三季度完成招标。", "第三季度", "2021-09-30"),
        ("三季度末前完成招标。", "三季度末前", "2021-09-30"),
        ("到“十四五”末，河道全部通水。", "“十四五”末", "2025-12-31"),
        ("2021年，渔港全部达到规范要求。", "2021年", "2021-12-31"),
        ("第二阶段：修缮（2021年5月至11月）。", "2021年5月至11月", "2021-11-30"),
        ("1、宣传阶段（1月10日-1月31日）。", "1月10日-1月31日", "2021-01-31"),
    ],
)
def test_the_end_of_a_period_by_which_something_is_due(sentence: str, phrase: str, iso: str) -> None:
    assert days(sentence) == [(phrase, iso)]


@pytest.mark.parametrize(
    ("sentence", "phrase", "start", "iso"),
    [
        ("于每月25日前报送信息。", "每月25日前", "每月", "2021-03-25"),
        ("于每月5日前报送信息。", "每月5日前", "每月", "2021-04-05"),
        ("每季度末月25日前报送报表。", "每季度末月25日前", "每季度末月", "2021-03-25"),
        ("每季度首月5日前报送报表。", "每季度首月5日前", "每季度首月", "2021-04-05"),
        ("每年1月底前报送总结。", "每年1月底前", "每年", "2022-01-31"),
        ("每年11月15日前报送计划。", "每年11月15日前", "每年", "2021-11-15"),
        ("每周五前公示菜谱。", "每周五前", "每周五", "2021-03-19"),
        ("每日17时前报送数据。", "每日17时前", "每日", "2021-03-15"),
        ("每月底前盘点一遍。", "每月底前", "每月", "2021-03-31"),
    ],
)
def test_a_recurring_day_has_its_first_on_or_after_the_issue(sentence: str, phrase: str, start: str, iso: str) -> None:
    assert [(d.phrase, d.start, str(d.iso), d.inferred) for d in found(sentence)] == [(phrase, start, iso, True)]


@pytest.mark.parametrize("sentence", ["每月25日前报送。", "每年1月底前报送。", "每周五前公示。", "5月10日前完成。"])
def test_without_a_day_of_issue_no_year_is_made_up(sentence: str) -> None:
    assert found(sentence, None) == []


def test_a_printed_year_needs_no_day_of_issue() -> None:
    assert days("2021年5月10日前完成。", None) == [("2021年5月10日前", "2021-05-10")]


@pytest.mark.parametrize(
    ("sentence", "amount", "unit"),
    [
        ("应在5个工作日内答复。", "5", "working_day"),
        ("十五个工作日内答复。", "15", "working_day"),
        ("10个自然日内答复。", "10", "day"),
        ("两日内答复。", "2", "day"),
        ("三天之内答复。", "3", "day"),
        ("一周内办结。", "7", "day"),
        ("半个月内办结。", "15", "day"),
        ("三个月内办结。", "3", "month"),
        ("半年内办结。", "6", "month"),
        ("自施行之日起一年内编制规划。", "1", "year"),
        ("72小时之内恢复。", "72", "hour"),
        ("30分钟内到场。", "0.5", "hour"),
        ("15分钟内电话报告。", "0.25", "hour"),
        ("20分钟内到场。", "0.3333", "hour"),
        ("最迟不超过1小时。", "1", "hour"),
        ("原则上不超过20个工作日答复来信。", "20", "working_day"),
        ("办理时间不超过3天。", "3", "day"),
        ("办理时限压缩至5个工作日。", "5", "working_day"),
        ("限时3天整改。", "3", "day"),
        ("当日办结。", "1", "day"),
        ("次日10时前反馈。", "1", "day"),
        ("次月10日前拨付到村。", "1", "month"),
        ("收到申请后第3个工作日前答复。", "3", "working_day"),
        ("应在2小时内设置围栏。", "2", "hour"),
        ("7个工作日未答复的，视为同意。", "7", "working_day"),
        ("应当提前15日公告。", "15", "day"),
        ("会议召开前3天将材料报送。", "3", "day"),
        ("应当在开工前15日内将方案报备案。", "15", "day"),
        ("有效期届满30日前提出申请。", "30", "day"),
    ],
)
def test_a_limit_has_a_clean_amount_and_a_unit(sentence: str, amount: str, unit: str) -> None:
    assert [found[1:] for found in limits(sentence)] == [(amount, unit)]


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("应当自受理之日起10日内作出决定。", "自受理之日起"),
        ("主管部门应当自收到之日起5日内答复。", "自收到之日起"),
        ("船东应当在出港前2小时内报告。", "出港前"),
        ("有效期届满30日前提出申请。", "有效期届满"),
        ("水位超警后，水库管理所应当在1小时内报告。", "水位超警后"),
        ("接到报告后，应当立即核实，并在1小时内上报。", "接到报告后"),
        ("接到报告后2小时内到场。", "接到报告后"),
        ("初步认为属于险情的，应在1小时内报告。", "初步认为属于险情的"),
        ("发现桥面塌陷的，应在2小时内设置围栏。", "发现桥面塌陷的"),
        ("发现隐患的，自发现之日起10日内修好。", "发现隐患的，自发现之日起"),
        # a condition says which cases are meant, not when the time begins
        ("对涉及多村、需要会商的，8个工作日内修好。", ""),
        ("特别重大的，15分钟内电话报告。", ""),
        # the event of another sentence is not this one's
        ("提醒来人在服务结束后评价。5个工作日未评价的，视为满意。", ""),
        ("同时，各乡镇应在3日内上报。", ""),
        ("最后，3日内上报。", ""),
    ],
)
def test_a_limit_runs_from_the_event_of_its_own_sentence(sentence: str, start: str) -> None:
    assert starts(sentence) == [start]


@pytest.mark.parametrize(
    ("sentence", "inferred"),
    [
        ("2024年6月底前完成。", False),
        ("到2025年底完成。", False),
        ("2021年年底前完成。", False),
        ("2021年11月30日前完成。", False),
        ("3个工作日内完成。", False),
        ("6月底前完成。", True),
        ("11月30日前完成。", True),
        ("到2025年，全部完成。", True),
        ("2021年12月中旬前完成。", True),
        ("年底前完成。", True),
    ],
)
def test_what_is_not_printed_is_inferred_and_the_end_of_a_month_is_printed(sentence: str, inferred: bool) -> None:
    assert [d.inferred for d in found(sentence)] == [inferred]


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法自2021年6月1日起施行，有效期五年。",
        "有效期至2025年12月31日。",
        "本措施执行至2021年12月底。",
        "2020年6月底前，我县已建成三处渔港。",
        "截至2021年2月底，全县已完成登记。",
        "6月1日前出生的儿童不再登记。",
        "3月5日印发的方案同时废止。",
        "行动时间为2021年9月1日至2021年10月31日。",
        "21时至次日6时关闭。",
        "2月完成的任务不再列入。",
        "凡在2021年6月30日前整改的企业，不予处罚。",
        "年底进行考核，考核结果公开。",
        "年底召开总结会议。",
        "第四季度开展检查。",
        "2022年汛前完工。",
        "总工期12个月。",
        "近3年内无事故。",
        "发病前14天内有旅行史的，应当登记。",
        "24小时内降水量达到50毫米的，启动响应。",
        "三年内不得再次申报。",
        "接到报告后超过1小时未上报的，予以通报。",
        "隔离14天。",
        "公示7天。",
        "全年停诊不超过3天。",
        "重污染天数不超过3天。",
        "每半年检查一次。",
        "古井周边十米以内不得堆放垃圾。",
        "按第3日内部通报执行。",
    ],
)
def test_a_period_an_event_and_a_condition_are_no_deadline(sentence: str) -> None:
    assert [d.phrase for d in found(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("（县渔业局会同县公安局负责；2022年12月）", [("2022年12月", "2022-12-31")]),
        ("（县渔业局牵头，县公安局配合，10月底前完成）", [("10月底前", "2021-10-31")]),
        ("（各乡镇负责，2023年底前完成）", [("2023年底前", "2023-12-31")]),
        ("完成时限：2022年8月15日", [("2022年8月15日", "2022-08-15")]),
        ("（参见年鉴；2022年12月）", []),
    ],
)
def test_a_day_inside_a_mark_of_responsibility_is_its_deadline(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert days(sentence) == expected


def test_a_cell_under_a_heading_of_time_is_a_deadline_as_it_stands() -> None:
    assert days("2023年10月", head="完成时限") == [("2023年10月", "2023-10-31")]
    assert limits("5个工作日", head="办理时限") == [("5个工作日", "5", "working_day")]
    assert days("2023年10月", head="建成时代") == []
    assert found("全年推进", head="完成时限") == []


def test_the_phrase_is_what_the_text_prints() -> None:
    (one,) = found("于１２月３１日前完成。")
    assert (one.phrase, str(one.iso)) == ("１２月３１日前", "2021-12-31")


def test_several_deadlines_of_a_sentence_stand_in_its_order() -> None:
    sentence = "6月底前完成普查，发现险情的2小时内报告，年底前全部修好。"
    assert [d.phrase for d in found(sentence)] == ["6月底前", "2小时内", "年底前"]


REPEATED = (
    "6月底前",
    "5个工作日内",
    "每月5日前",
    "1",
    "十",
    "2021年",
    "年底",
    "接到报告后，",
    "第一阶段（",
    "（责任；",
)


@pytest.mark.parametrize("part", REPEATED)
def test_a_long_line_that_repeats_itself_is_read_to_its_end(part: str) -> None:
    line = part * (9_000 // len(part))
    assert all(line.find(one.phrase) >= 0 for one in found(line))
