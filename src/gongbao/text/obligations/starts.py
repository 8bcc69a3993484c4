"""The event from which a limit runs, as printed before it.

The rule, in this order, always within the sentence of the limit:
1. what names a moment right before the limit: 接到报告后, 自受理之日起, 开工前, 发现时;
2. such a moment in the clause before, where only a subject stands between: 疫情发生后，县政府在2小时内 (what is to be
   done at once may stand between: 接到报告后，应当立即核实，并在1小时内);
3. a condition that tells an event: 初步认为属于…的，应在1小时内. A condition that only says which cases are meant
   (对情况复杂的，…; 特别重大的，…) starts nothing: the start is empty.
"""

from __future__ import annotations

import re

from gongbao.text.obligations.clauses import sentence_before

_MARK = r"(?:^|[，：、（）(),:])"
_AFTER = r"之日起|之时起|当日起|日起|(?<![一发引])起|(?<![最今然随先此善背])后|之后|以后"
_AT = r"时起|(?<![同及临按随届小准平定限实暂适])时"
_AHEAD = r"(?<![以年月日底之])前|之前|以前"
_MODAL = r"(?:[，,]|的|应当?|须|必须|要|需|将|及时|并|在|于|原则上)*"
_RIGHT_BEFORE = re.compile(rf"{_MARK}(?P<start>[^，。；：、（）(),:]{{1,80}}?(?:{_AFTER}|{_AT}|{_AHEAD})){_MODAL}$")
_SINCE = re.compile(r"(?P<start>(?:(?<![各独亲])自|从|接到|收到|受理)[^，。；：,]{2,30})$")
_CLAUSE_BEFORE = re.compile(
    rf"{_MARK}(?P<start>[^，。；：（）(),:]{{2,60}}?(?:{_AFTER}|{_AT}))[，,]"
    rf"(?:[^，。；：,]{{2,24}}[，,](?=并|且|同时))?(?:并|且|同时)?[^，。；：,]{{0,16}}?{_MODAL}$"
)
_FOUND = (
    "发现|发生|出现|认为|认定|确认|判定|判断|接到|收到|受理|遇有|遇险|损坏|缺失|破损|终止|变更|中断|丢失|遗失|死亡|"
    "批准|开裂|坍塌|泄漏|泄露"
)
_CONDITION = re.compile(
    rf"(?:^|[，：,:])(?P<start>(?!对|属|情况)[^，。；：,:]{{0,40}}(?:{_FOUND})[^，。；：,:]{{0,40}}的)"
    rf"[，,][^，。；：,]{{0,16}}?{_MODAL}$"
)
_LEAD = re.compile(
    r"^.*?(?:应当|应|须|必须|要|需)?(?:(?<![存现实正所])在|(?<![关由对属位处等便])于)(?=[^，]{2,})|"
    r"^.*?(?:应当|应|须|必须|要|需)(?=自|从|接到|收到)|^.+?(?=(?<![各独亲])自[^自]{2,40}日起$)"
)
_BACKWARD = re.compile(r"^自?(?:发现|收到|接到|受理|送达)(?:之[日时]起|后)$")
_NO_EVENT = re.compile(r"^(?:今|然|随|此|以|最|先)?后$|^(?:同|及|届|平)时$|^.$")


def start_of(text: str, position: int) -> str:
    """The event that a limit at `position` counts from; empty where the sentence names none."""
    sentence = sentence_before(text, position)
    for pattern in (_RIGHT_BEFORE, _SINCE, _CLAUSE_BEFORE, _CONDITION):
        match = pattern.search(sentence)
        start = _LEAD.sub("", match["start"]) if match else ""
        if start and not _NO_EVENT.match(start):
            return _with_case(sentence, start)
    return ""


def _with_case(sentence: str, start: str) -> str:
    """发现隐患的，自发现之日起: what was found stands in the clause before."""
    if not _BACKWARD.match(start):
        return start
    case = re.search(rf"(?:^|[，：,:])([^，：,:]{{2,30}}的[，,]){re.escape(start)}", sentence)
    return case[1] + start if case else start
