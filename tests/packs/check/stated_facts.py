"""Facts of the sample county, stated by hand as a pack states them."""

from __future__ import annotations

from gongbao.packs.stated import Printed, PrintedKind, StatedFact

RIVERS, MARKETS, CANTEENS = "青政字〔2021〕3号", "青政字〔2021〕7号", "青政办字〔2021〕12号"
BUSES, BRIDGE = "青办字〔2021〕18号", "2021-11-15 关于保护永济古桥的通告"

Value = tuple[PrintedKind, str]


def stated(document: str, at: str, quote: str = "", *values: Value) -> StatedFact:
    """One fact; each of its values is a field named for its kind."""
    printed = tuple(Printed(kind, value, kind) for kind, value in values)
    return StatedFact("sample/rule", quote or at, document, at, quote, printed)


def number(value: str) -> Value:
    return "number", value


def day(value: str) -> Value:
    return "date", value


def compares(value: str) -> Value:
    return "comparator", value


def says(value: str) -> Value:
    return "text", value


def names(value: str) -> Value:
    return "agencies", value


FACTS = (
    stated(RIVERS, "日期", "2021年1月26日", day("2021-01-26")),
    stated(RIVERS, "第四条（一）", "于每年2月底前向社会公布", day("2021-02-28")),
    stated(RIVERS, "第四条（二）", "每季度对乡镇评分一次", number("1")),
    stated(RIVERS, "第四条（二）", "抄送县财政局", names("县财政局")),
    stated(RIVERS, "第五条", "保洁员不少于2名", number("2"), compares(">=")),
    stated(RIVERS, "第六条", "年满18周岁", number("18"), compares(">=")),
    stated(RIVERS, "第七条（一）", "汛期每日打捞不少于2次", number("2"), compares(">=")),
    stated(RIVERS, "第七条（二）", "面积不超过4平方米", number("4"), compares("<=")),
    stated(RIVERS, "第八条段2", "应当在6小时内到现场查看", number("6"), compares("<=")),
    stated(RIVERS, "第九条", "每季度结束之日起7个工作日内", number("7")),
    stated(RIVERS, "第九条", "收到结果之日起4个工作日内", number("4")),
    stated(RIVERS, "第九条", "收到申请之日起12个工作日内", number("12")),
    stated(RIVERS, "第十条", "核定经费的65%", number("65"), number("0.65")),
    stated(RIVERS, "第十一条", "应当在20日内修好", number("20")),
    stated(RIVERS, "第十二条", "由县水务局约谈", names("县水务局")),
    stated(RIVERS, "第十三条", "自2021年3月1日起施行，有效期3年", day("2021-03-01"), number("3")),
    stated(RIVERS, "附件 表1 第1行 列5", "", number("24")),
    stated(RIVERS, "附件 表1 第1行 列2", "", number("40"), says("河面(40分)")),
    stated(RIVERS, "附件 表1 第2行", "", says("水草"), number("16")),
    stated(MARKETS, "一（一）", "于4月15日前报", day("2021-04-15")),
    stated(MARKETS, "二（一）1", "通道宽度不小于3.2米", number("3.2"), compares(">=")),
    stated(MARKETS, "二（一）2（2）②", "摊位费不超过9元", number("9"), compares("<=")),
    stated(MARKETS, "二（三）", "抽检食品不少于26批次", number("26"), compares(">=")),
    stated(MARKETS, "三段1", "6月底前完成柳溪", day("2021-06-30")),
    stated(MARKETS, "三段1", "年底前完成其余集市", day("2021-12-31")),
    stated(MARKETS, "三段2", "地面硬化率达到93.5%以上", number("93.5"), compares(">=")),
    stated(MARKETS, "附件1 表1 第3行 列5", "", names("各乡镇人民政府、县市场监督管理局")),
    stated(MARKETS, "附件1 表1 第3行 列6", "", day("2021-05-20")),
    stated(MARKETS, "附件1 表1 第5行 列5", "", names("县财政局、柳溪镇、石桥镇")),
    stated(MARKETS, "附件2 表1 第5行", "", says("藕香集"), number("320")),
    stated(CANTEENS, "一段1", "2021年建成老年食堂18家", number("18"), day("2021-12-31")),
    stated(CANTEENS, "一段1", "比例达到62%以上", number("62"), compares(">=")),
    stated(CANTEENS, "二（二）", "控制在15分钟以内", number("15"), compares("<=")),
    stated(CANTEENS, "三（一）", "最高补助6万元", number("6"), number("60000"), compares("<=")),
    stated(CANTEENS, "四（一）", "2021年4月—5月", day("2021-04-01"), day("2021-05-31")),
    stated(CANTEENS, "附件2 表1 第1行 列6", "", number("31"), compares(">=")),
    stated(CANTEENS, "附件2 表1 第2行 列4", "", number("27.5"), day("2020-12-31")),
    stated(CANTEENS, "附件2 表1 第3行 列6", "", number("11"), compares("<=")),
    stated(CANTEENS, "附件1 第2人", "", says("副组长"), says("县政府办公室副主任"), names("县政府办公室")),
    stated(BUSES, "一段1", "自2021年9月1日至2021年12月9日", day("2021-09-01"), day("2021-12-09")),
    stated(BUSES, "二（三）", "10月底前补齐", day("2021-10-31")),
    stated(BUSES, "三段1", "较上年下降35%以上", number("35"), compares(">=")),
    stated(BRIDGE, "一", "两端各35米以内", number("35"), compares("<=")),
    stated(BRIDGE, "三", "每年4月10日前检测", day("2022-04-10")),
    stated(BRIDGE, "六", "自2021年12月1日起", day("2021-12-01")),
)
