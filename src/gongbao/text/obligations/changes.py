"""Goals that are a change: 降低0.5个百分点以上, 比2013年下降15%, 压减10%的经费."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongbao.text.obligations.clauses import clause_before, sentence_around, tells_the_past
from gongbao.text.obligations.conditions import SCORED, is_condition
from gongbao.text.obligations.measures import Measured, comparator_of_tail
from gongbao.text.obligations.quantities import TAILS, VALUE, value_of
from gongbao.text.obligations.target_names import name_before, paired_names

_BY = "降低|下降|提高|提升|增长|减少|压减|核减|上浮|下浮|增加|缩减|压缩|递增|递减|递降"
_AGAINST = r"(?:高于|低于|快于|超过)(?:全国|全省|全市|全县|省|市|上年|去年)[\u4e00-\u9fff]{0,6}?"
_SHARE = rf"(?P<v>{VALUE})(?P<u>个百分点|百分点|%|‰|倍)(?P<t>{TAILS})?"
_CHANGE = re.compile(
    r"(?=[分每年同平再降下提增减压核上缩递高低快超])"  # so that other characters cost little
    rf"(?P<each>分别)?(?:每年|年均|同比|平均|再)?(?P<verb>{_BY}|{_AGAINST})(?:了|幅度?)?{_SHARE}"
    rf"(?:(?:和|、)(?P<v2>{VALUE})(?P<u2>个百分点|百分点|%|‰|倍)(?P<t2>{TAILS})?)?(?P<of>的(?:[\u4e00-\u9fff]{{0,6}}(?:经费|支出|开支|费用|成本)))?"
)
_NOT_OWED = re.compile(r"已|近年|截至|每$")
_PAYMENT = re.compile(
    r"补助|补贴|奖励|返还|贴息|资助|给予|缴纳|收取|费率|利率(?!水平)|税率|罚款|按.{0,12}比例|减按|优惠|免收|减免|赔偿|滞纳金|支付"
)


def changes(text: str) -> Iterator[Measured]:
    floor = 0
    for match in _CHANGE.finditer(text):
        if not _is_owed(text, match):
            continue
        names = paired_names(text, match.start(), 2) if match["each"] and match["v2"] else ()
        verb = match["verb"]
        name, other = [n + verb for n in names or [name_before(text, match.start(), floor)] * 2]
        end = match.end("t") if match["t"] else match.end("u")
        plain = comparator_of_tail(match["t"], ">" if verb[:2] in ("高于", "快于", "超过") else "=")
        yield Measured(match.start(), end, name, plain, value_of(match["v"]), match["u"])
        floor = end
        if match["v2"]:
            floor = match.end("t2") if match["t2"] else match.end("u2")
            second = comparator_of_tail(match["t2"], "=")
            yield Measured(match.start("v2"), floor, other, second, value_of(match["v2"]), match["u2"])


def _is_owed(text: str, match: re.Match[str]) -> bool:
    end = match.end("of") if match["of"] else match.end()
    clause = clause_before(text, match.start(), 30)
    if is_condition(text, match.start(), end) or _NOT_OWED.search(clause):
        return False
    if SCORED.search(sentence_around(text, match.start(), end, 60)):
        return False
    return not ((_PAYMENT.search(clause) and not match["t"]) or tells_the_past(text, match.start(), end))
