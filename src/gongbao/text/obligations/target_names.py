"""What a goal measures: the words before its number, or the name carried over from the clause before."""

from __future__ import annotations

import re

from gongbao.text.obligations.clauses import CLAUSE_END, clause_before, sentence_before
from gongbao.text.obligations.quantities import MEASURE, TAILS, VALUE

_HEAD = re.compile(
    r"^(?:(?:到|至|力争到?)?20\d\d年(?:底|末|年底)?前?(?:和20\d\d年)?|[\d.]{1,4}[、.)）]|[\d.]+$|[、和及与并且）)\]】”]|"
    r"确保|保证|要求|要(?![素点])|使(?!用)得?|将|应当|应(?![急对用诊聘届收税征])|须|给予|必须|力争|争取|实现|推动|促进|鼓励|原则上|其中|全部|按规定|每年(?!度)|一律|即日起|努力|切实|"
    r"负责|有(?![效机害关线色])|\d{1,2}[—\-至]\d{1,2}月|"
    r"(?:上半|下半)?年底前|在(?=原有)|按(?!时|期|照|比例|质)|今年|明年|截至|\d{1,2}月(?:上旬|中旬|下旬|底|\d{1,2}日)?前)+"
)
_FROM = re.compile(rf"(?:由|从)(?:20\d\d年底?的?|目前的?|现有的?|现在的?)?{VALUE}(?:{MEASURE})?$")
_FILLERS = re.compile(
    r"(?:(?<![主重需])要|(?<![响供适反效对])应|须|必须|需|(?<![平人户年])均|都|全部|分别|力争|争取|确保|(?<![认许])可|(?<![行作])为|已|将|"
    r"累计|年均|总体|原则上|至少|一般|最少|应当|不少于|同比|逐年|努力|力争到20\d\d年|到20\d\d年底?|严格|严|进一步|总数|"
    r"(?<!目)的|(?<![存现所])在|按)+$"
)
_QUANTITY_END = re.compile(
    rf"(?:{VALUE}(?:[万亿])?(?:{MEASURE})?|[一二两三四五六七八九十][次个名家场期处件项遍天])(?:{TAILS})?(?:[（(][^（）()]*[）)])?$"
)
_EACH = re.compile(r"^每(?:[年月周日天次期场季度名人个户家处台]|季度|半年|学期|年度)$")


def trimmed(name: str) -> str:
    """A name without the words that only lead up to it; empty when no word is left."""
    before = None
    while before != name:
        before, name = name, _FILLERS.sub("", _FROM.sub("", _HEAD.sub("", name)))
    name = name[-40:]
    return name if re.search(r"[\u4e00-\u9fffA-Za-z]", name) else ""


def name_before(text: str, position: int, floor: int = 0, title: str = "", *, alone: bool = False) -> str:
    """The name before `position`, not before `floor` (the end of the last goal).

    每次 alone takes the words of the clause before (每天通风两次，每次… → 通风每次); with no words at all the
    heading stands for the name. `alone` takes neither.
    """
    start = max(floor, position - 60)
    clauses = CLAUSE_END.split(sentence_before(text[start:position], position - start, 60))
    name = trimmed(_last_item(clauses[-1]))
    if alone:
        return name
    if (not name or _EACH.match(name)) and len(clauses) > 1:
        subject = _subject(clauses[-2], joined=bool(name))
        return subject + name if subject else name or _as_name(title)
    return name or _as_name(title)


def _subject(clause: str, *, joined: bool) -> str:
    """通风 of 每天通风两次, 新增就业 of 新增就业1000人; what costs 每亩100元 is not `joined` with a 每户 of its own."""
    bare = _QUANTITY_END.sub("", _last_item(clause))
    if joined and bare != clause and not re.search(r"[次遍]$", clause):
        return ""
    subject = trimmed(re.sub(r"^每[年月周日天季度]+", "", bare))
    return subject if len(subject) <= 16 else ""


def _as_name(title: str) -> str:
    title = title.rstrip("。：:；;")
    return "" if len(title) > 20 or re.search(r"\d", title) else title


def _last_item(clause: str) -> str:
    """Behind the last 、 that follows a quantity (达到50%、乙率); a 、 that joins two nouns stays."""
    items = clause.split("、")
    for n in range(len(items) - 1, 0, -1):
        if _QUANTITY_END.search(items[n - 1]):
            return "、".join(items[n:])
    return clause


def paired_names(text: str, position: int, count: int) -> tuple[str, ...]:
    """甲、乙率分别达到…: as many names as values, unless as many years stand for them."""
    if re.search(r"20\d\d年底?(?:和|、)20\d\d年", sentence_before(text, position)):
        return ()
    names = re.split(r"[、和及与]", clause_before(text, position, 80))
    return tuple(trimmed(name) for name in names) if len(names) == count else ()
