"""Goals, caps and floors with a number: what is measured, how it is compared, value and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.text.claims import Claims
from gongbao.text.model import Comparator, Target
from gongbao.text.numerals import half_width, han_to_int
from gongbao.text.passages import Passage

VALUE = r"\d[\d,]*(?:\.\d+)?"
MEASURE = (
    "/10万|/万|个百分点|百分点|分钟|立方米|平方米|平方公里|公里|公顷|千瓦时|工作人员|人次|批次|间次|床位|座位|吨标准煤|微克|毫克|分贝|"
    "毫米|厘米|像素|勒克斯|颗|盏|克|%|‰|万亩|亿元|万元|千元|元|亩|吨|公斤|千克|斤|升|米|户|人|名|家|个|件|处|项|台|套|辆|座|所|条|次|例|篇|期|场|分|岁|份|本|只|头|羽|株|棵|村|间|支|天|小时|级|倍|张|批|种|类|宗|起|部|册|组|道|轮|遍|度|℃|公顷"
)
_U = rf"(?P<{{u}}>(?:[万亿千百])?(?:多)?(?:{MEASURE})|[万亿]|[\u4e00-\u9fff]{{{{1,3}}}}(?=[，。；、）)以及]|$))?"
_NUM = rf"(?P<v>{VALUE}|[一二两三四五六七八九十百]+(?=(?:个|次|名|家|场|期|处|篇|件|项|天|人|小时|倍|户|条|遍)))"
_GE = (
    r"不低于|不少于|不得低于|不得少于|不小于|不得小于|至少(?:达到|要|应|为|有)?|最低(?:不低于)?|达到|达|≥|大于等于|大于或等于|"
    r"稳定在|保持在|维持在|保持(?=[\d.]+[^，。；]{0,6}以上)"
)
_LE = (
    "不超过|不得超过|不高于|不得高于|不大于|不多于|最高(?:补助|奖励|补贴|资助|支持)?(?:不超过|不得超过|为|可达|限额)?|"
    "最多(?:不超过)?|至多|≤|小于等于|小于或等于|控制在|控制到|"
    "下降(?:到|至)|降低?(?:到|至)|减少(?:到|至)|压减(?:到|至)|上限(?:为)?"
)
_LT = "低于|小于|少于|＜|<"
_GT = "高于|大于|超过|＞|>"
_REACH = "(?:提高|提升|增加|上升|增长|扩大|升|增)(?:到|至)|提高为"
_HINT = re.compile(r"\d|[两一二三四五六七八九十](?:次|个|名|家|场|期)")
_SCORES = re.compile(r"标准|得分|评分")
_GOAL = re.compile(
    rf"(?:(?P<each>分别))?(?:(?P<ge>{_GE})|(?P<le>{_LE})|(?P<lt>{_LT})|(?P<gt>{_GT})|(?P<reach>{_REACH}))(?:(?:[\u4e00-\u9fff]{{1,10}}的|每[\u4e00-\u9fff]{{1,6}})(?=\d))?{_NUM}{_U.format(u='u')}(?P<tail>以上|及以上|以内|之内|以下|及以下|左右)?"
    rf"(?:(?:和|、|与)(?P<v2>{VALUE}){_U.format(u='u2')}(?P<tail2>以上|及以上|以内|以下|及以下)?)?"
)
_SUFFIX = re.compile(
    rf"(?P<name>[\u4e00-\u9fff“”（）()]{{1,30}}(?:率|比例|比重|占比|面积|覆盖面|合格率|数量|总量|水平|时间))(?:为|是|在|要|均|都)?(?P<v>{VALUE}){_U.format(u='u')}(?P<tail>以上|及以上|以内|之内|以下|及以下)"
)
_COUNT = re.compile(
    rf"(?P<verb>新建|建成|建设|建立|完成|打造|创建|培育|新增|改造|发展|治理|推广|培训|整治|清理|安装|更换|实施|举办|组织|开展|评选|选树|扶持|引进|新改建|新栽|植树造林|造林|修建|维修|修缮|栽植|种植|配备|解决|申报|储备|栽种)(?:了|好|不少于)?(?P<name>[\u4e00-\u9fff]{{0,12}}?)(?P<v>{VALUE}){_U.format(u='u')}(?P<tail>以上|左右)?(?P<object>[\u4e00-\u9fff、“”]{{0,40}})"
)
_CHANGE = re.compile(
    rf"(?P<each>分别)?(?:每年|年均|同比|平均)?(?P<verb>降低|下降|提高|提升|增长|减少|压减|上浮|下浮|增加|缩减|压缩)(?:了)?(?P<v>{VALUE})(?P<u>个百分点|百分点|%|‰|倍)(?P<tail>以上|及以上|以内|以下|左右)?"
    rf"(?:和(?P<v2>{VALUE})(?P<u2>个百分点|百分点|%|‰|倍)(?P<tail2>以上|以内|以下)?)?"
)
_SCORED = re.compile(r"得\d+(?:\.\d+)?分|扣\d+(?:\.\d+)?分|加\d+(?:\.\d+)?分|[得扣加][一二三四五六七八九十]分|不得分")
_CONDITION_AFTER = re.compile(
    r"^(?:的(?!目标|要求|标准|任务)|者|企业|单位|人员|人口|老年人|儿童|死亡|重伤|经济损失|直接经济|以上的|时[，,]|且|地震|有感|及以上的|用户|职工|项目的)"
)
_CONDITION_BEFORE = re.compile(
    r"(?:对|凡|如|若|当|符合|对于|针对|因|一旦|其中有)[^，。；：]{0,24}$|(?:年龄|体温|震级|年满|工龄|失信|遇有|死亡(?!率)|失踪|震级)[^，。；]{0,6}$"
)
_PAID = re.compile(r"补助|奖励|补贴|资助|支持")
_PAYMENT = re.compile(
    r"补助|补贴|奖励|返还|贴息|资助|给予|缴纳|收取|费率|利率|税率|罚款|按.{0,12}比例|减按|优惠|免收|减免|赔偿|滞纳金|支付"
)
_TIME_CAP = re.compile(r"^(?:个)?(?:工作日|自然日|日|天|小时|分钟|月|年|周)")
_NAME_CUT = re.compile(r"[，。；：,;:！？\n]")
_NAME_HEAD = re.compile(
    r"^(?:到|至|力争)?(?:20\d\d年)?(?:底|末)?(?:前)?(?:和20\d\d年)?(?:[，,])?|^(?:确保|保证|要求|要|使|将|并|且|应|须|必须|力争|争取|实现|推动|原则上|其中|全部|按规定|每年)+"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    name: str
    comparator: Comparator
    value: str
    unit: str


def targets_of(passage: Passage) -> Iterator[Target]:
    """The targets of a passage in order."""
    text = "。" * passage.label_length + half_width(passage.text)[passage.label_length :]
    if not _HINT.search(text) or _SCORES.search(passage.head) or (_SCORED.search(text) and passage.row):
        return
    hits: list[_Hit] = []
    claims = Claims()
    for finder in (_goals, _suffixed, _changes, _counts):
        hits.extend(hit for hit in finder(text) if claims.take(hit.start, hit.end))
    for hit in sorted(hits, key=lambda h: (h.start, h.end)):
        span = passage.span(hit.start, hit.end)
        yield Target(passage.text[hit.start : hit.end], passage.at, span, hit.name, hit.comparator, hit.value, hit.unit)


def _goals(text: str) -> Iterator[_Hit]:
    for match in _GOAL.finditer(text):
        if _is_no_goal(text, match):
            continue
        comparator = _comparator(match)
        if (
            comparator == ">="
            and match["ge"] in ("达到", "达")
            and text[max(0, match.start() - 2) : match.start()] in ("力争", "争取")
        ):
            comparator = "reach"
        unit = (match["u"] or "").removeprefix("多")
        name = _name_before(text, match.start())
        paid = _PAID.search(match["le"] or "")
        name += paid[0] if paid else ""
        names = _paired(text, match.start()) if match["each"] and match["v2"] else ()
        if match["v2"] and (match["each"] or "%" in unit):
            middle = match.start("v2")
            yield _Hit(
                match.start(),
                match.end("tail") if match["tail"] else match.end("u") if match["u"] else match.end("v"),
                names[0] if names else name,
                comparator,
                value_of(match["v"]),
                unit or match["u2"] or "",
            )
            yield _Hit(
                middle, match.end(), names[1] if names else name, comparator, value_of(match["v2"]), match["u2"] or unit
            )
        else:
            end = match.end("tail") if match["tail"] else match.end("u") if match["u"] else match.end("v")
            yield _Hit(match.start(), end, name, comparator, value_of(match["v"]), unit)


def _is_no_goal(text: str, match: re.Match[str]) -> bool:
    end = match.end("tail") if match["tail"] else match.end("u") if match["u"] else match.end("v")
    after, before = text[end : end + 10], text[max(0, match.start() - 30) : match.start()]
    clause = re.split(r"[，。；]", before)[-1]
    cap = match["le"] or match["lt"] or match["gt"]
    if (
        cap
        and match["le"] not in ("控制在", "控制到")
        and (_TIME_CAP.match(text[match.end("v") :]) or (match["u"] in ("天", "小时", "分钟")))
    ):
        return True
    if text[match.end("v") : match.end("v") + 1] in ("年", "月", "日", "号", "．", "."):
        return True
    if _CONDITION_AFTER.match(after) or _CONDITION_BEFORE.search(clause) or re.match(r"[\d\-—～~]", after):
        return True
    if match["gt"] and not re.search(r"(?:率|比例|比重|水平|收入|产值|总量|面积|数)$", clause):
        return True
    if match["lt"] and re.search(r"(?:不|每|得)$", before):
        return True
    sentence = (
        re.split(r"[。；]", text[max(0, match.start() - 200) : match.start()])[-1]
        + re.split(r"[。；]", text[end : end + 40])[0]
    )
    if _SCORED.search(sentence):
        return True
    return match["ge"] == "达" and not match["u"]


def _comparator(match: re.Match[str]) -> Comparator:
    if match["tail"] in ("以内", "之内", "以下", "及以下"):
        return "<="
    if match["tail"] in ("以上", "及以上"):
        return ">="
    if match["tail"] == "左右":
        return "reach"
    if match["ge"]:
        return ">="
    if match["le"]:
        return "<="
    return "<" if match["lt"] else ">" if match["gt"] else "reach"


def _suffixed(text: str) -> Iterator[_Hit]:
    for match in _SUFFIX.finditer(text):
        after = text[match.end() : match.end() + 10]
        if (
            _CONDITION_AFTER.match(after)
            or _SCORED.search(text[max(0, match.start() - 20) : match.end() + 20])
            or match["u"] in ("天", "小时", "岁")
        ):
            continue
        comparator: Comparator = ">=" if match["tail"] in ("以上", "及以上") else "<="
        yield _Hit(
            match.start("v"), match.end(), _trim(match["name"]), comparator, value_of(match["v"]), match["u"] or ""
        )


def _changes(text: str) -> Iterator[_Hit]:
    """降低0.5个百分点以上: the goal is the change."""
    for match in _CHANGE.finditer(text):
        before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 10]
        clause = re.split(r"[，。；]", before)[-1]
        if (
            _CONDITION_AFTER.match(after)
            or _CONDITION_BEFORE.search(clause)
            or re.search(r"已|近年|截至|每$", clause)
            or (not match["tail"] and re.search(r"去年|上年", clause))
        ):
            continue
        if _SCORED.search(text[max(0, match.start() - 20) : match.end() + 20]) or (
            _PAYMENT.search(clause) and not match["tail"]
        ):
            continue
        tails: dict[str, Comparator] = {"以上": ">=", "及以上": ">=", "以内": "<=", "以下": "<="}
        names = _paired(text, match.start()) if match["each"] and match["v2"] else ()
        name, other = [n + match["verb"] for n in names or [_name_before(text, match.start())] * 2]
        first = match.end("tail") if match["tail"] else match.end("u")
        yield _Hit(match.start(), first, name, tails.get(match["tail"] or "", "="), value_of(match["v"]), match["u"])
        if match["v2"]:
            yield _Hit(
                match.start("v2"),
                match.end(),
                other,
                tails.get(match["tail2"] or "", "="),
                value_of(match["v2"]),
                match["u2"],
            )


def _counts(text: str) -> Iterator[_Hit]:
    for match in _COUNT.finditer(text):
        unit = match["u"] or ""
        before = re.split(r"[，。；]", text[max(0, match.start() - 20) : match.start()])[-1]
        if (
            not unit
            or unit in ("天", "小时", "年", "%", "‰", "分", "级", "岁", "分钟", "类", "种")
            or re.search(r"已|共|累计|近年|去年|目前|现有|上年|对$|每$|的$|围绕|按照|根据|对照", before)
        ):
            continue
        if (
            _CONDITION_AFTER.match(text[match.end("u") : match.end("u") + 8])
            or re.search(r"第$|前$|近$|年$|每|在$|或", match["name"])
            or re.match(r"[月或]", text[match.end("u") :])
        ):
            continue
        name = _trim(match["verb"] + (match["name"] or "") + (match["object"] or ""))
        end = match.end("tail") if match["tail"] else match.end("u")
        comparator: Comparator = ">=" if match["tail"] == "以上" else "="
        yield _Hit(match.start(), end, name, comparator, value_of(match["v"]), unit)


def _name_before(text: str, position: int) -> str:
    clause = _NAME_CUT.split(text[max(0, position - 60) : position])
    name = _trim(_last_item(clause[-1]))
    return name or (_trim(_last_item(clause[-2])) if len(clause) > 1 else "")


def _last_item(clause: str) -> str:
    """Behind the last 、 that parts one goal from the next; one that joins two nouns stays."""
    before, mark, after = clause.rpartition("、")
    return after if mark and re.search(r"\d", before) else clause


def _paired(text: str, position: int) -> tuple[str, ...]:
    """窝沟封闭、涂氟覆盖率分别达到…: two names for two values, unless two years stand for them."""
    sentence = re.split(r"[。；]", text[max(0, position - 120) : position])[-1]
    if re.search(r"20\d\d年(?:和|、)20\d\d年", sentence):
        return ()
    names = re.split(r"[、和及与]", re.split(r"[，：]", sentence)[-1])
    return tuple(_trim(name) for name in names) if len(names) == 2 else ()


def _trim(name: str) -> str:
    before = None
    while before != name:
        before, name = name, _NAME_HEAD.sub("", name)
    return re.sub(
        r"(?:要|应|须|必须|均|都|全部|分别|力争|确保|可|为|已|将|累计|年均|总体|原则上|至少|一般|最少|应当)+$", "", name
    )[-40:]


def value_of(text: str) -> str:
    value = text.replace(",", "")
    return value if value[0].isdigit() else str(han_to_int(value) or value)
