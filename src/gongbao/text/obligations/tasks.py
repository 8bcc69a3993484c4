"""Responsibility marks: who leads and who takes part, bound to the clause that the mark closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.text.lexicon import Lexicon
from gongbao.text.model import Row, Span, Table, TaskMark
from gongbao.text.names import split_names
from gongbao.text.passages import Passage

_LEADS = "牵头单位|牵头部门|牵头责任单位|牵头科室|主办单位|主办部门|主管单位|主责单位|第一责任单位|总牵头单位|牵头"
_ALL = (
    "责任单位|责任部门|责任主体|责任科室|责任分工|落实单位|实施单位|完成单位|承办单位|承办部门|负责单位|负责部门|"
    "工作责任单位"
)
_PARTS = "配合单位|配合部门|协办单位|协助单位|参与单位|参加单位|协同单位|协作单位|会办单位|配合"
_NOT_UNITS = (
    "责任领导|责任人|联系人|分管领导|牵头领导|包联领导|负责人|县级领导|完成时限|完成时间|时限要求|时间|进度|时限"
)
_KEY = re.compile(rf"(?P<lead>{_LEADS})|(?P<all>{_ALL})|(?P<part>{_PARTS})|(?P<not>{_NOT_UNITS})")
_KEYED = re.compile(rf"(?P<key>{_LEADS}|{_ALL}|{_PARTS}|{_NOT_UNITS})(?:及分工)?[：:]")
_ROLE_END = re.compile(
    r"(?P<units>.*?)(?:按(?:照)?(?:各自)?职(?:责|能)?分工)?(?:分别|共同|具体|组织|协同)?"
    r"(?P<role>牵头(?:负责|落实|实施|组织|办理|推进)?|负责(?:落实|实施|配合|牵头)?|(?:组织)?落实|(?:组织)?实施|参与|参加|配合(?:落实|做好)?|协助|协同|协办|主办|承办)$"
)
_UNIT_END = re.compile(
    r"(?:局|办|办公室|部|委|委员会|中心|大队|支队|总队|中队|公司|法院|检察院|政府|部门|单位|协会|学会|联合会|总社|供销社|管委会|支行|分行|银行|工会|总工会|团委|妇联|科协|残联|"
    r"学校|医院|院|站|所|队|乡|镇|街道|街道办事处|社区|村|集团|小组|指挥部|厅|署|处|联社|机构|红十字会|工商联|贸促会|企业|监管组|开发区|园区|场|馆|台|报社|党校|人武部|县委|市委)$"
)
_FIRST_LEADS = re.compile(
    r"(?:排(?:名)?(?:在)?第一(?:位|个)?的?|第一个?(?:单位|部门)|首(?:位|个)(?:单位|部门)?|列(?:在)?第一位的?)(?:单位|部门)?(?:为|是)牵头"
)
_RULE = re.compile(r"[；;，,。]?(?:排(?:名)?(?:在)?第一|第一个?(?:单位|部门)为|首位单位|以下均|下同)")
_ATTENDANCE = re.compile(r"(?:出席|列席|缺席|请假|参加(?:人员)?|主持|记录|与会|参会)[^：:]{0,6}[：:]")
_AND = re.compile(r"以及|和|及|与")
_SIDE_BY_SIDE = re.compile(r"(?<=局|队|办|部|院|会|心|室)(?=[县市区省州镇乡](?!场|政|容|民|级|域))")
_PARTY_AND_STATE = re.compile(r"(?P<stem>.{1,20}?)(?P<party>党委|党工委|党组)、(?P<state>政府|人民政府|管委会|办事处)")
_REMARK = re.compile(r"简称|[：:的为是在含设称将对或附见]|^原|包括|除外|以下|所属|同$")
_BRACKET = re.compile(r"[（(〔\[【）)〕\]】]")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_LINE = re.compile(rf"(?:^|(?<=[。；]))(?:{_LEADS}|{_ALL}|{_PARTS}|{_NOT_UNITS})[：:][^。]*。?")


@dataclass(frozen=True, slots=True)
class _Mark:
    """[start, end) of a mark in a passage; `inner` what it says."""

    start: int
    end: int
    inner: str


@dataclass(slots=True)
class _Units:
    lead: list[str]
    part: list[str]
    all: list[str]


class Tasks:
    """Reads the marks of one document in order; it may say once that the first unit of every mark leads (下同)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.first_leads = False
        self._above: Passage | None = None

    def of_passage(self, passage: Passage) -> Iterator[TaskMark]:
        """The marks in running text."""
        begin = _behind_title(passage)
        above, self._above = self._above, passage
        for mark in self._marks(passage):
            self.first_leads = self.first_leads or bool(_FIRST_LEADS.search(mark.inner))
            units = self._units(mark.inner)
            printed = passage.text[mark.start : mark.end]
            whole = mark.start == 0 and not passage.label_length and above is not None and above.item == passage.item
            clause = self._all_of(above) if whole and above else self._clause(passage, begin, mark)
            begin = mark.end
            yield TaskMark(passage.item, clause, passage.title, *self._divided(units), printed)

    def of_table(self, table: Table) -> Iterator[TaskMark]:
        """One task a row where the table has columns of responsible units, or a column whose cells are marks."""
        keys = {c: key for c, head in enumerate(table.header) if (key := _column(head))}
        for row in table.rows:
            for part in row.sub or (row,):
                task = self._of_row(table, part, keys) if keys else self._of_cells(part)
                if task:
                    yield task

    def _marks(self, passage: Passage) -> Iterator[_Mark]:
        pairs = list(_brackets(passage.text))
        for start, end in pairs:
            inner = passage.text[start + 1 : end - 1]
            if self._is_mark(passage.text, start, end, inner):
                yield _Mark(start, end, inner)
        for match in _LINE.finditer(passage.text):
            if any(start < match.start() < end for start, end in pairs):
                continue
            begin = match.start() + (passage.label_length if not match.start() else 0)
            if _KEYED.match(match[0]) and self._named(match[0]):
                yield _Mark(begin, match.end(), match[0].rstrip("。"))

    def _named(self, text: str) -> bool:
        units = self._units(text)
        return bool(units.lead or units.part or units.all)

    def _is_mark(self, text: str, start: int, end: int, inner: str) -> bool:
        if not 2 <= len(inner) <= 600:
            return False
        if _KEYED.match(inner):
            return self._named(inner)
        if any(_ROLE_END.fullmatch(clause) for clause in _clauses(inner)):
            units = self._units(inner)
            return any(self._is_unit(name) for name in (*units.lead, *units.part, *units.all))
        closes = (end == len(text) or text[end] in "。；，") and start > 0
        names = self._split(inner)
        if _ATTENDANCE.match(text):
            return False
        alias = bool(_UNIT_END.search(text[max(0, start - 12) : start])) and text[start - 1] not in "。；"
        return (
            closes
            and not alias
            and bool(names)
            and not _REMARK.search(inner)
            and all(self._is_unit(name) for name in names)
        )

    def _is_unit(self, name: str) -> bool:
        return (
            2 <= len(name) <= 40
            and not name[0].isdigit()
            and (self.lexicon.canonical(name) is not None or bool(_UNIT_END.search(name)))
        )

    def _units(self, inner: str) -> _Units:
        inner = _RULE.split(inner)[0]
        keyed = list(_KEYED.finditer(inner))
        return self._keyed(inner, keyed) if keyed else self._by_clause(inner)

    def _keyed(self, inner: str, keyed: Sequence[re.Match[str]]) -> _Units:
        """牵头单位：A；配合单位：B."""
        units = _Units([], [], [])
        ends = [match.start() for match in keyed[1:]] + [len(inner)]
        for match, end in zip(keyed, ends, strict=True):
            key = _KEY.fullmatch(match["key"])
            if key and not key["not"]:
                self._add(units, key.lastgroup or "all", inner[match.end() : end].rstrip("；;，,。 "))
        return units

    def _by_clause(self, inner: str) -> _Units:
        """A牵头，B、C参与: each clause says at its end what its units do."""
        units = _Units([], [], [])
        pending: list[str] = []
        for clause in _clauses(inner):
            match = _ROLE_END.fullmatch(clause)
            if match is None:
                pending.extend(self._split(clause))
            else:
                leader, together, others = re.sub(r"负责$", "", match["units"]).partition("会同")
                names = [*pending, *self._split(leader)]
                pending = []
                self._by_role(units, "牵头" if together else match["role"], names)
                units.part.extend(self._split(others))
        if units.lead or units.part or units.all:
            pending = [name for name in pending if self._is_unit(name)]
        units.all.extend(pending)
        return units

    def _add(self, units: _Units, kind: str, text: str) -> None:
        """The units behind 责任单位：, which may say again who leads: A牵头，B配合."""
        if kind == "all" and any(_ROLE_END.fullmatch(c) for c in _clauses(text)):
            inner = self._units(text)
            units.lead.extend(inner.lead)
            units.part.extend(inner.part)
            units.all.extend(inner.all)
        else:
            getattr(units, kind).extend(self._split(re.sub(r"(?:牵头|负责|配合|参与)$", "", text)))

    def _by_role(self, units: _Units, role: str, names: list[str]) -> None:
        if role.startswith(("牵头", "主办")) or role == "负责牵头":
            units.lead.extend(names)
        elif role.startswith(("参与", "参加", "配合", "协")) or role == "负责配合":
            units.part.extend(names)
        elif role in ("负责落实", "落实", "组织落实", "负责实施", "实施", "组织实施") and units.lead:
            return
        else:
            units.all.extend(names)

    def _divided(self, units: _Units) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(lead, participants): with nobody named as lead all are, or the first where the document says so."""
        lead, part = units.lead, [*units.all, *units.part]
        if not lead:
            lead, part = units.all or units.part, units.part if units.all else []
            if self.first_leads and len(lead) > 1:
                lead, part = lead[:1], [*lead[1:], *part]
        return self._canonical(lead), self._canonical(name for name in part if name not in lead)

    def _canonical(self, names: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.lexicon.canonical(name) or name for name in names))

    def _split(self, text: str) -> list[str]:
        text = re.sub(r"^(?:由|分别由)", "", text.strip("：:。；; "))
        if self.lexicon.canonical(text):
            return [text]
        names = []
        for part in split_names(text):
            part = re.sub(r"^(?:[一二三四五六七八九十]{1,4}[、.．]|和|及|以及|与)", "", part.strip())
            part = (
                re.sub(r"(?<=.{2})等(?:有关|相关)?(?:部门|单位)?(?:按.*)?$", "", part)
                if self.lexicon.canonical(part) is None
                else part
            )
            names.extend(self._apart(part))
        return names

    def _apart(self, name: str) -> list[str]:
        """A和B are two units where each side is one; 县发展和改革局 is one."""
        if not name or self.lexicon.canonical(name):
            return [name] if name else []
        both = _PARTY_AND_STATE.fullmatch(name)
        if both:
            return [both["stem"] + both["party"], both["stem"] + both["state"]]
        side = _SIDE_BY_SIDE.split(name)
        if len(side) > 1 and all(self._is_unit(part) and len(part) > 2 for part in side):
            return side
        for match in _AND.finditer(name):
            left, right = name[: match.start()], name[match.end() :]
            if len(right) > 2 and self._is_unit(left) and self._is_unit(right):
                return [left, *self._apart(right)]
        return [name]

    def _clause(self, passage: Passage, begin: int, mark: _Mark) -> Span:
        """From behind the mark before (or the heading) to this mark."""
        start, end = begin, mark.start
        while start < end and passage.text[start] in "。；，、：":
            start += 1
        if start >= end:
            start = passage.label_length
        return passage.span(start, end) if start < end else passage.span(mark.start, mark.end)

    def _all_of(self, passage: Passage) -> Span:
        """The clause of a mark that stands on a line of its own: the paragraph above."""
        start = min(_behind_title(passage), len(passage.text) - 1)
        return passage.span(start if start < len(passage.text) - 1 else passage.label_length, len(passage.text))

    def _of_row(self, table: Table, row: Row, keys: dict[int, str]) -> TaskMark | None:
        units = _Units([], [], [])
        for c, key in keys.items():
            text = re.sub(r"\n", "、", re.sub(r"^[一二三四五六七八九十]{1,4}、", "", row.cells[c]))
            if key == "all" or _ROLE_END.fullmatch(text.rstrip("。")):
                self._add(units, key, text)
            else:
                getattr(units, key).extend(self._split(text))
        if not (units.lead or units.part or units.all):
            return None
        what = next(
            (
                c
                for c, head in enumerate(table.header)
                if c not in keys and re.search(r"任务|事项|内容|工作|措施|职责|项目|举措|行动", head) and row.cells[c]
            ),
            0,
        )
        span = row.spans[what] if row.spans[what][0] < row.spans[what][1] else _whole(row)
        printed = "；".join(row.cells[c] for c in keys if row.cells[c])
        title = re.sub(r"\s+", "", row.cells[what])
        return TaskMark(row.at, span, title if len(title) <= 50 else "", *self._divided(units), printed)

    def _of_cells(self, row: Row) -> TaskMark | None:
        """A cell that is itself a mark: A牵头，B、C按职责分工负责。"""
        for c, cell in enumerate(row.cells):
            text = re.sub(r"\s+", "", cell).rstrip("。")
            if (
                c
                and row.spans[c][0] < row.spans[c][1]
                and any("牵头" in x or x.endswith("负责") for x in _clauses(text))
                and len(text) <= 400
            ):
                clauses = _clauses(text)
                units = self._units(text)
                names = [*units.lead, *units.part, *units.all]
                if _ROLE_END.fullmatch(clauses[-1]) and names and all(self._is_unit(name) for name in names):
                    span = row.spans[c - 1] if row.spans[c - 1][0] < row.spans[c - 1][1] else _whole(row)
                    return TaskMark(row.at, span, re.sub(r"\s+", "", row.cells[c - 1]), *self._divided(units), cell)
        return None


def is_keyed_mark(text: str) -> bool:
    """Whether a paragraph is nothing but 责任单位：… or its kin."""
    return bool(_KEYED.match(text)) and "。" not in text[:-1] and len(text) <= 200


def _column(head: str) -> str:
    """lead, part or all for a column of responsible units, else empty."""
    name = re.sub(r"[\s（(].*$", "", head)
    match = _KEY.fullmatch(name)
    return (match.lastgroup or "") if match and not match["not"] else ""


def _whole(row: Row) -> Span:
    spans = [span for span in row.spans if span[0] < span[1]]
    return (spans[0][0], spans[-1][1]) if spans else row.spans[0]


def _behind_title(passage: Passage) -> int:
    """Where the clause of the first mark begins: behind the label and the run-in heading."""
    begin = passage.label_length
    title = re.sub(r"\s", "", passage.title)
    if title and passage.text.startswith(title, begin) and begin:
        begin += len(title)
    return begin


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[，,；;。]", re.sub(r"\s", "", text)) if part]


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs [start, end)."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in _PAIRS:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, match.end()
