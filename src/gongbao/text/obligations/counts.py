"""Goals without a comparison: counts (新建学校2所), what is listed after one (、公厕20座), shares (满意率100%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongbao.text.obligations.clauses import clause_before, sentence_around, sentence_before, tells_the_past
from gongbao.text.obligations.conditions import SCORED, is_condition
from gongbao.text.obligations.measures import Measured, comparator_of_tail
from gongbao.text.obligations.quantities import TIMES, VALUE, plain_value, quantity
from gongbao.text.obligations.target_names import name_before, trimmed

_VERBS = (
    "新建|建成|实现|建设|建立|完成|打造|创建|培育|新增|改造|发展|治理|推广|培训|整治|清理|安装|更换|实施|举办|组织|开展|评选|选树|扶持|引进|"
    "新改建|新栽|植树造林|造林|修建|维修|修缮|栽植|种植|配备|解决|申报|储备|栽种|补植|补栽|修复|拆除|铺设|架设|敷设|安置|救助|招聘|引育|"
    r"投放|增设|布设|硬化|疏浚|加固|改建|扩建|续建|(?<![住城基承规搭构组筹共])建(?![筑议档制账成立设言交])(?=[\u4e00-\u9fff]{2,8}\d)"
)
_WORDS = r"[\u4e00-\u9fff“”]"
_OBJECT = rf"(?P<object>{_WORDS}{{0,40}}(?:、{_WORDS}{{1,20}}(?![\d\u4e00-\u9fff“”])){{0,3}})"
_FIRST = "".join(sorted({verb[0] for verb in _VERBS.split("|")} - {"("}))  # so that other characters cost little
_COUNT = re.compile(
    rf"(?=[{_FIRST}])(?P<verb>{_VERBS})(?:了|好)?(?P<name>[\u4e00-\u9fff“”\x22]{{0,14}}?){quantity(unit='')}{_OBJECT}"
)
_LISTED = re.compile(
    rf"(?:[、，,]|和|及)(?:其中[，:：]?)?(?P<name>{_WORDS}{{1,12}}?){quantity(unit='')}(?=[、，。；,;）)]|和|$)"
)
_SHARES = ("率", "占比", "比重", "比例", "覆盖面")
_RATE = re.compile(
    rf"(?P<name>(?:{'|'.join(_SHARES)}|面积|数量|总量|水平|时间)(?:（[^（）]{{1,12}}）)?)(?:为|是|在|要|均|都)?{quantity()}"
)
_MARKED = r"(?P<name>(?:保存|留存|保留|公示|存放)(?:期限?|时间)?)(?:为|满)?"
_KEPT = re.compile(rf"{_MARKED}(?P<v>{VALUE})(?P<u>个?(?:小时|天|日|工作日|月|年))(?P<t>及?以上)")
_NO_UNITS = frozenset(("天", "小时", "年", "‰", "分", "级", "岁", "分钟", "类", "种", "个百分点", "百分点"))
_NO_GOAL_BEFORE = re.compile(
    r"已|共|累计|近年|去年|目前|现有|上年|对$|每$|的$|围绕|按照|根据|对照|下设|由$|第$|等$|将原"
)
_NO_GOAL_NAME = re.compile(r"第$|前$|近$|年$|每|在$|或|约$|共$|等$|了$|由|比例$|方面|不|按|给予|低于|超过|至少|达|于$")
_STEPS = re.compile(r"^(?:重点|专项|主要|具体|基本)?(?:行动|任务|工作|措施|内容|制度|机制|方面|要求|原则)")
_PAYMENT = re.compile(r"补助|补贴|奖励|返还|贴息|资助|给予|缴纳|收取|费率|利率|税率|罚款|优惠|减免|折扣|首付|赔偿|按")


def counts(text: str) -> Iterator[Measured]:
    for match in _COUNT.finditer(text):
        if _is_counted(text, match):
            value, unit = plain_value(match["v"], match["u"])
            name = _name(text, match)
            end = match.end("t") if match["t"] else match.end("u")
            yield Measured(match.start(), end, name, comparator_of_tail(match["t"], "="), value, unit)


def _name(text: str, match: re.Match[str]) -> str:
    """新建学校 of 新建学校2所, 建滑冰馆 of 建1个滑冰馆, 户厕改造 of 户厕改造500户."""
    if match["name"] or match["object"]:
        return trimmed(match["verb"] + (match["name"] or match["object"]))
    return trimmed(clause_before(text, match.start()).rpartition("、")[2] + match["verb"])


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """A count of things to be made; 完成60% counts the work itself."""
    share = match["u"] == "%"
    if match["u"] in _NO_UNITS | TIMES or (share and match["verb"] != "完成") or not match["v"][0].isdigit():
        return False
    if _NO_GOAL_BEFORE.search(clause_before(text, match.start(), 20)) or _NO_GOAL_NAME.search(match["name"]):
        return False
    if _STEPS.match(match["object"]) or re.match(r"[月或]", text[match.end("u") :][:1]):
        return False
    end = match.end("t") if match["t"] else match.end("u")
    scored = SCORED.search(sentence_around(text, match.start(), end, 60))
    return not (is_condition(text, match.start(), end) or scored or tells_the_past(text, match.start(), end))


def listed_counts(text: str, found: Sequence[Measured]) -> Iterator[Measured]:
    """What a list goes on to count right after a count: 改造户厕500户、公厕20座; 完成投资3亿元，其中设备1亿元."""
    for hit in found:
        match = _LISTED.match(text, hit.end) if hit.comparator == "=" and hit.unit != "%" else None
        while match:
            end = match.end("t") if match["t"] else match.end("u")
            name = trimmed(match["name"])
            apart = text[match.start()] in "，,"
            if not name or match["u"] in _NO_UNITS or (apart and "其中" not in match[0]) or re.match(_VERBS, name):
                break
            value, unit = plain_value(match["v"], match["u"])
            yield Measured(match.start("name"), end, name, comparator_of_tail(match["t"], "="), value, unit)
            match = _LISTED.match(text, end)


def rates(text: str) -> Iterator[Measured]:
    """覆盖率95%以上, 绿化覆盖率40%, 留样保存48小时以上."""
    for match in _KEPT.finditer(text):
        unit = "个工作日" if "工作日" in match["u"] else match["u"]
        if not is_condition(text, match.start(), match.end()):
            yield Measured(match.start("v"), match.end(), match["name"], ">=", *plain_value(match["v"], unit))
    for match in _RATE.finditer(text):
        if _is_rate(text, match):
            end = match.end("t") if match["t"] else match.end("u") if match["u"] else match.end("v")
            value, unit = plain_value(match["v"], match["u"] or "")
            name = name_before(text, match.end("name"), alone=True)
            yield Measured(match.start("v"), end, name, comparator_of_tail(match["t"], "="), value, unit)


def _is_rate(text: str, match: re.Match[str]) -> bool:
    end = match.end("t") if match["t"] else match.end("u") if match["u"] else match.end("v")
    if is_condition(text, match.start("v"), end) or SCORED.search(sentence_around(text, match.start("v"), end, 60)):
        return False
    if match["t"]:
        return match["u"] not in ("天", "小时", "岁") and match["t"] != "左右"
    share = match["u"] in ("%", "‰") and match["name"].startswith(_SHARES)
    if not share or _PAYMENT.search(sentence_before(text, match.start("v"), 60)):
        return False
    return text[end : end + 1] in ("", *"，。；、,;") and not tells_the_past(text, match.start("v"), end)
