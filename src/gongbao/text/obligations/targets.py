"""Goals, caps and floors with a number: what is measured, how it is compared, value and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongbao.text.claims import Claims
from gongbao.text.model import Comparator, Target
from gongbao.text.numerals import half_width
from gongbao.text.obligations.changes import changes
from gongbao.text.obligations.clauses import clause_before, sentence_around, tells_the_past
from gongbao.text.obligations.conditions import SCORED, is_condition
from gongbao.text.obligations.counts import counts, listed_counts, rates
from gongbao.text.obligations.durations import bounds_how_long
from gongbao.text.obligations.measures import Measured, comparator_of_tail
from gongbao.text.obligations.quantities import HAN, TIMES, VALUE, plain_value, quantity
from gongbao.text.obligations.target_names import name_before, paired_names
from gongbao.text.passages import Passage

_GE = (
    r"不低于|不少于|不得低于|不得少于|不能少于|不能低于|不小于|不得小于|不短于|至少(?:要|应|应当)?(?:达到|为|有)?|最低(?:不低于)?|"
    r"达到|达|≥|大于等于|大于或等于|稳定在|保持在|维持在|保持(?=[\d.]+[^，。；]{0,6}以上)"
)
_LE = (
    "不超过|不得超过|不能超过|不超|不高于|不得高于|不大于|不得大于|不多于|不得多于|不突破|不得突破|"
    "最高(?:补助|奖励|补贴|资助|支持|减免|给予|授信|返还)?(?:不超过|不得超过|为|可达|限额)?|最多(?:不超过)?|至多|≤|小于等于|小于或等于|"
    "控制在|控制到|下降(?:到|至|为)|降低?(?:到|至|为)|减少(?:到|至)|压减(?:到|至)|压缩(?:到|至)|上限(?:为)?"
)
_LT = "低于|小于|少于|＜|<"
_GT = "高于|大于|超过|突破|＞|>"
_REACH = "(?:提高|提升|增加|上升|增长|扩大|升|增)(?:到|至)|提高为|(?:力争|争取)(?=[\\d一二两三四五六七八九十])"
# words between the comparison and its number: 不高于全部课时的50%, 每万平方米100立方米, 不低于户数20%, 至少培训2期
_BETWEEN = rf"(?P<mid>{HAN}{{1,10}}的(?=\d)|每{HAN}{{1,6}}(?=\d)|{HAN}{{1,8}}(?={VALUE}%))?"
_AT_LEAST_TO = rf"(?<=至少)(?P<do>{HAN}{{1,8}}?)(?=\d|[一二两三四五六七八九十]{{1,2}}[个次名家场期处篇件项台所座遍])"
_GOAL = re.compile(
    r"(?=[分不至最达大≥稳保维≤小控下降减压上低少＜<高超突＞>提增扩升力争])"  # so that other characters cost little
    rf"(?P<each>分别)?(?:(?P<ge>{_GE})|(?P<le>{_LE})|(?P<lt>{_LT})|(?P<gt>{_GT})|(?P<reach>{_REACH}))"
    rf"(?:{_AT_LEAST_TO}|{_BETWEEN}){quantity()}(?P<more>(?:(?:和|、|与|及){quantity(named=False)}){{1,4}})?"
)
_NEXT = re.compile(rf"(?:和|、|与|及){quantity()}")
_HINT = re.compile(r"\d|[两一二三四五六七八九十](?:次|个|名|家|场|期|处|台|遍|成|件|人)|分之")
_SCORES = re.compile(r"标准|得分|评分")
_PAID = re.compile(r"(?P<what>补助|奖励|补贴|资助|支持)")
_PAID_AFTER = re.compile(r"的(?:一次性)?(?P<what>补助|奖励|补贴|资助)")
_RATED = re.compile(r"(?:率|比例|比重|占比|水平|收入|产值|总量|面积|总额|企业|单位|数|量|人|户|家)$")
_AGES_AND_YEARS = re.compile(r"从事|工作经历|任职|连续|居住|缴纳|年限|工龄|年龄|学历|毕业|持有")
_SIGNS: dict[str, Comparator] = {"ge": ">=", "le": "<=", "lt": "<", "gt": ">"}
_ADVICE = re.compile(r"^(?:[^，。；]{0,4})?(?:倡导|提倡|建议)")


def targets_of(passage: Passage) -> Iterator[Target]:
    """The targets of a passage in order."""
    if not _HINT.search(passage.text) or _SCORES.search(passage.head):
        return
    text = "。" * passage.label_length + half_width(passage.text)[passage.label_length :]
    if passage.row and SCORED.search(text):
        return
    claims = Claims(len(text))
    hits = [hit for hit in _goals(text, passage.title) if claims.take(hit.start, hit.end)]
    for finder in (changes, counts):
        hits.extend(hit for hit in finder(text) if claims.take(hit.start, hit.end))
    hits.extend(hit for hit in listed_counts(text, hits) if claims.take(hit.start, hit.end))
    hits.extend(hit for hit in rates(text) if claims.take(hit.start, hit.end))
    for hit in sorted(hits, key=lambda h: (h.start, h.end)):
        span = passage.span(hit.start, hit.end)
        if hit.comparator != "<=" or not hit.unit.endswith("工作日"):  # a cap on an office's time is a limit
            said = passage.text[hit.start : hit.end]
            yield Target(said, passage.at, span, hit.name, hit.comparator, hit.value, hit.unit)


def _goals(text: str, title: str) -> Iterator[Measured]:
    floor = 0
    for match in _GOAL.finditer(text):
        if _is_no_goal(text, match):
            continue
        value, unit = plain_value(match["v"], match["u"] or "")
        comparator = _comparator(text, match)
        others = _others(match, unit)
        names = _names(text, match, floor, title, 1 + len(others))
        end = match.end("t") if match["t"] else match.end("u") if match["u"] else match.end("v")
        if not match["u"] and text[end : end + 1] in ("年", "日"):
            unit, end = text[end], end + 1
        yield Measured(match.start(), end, names[0], comparator, value, unit or (others[0]["u"] if others else ""))
        for name, other in zip(names[1:], others, strict=True):
            more, its_unit = plain_value(other["v"], other["u"] or unit)
            start, stop = match.start("more") + other.start("v"), match.start("more") + other.end()
            yield Measured(start, stop, name, comparator_of_tail(other["t"], comparator), more, its_unit)
        floor = match.start("more") + others[-1].end() if others else end


def _others(match: re.Match[str], unit: str) -> list[re.Match[str]]:
    """The further values of 分别达到80%、90%和95%; of a goal without 分别 only shares are."""
    found = list(_NEXT.finditer(match["more"] or ""))
    alike = all((other["u"] or unit) == unit or not unit for other in found)
    return found if found and alike and (match["each"] or "%" in unit) else []


def _names(text: str, match: re.Match[str], floor: int, title: str, count: int) -> tuple[str, ...]:
    if match["each"] and count > 1:
        paired = paired_names(text, match.start(), count)
        if paired:
            return paired
    paid = _PAID.search(match["le"] or "")
    paid = paid or _capped_payment(text, match)
    words = match["do"] or (match["mid"] if match["ge"] and _bare_base(match) else "") or (paid["what"] if paid else "")
    own = name_before(text, match.start(), floor, title, alone=bool(words))
    return (own + words,) * count


def _capped_payment(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """不超过50万元的奖励 is a cap, 达到1亿元的奖励50万元 a condition."""
    return _PAID_AFTER.match(text, match.end("u")) if match["le"] and match["u"] and not match["t"] else None


def _bare_base(match: re.Match[str]) -> bool:
    """户数 of 不低于户数20%: the base is the name; 全部课时的 and 每万平方米 are not."""
    return bool(match["mid"]) and not match["mid"].endswith("的") and not match["mid"].startswith("每")


def _is_no_goal(text: str, match: re.Match[str]) -> bool:
    end = match.end("t") if match["t"] else match.end("u") if match["u"] else match.end("v")
    clause = clause_before(text, match.start())
    if text[match.end("v") : match.end("v") + 1] in ("年", "月", "日", "号", "．"):
        return not _is_floor_of_time(text, match, clause)
    return (
        _is_limit(text, match, clause)
        or (is_condition(text, match.start(), end) and not _capped_payment(text, match))
        or _is_no_comparison(match, clause)
        or bool(SCORED.search(sentence_around(text, match.start(), end, 100)))
        or bool(_ADVICE.search(clause))
        or (match["ge"] in ("达到", "达") and tells_the_past(text, match.start(), end))
    )


def _is_limit(text: str, match: re.Match[str], clause: str) -> bool:
    """不超过3天: by when something is done, unless the clause names a stretch of time that lasts."""
    timed = match["u"] in TIMES or re.match(r"个?(?:工作日|自然日|月|周|小时|刻钟)", text[match.end("v") :])
    if not timed or match["ge"] or match["reach"]:
        return False
    return not bounds_how_long(clause)


def _is_floor_of_time(text: str, match: re.Match[str], clause: str) -> bool:
    """保存期限不少于3年 is a floor; 从业不少于3年 is a condition, 达到2025年 a date."""
    floor = match["ge"] in ("不少于", "不低于", "不得少于", "不得低于", "不短于")
    dated = len(match["v"]) >= 4 or text[match.end("v")] in "月号．"
    if not floor or dated or _AGES_AND_YEARS.search(clause):
        return False
    return not is_condition(text, match.start(), match.end("v") + 1)


def _is_no_comparison(match: re.Match[str], clause: str) -> bool:
    """超过 alone tells a case unless a rate is compared; 达90 without a unit and 每低于 tell a score."""
    if match["gt"] and not (_RATED.search(clause) and not re.search(r"[对凡]|每$", clause)):
        return True
    if match["lt"] and re.search(r"(?:不|每|得)$", clause):
        return True
    return match["ge"] == "达" and not match["u"] and match["v"][-1] != "成"


def _comparator(text: str, match: re.Match[str]) -> Comparator:
    plain: Comparator = next((sign for group, sign in _SIGNS.items() if match[group]), "reach")
    hoped = match["ge"] in ("达到", "达") and re.search(r"力争|争取", clause_before(text, match.start()))
    return comparator_of_tail(match["t"], "reach" if hoped else plain)
