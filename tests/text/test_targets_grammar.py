"""Which words make a target: sentence → (name, comparator, value, unit); what only looks like one yields none."""

from time import process_time

import pytest

from gongbao.text.model import Target
from gongbao.text.passages import Passage
from gongbao.text.targets import targets_of

Wanted = tuple[str, str, str, str]


def found(sentence: str, *, title: str = "", head: str = "") -> list[Target]:
    row = "表1 第1行" if head else ""
    return list(targets_of(Passage("一", "一", title, sentence, sentence, ((0, len(sentence)),), 0, head, row)))


def read(sentence: str, *, title: str = "", head: str = "") -> list[Wanted]:
    return [(t.name, t.comparator, t.value, t.unit) for t in found(sentence, title=title, head=head)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("耕地保有量不少于3.2万亩。", ("耕地保有量", ">=", "3.2", "万亩")),
        ("登记率达到100%。", ("登记率", ">=", "100", "%")),
        ("登记率达到１００％。", ("登记率", ">=", "100", "%")),
        ("登记率力争达到90%。", ("登记率", "reach", "90", "%")),
        ("登记率力争不低于95%。", ("登记率", ">=", "95", "%")),
        ("登记率提高到60%。", ("登记率", "reach", "60", "%")),
        ("登记率由60%提高到80%。", ("登记率", "reach", "80", "%")),
        ("登记率达到92%左右。", ("登记率", "reach", "92", "%")),
        ("登记率提高到95%以上。", ("登记率", ">=", "95", "%")),
        ("漏损率下降到10%。", ("漏损率", "<=", "10", "%")),
        ("失业率控制在4.5％以内。", ("失业率", "<=", "4.5", "%")),
        ("粮食产量稳定在1.5亿斤以上。", ("粮食产量", ">=", "1.5", "亿斤")),
        ("利用系数达到0.68以上。", ("利用系数", ">=", "0.68", "")),
        ("感染发生率低于0.5‰。", ("感染发生率", "<", "0.5", "‰")),
        ("亿元企业突破10家。", ("亿元企业", ">", "10", "家")),
        ("规模以上企业达30家。", ("规模以上企业", ">=", "30", "家")),
        ("建设用地不突破3万亩。", ("建设用地", "<=", "3", "万亩")),
        ("照度不低于5勒克斯。", ("照度", ">=", "5", "勒克斯")),
        ("投资强度每亩不低于200万元。", ("投资强度每亩", ">=", "200", "万元")),
        ("补贴原则上不超过5000元/户。", ("补贴", "<=", "5000", "元/户")),
        ("PM2.5浓度低于35μg/m³。", ("PM2.5浓度", "<", "35", "μg/m³")),
        ("PM2.5浓度控制在36微克/立方米以下。", ("PM2.5浓度", "<=", "36", "微克/立方米")),
        ("容积不得小于每万平方米100立方米。", ("容积", ">=", "100", "立方米")),
        ("线上学时不高于全部课时的50%。", ("线上学时", "<=", "50", "%")),
        ("按不低于户数20%的比例配建。", ("户数", ">=", "20", "%")),
        ("医师数≥2.6人。", ("医师数", ">=", "2.6", "人")),
        ("接种率要达到九成以上。", ("接种率", ">=", "90", "%")),
        ("接种率达到百分之八十五。", ("接种率", ">=", "85", "%")),
        ("每接种点医生不少于两名。", ("每接种点医生", ">=", "2", "名")),
        ("年产值达到1,200万元。", ("年产值", ">=", "1200", "万元")),
        ("每年淘井不少于一次。", ("淘井", ">=", "1", "次")),
        ("对船长12米以上的渔船检验不少于1次，不合格的渔船不得出海。", ("对船长12米以上的渔船检验", ">=", "1", "次")),
    ],
)
def test_a_goal_a_cap_and_a_floor(sentence: str, wanted: Wanted) -> None:
    assert read(sentence) == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("新建学校2所。", [("新建学校", "=", "2", "所")]),
        ("补植行道树2000株。", [("补植行道树", "=", "2000", "株")]),
        ("建口袋公园5处。", [("建口袋公园", "=", "5", "处")]),
        ("建设1个滑冰馆。", [("建设滑冰馆", "=", "1", "个")]),
        ("户厕改造500户、公厕20座。", [("户厕改造", "=", "500", "户"), ("公厕", "=", "20", "座")]),
        ("新建站点12个，改造5个。", [("新建站点", "=", "12", "个"), ("改造", "=", "5", "个")]),
        (
            "完成投资3.5亿元，其中设备投资2亿元。",
            [("完成投资", "=", "3.5", "亿元"), ("设备投资", "=", "2", "亿元")],
        ),
        (
            "新增就业1000人以上，力争1200人。",
            [("新增就业", ">=", "1000", "人"), ("新增就业", "reach", "1200", "人")],
        ),
        ("11月上旬前完成60%。", [("完成", "=", "60", "%")]),
        ("群众满意率100%。", [("群众满意率", "=", "100", "%")]),
        ("6、绿化覆盖率40%。", [("绿化覆盖率", "=", "40", "%")]),
        ("留样保存48小时以上。", [("保存", ">=", "48", "小时")]),
    ],
)
def test_a_bare_count_equals(sentence: str, wanted: list[Wanted]) -> None:
    assert read(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("单位能耗下降3%。", ("单位能耗下降", "=", "3", "%")),
        ("近视率力争每年降低0.5个百分点以上。", ("近视率降低", ">=", "0.5", "个百分点")),
        ("人均收入增长8%左右。", ("人均收入增长", "reach", "8", "%")),
        ("火灾起数比2021年下降50%。", ("火灾起数比2021年下降", "=", "50", "%")),
        ("增幅高于全省平均1个百分点以上。", ("增幅高于全省平均", ">=", "1", "个百分点")),
        ("压减10%的经费。", ("压减", "=", "10", "%")),
        ("力争投诉量同比下降10%。", ("投诉量下降", "=", "10", "%")),
    ],
)
def test_a_change_that_is_aimed_at(sentence: str, wanted: Wanted) -> None:
    assert read(sentence) == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("甲、乙率分别达到22%和30%。", [("甲", "22"), ("乙率", "30")]),
        ("甲、乙、丙率分别达到80%、90%和95%以上。", [("甲", "80"), ("乙", "90"), ("丙率", "95")]),
        ("到2022年和2030年，登记率分别不低于22%和30%。", [("登记率", "22"), ("登记率", "30")]),
        ("甲率达到50%、乙率达到60%。", [("甲率", "50"), ("乙率", "60")]),
        ("回复率、办结率均达100%。", [("回复率、办结率", "100")]),
        ("一类、二类桥梁占比达到92%。", [("一类、二类桥梁占比", "92")]),
        ("至少培训2期、每期不少于50人。", [("培训", "2"), ("每期", "50")]),
    ],
)
def test_joint_names_and_joint_values(sentence: str, wanted: list[tuple[str, str]]) -> None:
    assert [(t.name, t.value) for t in found(sentence)] == wanted


@pytest.mark.parametrize(
    ("sentence", "title", "name"),
    [
        ("确保登记率达到90%。", "", "登记率"),
        ("鼓励在原有水平基础上下浮10%以上。", "", "原有水平基础上下浮"),
        ("7、回复率达到90%。", "", "回复率"),
        ("每天通风两次，每次不少于30分钟。", "", "通风每次"),
        ("控制在5‰以下。", "损耗率", "损耗率"),
        ("17、控制在5‰以下。", "", ""),
        ("亩产大增。控制在5‰以下。", "", ""),
    ],
)
def test_a_name_is_words_never_a_serial_and_never_of_another_sentence(sentence: str, title: str, name: str) -> None:
    assert [t.name for t in found(sentence, title=title)] == [name]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("重污染天数不超过3天。", [("重污染天数", "<=", "3", "天")]),
        ("全年停诊不超过3天。", [("全年停诊", "<=", "3", "天")]),
        ("会议时间不超过90分钟。", [("会议时间", "<=", "90", "分钟")]),
        ("公示不少于5个工作日。", [("公示", ">=", "5", "个工作日")]),
        ("办理时间不超过3天。", []),
        ("协商会签，原则上不超过30个工作日。", []),
        ("最长不超过3个月。", []),
    ],
)
def test_a_cap_on_time_is_a_target_where_it_bounds_how_long_something_lasts(
    sentence: str, wanted: list[Wanted]
) -> None:
    assert read(sentence) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "优良率78.9%，同比提高3.2个百分点。",
        "同比下降8.2%。",
        "去年检查覆盖率为71.3%。",
        "目前登记率达到71.3%。",
        "去年新建学校2所。",
        "站点建设按照投资额的8%给予补助。",
        "县财政给予保费50%的补贴。",
        "年满60周岁的老人免费。",
        "面积500平方米以上的站点，可以申请补助。",
        "年用水量超过5万吨的企业，应当装表。",
        "对年产值达到1亿元、税收达到500万元的企业，给予奖励。",
        "凡超过5人的，应当登记。",
        "造成10人以上30人以下死亡的事故。",
        "得分低于60分的，予以约谈。",
        "达到95%以上得5分，每低1%扣1分。",
        "90分以上为优秀，75～89分为良好。",
        "1.5%的教科书留作备用。",
        "核定文物保护单位共3处。",
        "建筑工程费800万元、其他434万元。",
        "聚焦三方面开展15项行动。",
        "每个社区办一次展览。",
        "每季度开展一次路况巡查。",
        "应当在2小时内报告。",
        "达到2025年的水平。",
        "进入全市前三名。",
        "倡导每年至少检测1次血压。",
        "命名市图书馆等5个单位为园林式单位。",
    ],
)
def test_a_fact_a_payment_a_condition_and_a_score_are_no_target(sentence: str) -> None:
    assert read(sentence) == []


def test_the_digits_of_a_label_are_no_value() -> None:
    sentence = "1.5%的损耗率达到要求，登记率达到90%。"
    passage = Passage("一", "一", "", sentence, sentence, ((0, len(sentence)),), 2)
    assert [t.value for t in targets_of(passage)] == ["90"]


def test_a_column_of_scores_holds_no_targets() -> None:
    assert read("满意度达到90%以上", head="评分标准") == []
    assert read("满意度达到90%以上", head="工作内容") == [("满意度", ">=", "90", "%")]


def test_the_phrase_runs_from_the_comparison_to_the_unit() -> None:
    assert [t.phrase for t in found("登记率达到８５％以上，漏损率低于3%。")] == ["达到８５％以上", "低于3%"]


REPEATED = ("达到1%", "1", "1,", "提高到1%、", "新建1个、", "覆盖率1%", "分别达到1%和2%、", "下降1%", "至少", "建成")


@pytest.mark.parametrize("part", REPEATED)
def test_a_line_of_a_quarter_megabyte_is_read_in_seconds(part: str) -> None:
    line = part * (240_000 // len(part.encode()))
    begin = process_time()
    found(line)
    assert process_time() - begin < 5
