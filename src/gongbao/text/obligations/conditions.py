"""Numbers that say for whom or in which case something holds: 达到1亿元的企业, 凡超过5人, 年满60岁."""

from __future__ import annotations

import re

from gongbao.text.obligations.clauses import clause_before

SCORED = re.compile(r"[得扣加减]\d+(?:\.\d+)?分|[得扣加][一二三四五六七八九十]分|不得分|分(?:以[上下])?的?为")
_AFTER = re.compile(
    r"^(?:的(?!目标|要求|标准|任务|比例|比率|幅度|速度|水平|规模|频次|密度|概率|工作量|时间)|者|企业|单位|人员|人口|老年人|儿童|"
    r"死亡|重伤|经济损失|直接经济|以上的|时[，,]|且|地震|有感|及以上的|用户|职工|项目的)"
)
_RANGE = re.compile(r"^(?:[\d—–\-－～~]|至\d)")
_BEFORE = re.compile(
    r"(?:凡|如|若|当(?!年)|符合|针对|因(?!地)|一旦|其中有|[^一二三四]类：|是指|造成)[^，。；：]{0,24}$|"
    r"(?:年龄|体温|震级|年满|工龄|失信|遇有|死亡(?!率)|失踪|重伤)[^，。；]{0,6}$"
)
_OF_WHOM = re.compile(
    r"^[^，。；：、]{0,30}的(?:企业|单位|项目|个人|家庭|农户|主体|乡镇|村|机构|人员|，|给予|由|按|可)"
)
_AND_ALSO = re.compile(
    r"^[，、]且?[^，。；]{0,20}(?:达到?|超过|不低于|不少于|以上)[^，。；]{0,16}的(?:企业|单位|项目|个人|，|给予|由|按|可)"
)


def is_condition(text: str, start: int, end: int) -> bool:
    """Whether the number of [start, end) tells which cases are meant, or is one end of a range."""
    after, clause = text[end : end + 60], clause_before(text, start, 40)
    if _AFTER.match(after) or _RANGE.match(after) or _BEFORE.search(clause):
        return True
    chosen = re.search(r"^[对将]|对于?(?!照|比|标|应)[^，。；]{0,24}$", clause)
    return bool(chosen and (_OF_WHOM.match(after) or _AND_ALSO.match(after)))
