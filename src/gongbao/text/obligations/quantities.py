"""Numbers with their units, as goals, caps and counts print them: 3.2万亩, 36微克/立方米, 九成, 百分之八十, 两次."""

from __future__ import annotations

import re

from gongbao.text.numerals import han_to_int

HAN = r"[\u4e00-\u9fff]"
VALUE = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
MEASURE = (
    "/10万|/万|个百分点|百分点|个工作日|个月|工作日|分钟|立方米|平方米|平方公里|公里|公顷|千瓦时|千瓦|工作人员|人次|批次|间次|床位|座位|"
    "吨标准煤|微克|毫克|分贝|毫米|厘米|像素|勒克斯|课时|学时|学分|[万亿]?颗|盏|克|%|‰|万亩|亿元|万元|千元|元|亩|吨|公斤|千克|"
    "斤|升|米|户|人|名|家|个|件|处|项|台|套|辆|座|所|条|次|例|篇|期|场|分|岁|份|本|只|头|羽|株|棵|村|间|支|天|小时|级|倍|张|批|"
    "种|类|宗|起|部|册|组|道|轮|遍|度|℃|盘|桶|眼|口|片|块|段|班|栋|幢|孔|艘|架|门|面|幅|首|集|档"
)
_LATIN = r"[A-Za-zμµ㎡㎥°Ω][A-Za-zμµ㎡³²°Ω]{0,5}(?:/[A-Za-zμµ³²]{1,4}[³²\d]?)?"
_OTHER = (
    r"(?!以|及|的|和|与|或|且|至|到|等|左右|为|时|后|前|内|起|并|由|在|于|年|月|日|号|多|余|上|下)"
    r"[\u4e00-\u9fff]{1,3}(?=[，。；、）),;]|以[上下内]|及以|左右|$)"
)
TIMES = frozenset(("天", "小时", "分钟", "个工作日", "工作日", "个月"))
_UNIT = rf"(?:[万亿千百]{{0,2}}[多余]?(?:{MEASURE})(?:/(?:{MEASURE}|年|月|日))?|[万亿]{{1,2}}|{_LATIN}|{_OTHER})"
_SHARE = r"[百千]分之[一二三四五六七八九十百]{1,5}|[一二三四五六七八九\d]成(?![立员果效为本熟年都交套])"
_WORD = (
    r"(?<!第)[一二两三四五六七八九十百]{1,4}"
    r"(?=(?:个(?!方面|阶段)|次|名|家|场|期|处|篇|件|项|天|人|小时|倍|户|条|遍|台|所|座))"
)
TAILS = "及?以上|及?以下|[以之]内|左右"


def quantity(*, named: bool = True, unit: str = "?") -> str:
    """A pattern with the groups v, u, t (number, unit, 以上 …), or without groups; `unit` is its quantifier."""
    v, u, t = ("?P<v>", "?P<u>", "?P<t>") if named else ("?:", "?:", "?:")
    return rf"({v}{_SHARE}|(?:{VALUE})(?!\d)|{_WORD})({u}{_UNIT}){unit}({t}{TAILS})?"


def plain_value(number: str, unit: str) -> tuple[str, str]:
    """Number and unit as printed → decimal string and unit: (九成, "") → (90, %), (1,200, 多元) → (1200, 元)."""
    if number.startswith("百分之"):
        return value_of(number[3:]), "%"
    if number.startswith("千分之"):
        return value_of(number[3:]), "‰"
    if number.endswith("成"):
        return value_of(number[:-1]) + "0", "%"
    return value_of(number), re.sub("^([万亿千百]*)[多余]", r"\1", unit)


def value_of(text: str) -> str:
    """1,200 → 1200, 两 → 2."""
    value = text.replace(",", "")
    return value if value[0].isdigit() else str(han_to_int(value) or value)
