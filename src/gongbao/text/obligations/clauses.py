"""The clause and the sentence around a position; each look goes back or ahead a bounded number of characters."""

from __future__ import annotations

import re

CLAUSE_END = re.compile(r"[，。；：,;:！？!?\n]|\.(?!\d)")
_SENTENCE_END = re.compile(r"[。；;！？!?\n]|\.(?!\d)")
_PAST = re.compile(
    r"同比|环比|去年|上年(?!度已确定)|上一年|已(?!确定|建成的)|截至目前|截止目前|目前|以来|近年|先后|累计|现有|共有|"
    r"(?:完成|达到|建成|增长|下降|提高|提升|新增|降低|减少)了"
)
_PLAN = re.compile(
    r"力争|争取|确保|计划|目标|到20\d\d年|底前|年前|日前|年内|全年要|必须|应|须|拟|努力|不低于|不超过|不少于|不高于|今年(?!以来)"
)


def clause_before(text: str, position: int, width: int = 60) -> str:
    """What stands before the position since the last mark of punctuation."""
    return CLAUSE_END.split(text[max(0, position - width) : position])[-1]


def sentence_before(text: str, position: int, width: int = 120) -> str:
    return _SENTENCE_END.split(text[max(0, position - width) : position])[-1]


def sentence_around(text: str, start: int, end: int, width: int = 120) -> str:
    after = _SENTENCE_END.split(text[start : end + width // 2], maxsplit=1)[0]
    return sentence_before(text, start, width) + after


def tells_the_past(text: str, start: int, end: int) -> bool:
    """Whether the sentence reports what was reached, and says nothing of what is to be reached."""
    sentence = sentence_around(text, start, end)
    if _PLAN.search(sentence):
        return False
    whole = text[max(0, start - 120) : start].rpartition("。")[2]  # what stands before a ； tells the time as well
    return bool(_PAST.search(sentence)) or (bool(_PAST.search(whole)) and not _PLAN.search(whole))
