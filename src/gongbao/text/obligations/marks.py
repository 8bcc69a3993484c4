"""Names of units in a mark, sorted by what they do: lead, take part, or simply be responsible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.text.lexicon import Lexicon
from gongbao.text.names import split_names

LEADS = "牵头单位|牵头部门|牵头责任单位|牵头科室|主办单位|主办部门|主管单位|主责单位|第一责任单位|总牵头单位|牵头"
ALL = (
    "责任单位|责任部门|责任主体|责任科室|责任分工|落实单位|实施单位|完成单位|承办单位|承办部门|负责单位|负责部门|"
    "工作责任单位"
)
PARTS = "配合单位|配合部门|协办单位|协助单位|参与单位|参加单位|协同单位|协作单位|会办单位|配合"
NOT_UNITS = (
    "责任领导|责任人|联系人|分管领导|牵头领导|包联领导|负责人|县级领导|完成时限|完成时间|时限要求|时间|进度|时限"
)
KEY = re.compile(rf"(?P<lead>{LEADS})|(?P<all>{ALL})|(?P<part>{PARTS})|(?P<not>{NOT_UNITS})")
KEYED = re.compile(rf"(?P<key>{LEADS}|{ALL}|{PARTS}|{NOT_UNITS})(?:及分工)?[：:]")
ROLE_END = re.compile(
    r"(?P<units>.*?)(?:按(?:照)?(?:各自)?职(?:责|能)?分工)?(?:分别|共同|具体|组织|协同)?"
    r"(?P<role>牵头(?:负责|落实|实施|组织|办理|推进)?|负责(?:落实|实施|配合|牵头)?|(?:组织)?落实|(?:组织)?实施|参与|参加|配合(?:落实|做好)?|协助|协同|协办|主办|承办)$"
)
UNIT_END = re.compile(
    r"(?:局|办|办公室|部|委|委员会|中心|大队|支队|总队|中队|公司|法院|检察院|政府|部门|单位|协会|学会|联合会|总社|供销社|管委会|支行|分行|银行|工会|总工会|团委|妇联|科协|残联|"
    r"学校|医院|院|站|所|队|乡|镇|街道|街道办事处|社区|村|集团|小组|指挥部|厅|署|处|联社|机构|红十字会|工商联|贸促会|企业|监管组|开发区|园区|场|馆|台|报社|党校|人武部|县委|市委)$"
)
_RULE = re.compile(r"[；;，,。]?(?:排(?:名)?(?:在)?第一|第一个?(?:单位|部门)为|首位单位|以下均|下同)")
_LEADING = re.compile(r"[（(](?:牵头|主办|牵头单位|牵头部门)[)）]$")
_AND = re.compile(r"以及|和|及|与")
_SIDE_BY_SIDE = re.compile(r"(?<=局|队|办|部|院|会|心|室)(?=[县市区省州镇乡](?!场|政|容|民|级|域))")
_PARTY_AND_STATE = re.compile(r"(?P<stem>.{1,20}?)(?P<party>党委|党工委|党组)、(?P<state>政府|人民政府|管委会|办事处)")


@dataclass(slots=True)
class Units:
    lead: list[str]
    part: list[str]
    all: list[str]


class Marks:
    """Reads what stands inside a mark; `lexicon` knows the agencies of the document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def is_unit(self, name: str) -> bool:
        return (
            2 <= len(name) <= 40
            and not name[0].isdigit()
            and (self.lexicon.canonical(name) is not None or bool(UNIT_END.search(name)))
        )

    def units(self, inner: str) -> Units:
        inner = _RULE.split(inner)[0]
        keyed = list(KEYED.finditer(inner))
        return self._keyed(inner, keyed) if keyed else self._by_clause(inner)

    def _keyed(self, inner: str, keyed: Sequence[re.Match[str]]) -> Units:
        """牵头单位：A；配合单位：B."""
        units = Units([], [], [])
        ends = [match.start() for match in keyed[1:]] + [len(inner)]
        for match, end in zip(keyed, ends, strict=True):
            key = KEY.fullmatch(match["key"])
            if key and not key["not"]:
                self.add(units, key.lastgroup or "all", inner[match.end() : end].rstrip("；;，,。 "))
        return units

    def _by_clause(self, inner: str) -> Units:
        """A牵头，B、C参与: each clause says at its end what its units do."""
        units = Units([], [], [])
        pending: list[str] = []
        for clause in clauses(inner):
            match = ROLE_END.fullmatch(clause)
            if match is None:
                pending.extend(self.split(clause))
            else:
                leader, together, others = re.sub(r"负责$", "", match["units"]).partition("会同")
                names = [*pending, *self.split(leader)]
                pending = []
                self._by_role(units, "牵头" if together else match["role"], names)
                units.part.extend(self.split(others))
        if units.lead or units.part or units.all:
            pending = [name for name in pending if self.is_unit(name)]
        units.all.extend(pending)
        return units

    def add(self, units: Units, kind: str, text: str) -> None:
        """The units behind 责任单位：, which may say again who leads: A牵头，B配合."""
        if kind == "all" and any(ROLE_END.fullmatch(c) for c in clauses(text)):
            inner = self.units(text)
            units.lead.extend(inner.lead)
            units.part.extend(inner.part)
            units.all.extend(inner.all)
            return
        names = self.split(re.sub(r"(?:牵头|负责|配合|参与)$", "", text))
        leading = [name for name in names if _LEADING.search(name)]
        if kind == "all" and leading:
            units.lead.extend(_LEADING.sub("", name) for name in leading)
            units.part.extend(name for name in names if name not in leading)
        else:
            getattr(units, kind).extend(names)

    def _by_role(self, units: Units, role: str, names: list[str]) -> None:
        if role.startswith(("牵头", "主办")) or role == "负责牵头":
            units.lead.extend(names)
        elif role.startswith(("参与", "参加", "配合", "协")) or role == "负责配合":
            units.part.extend(names)
        elif role in ("负责落实", "落实", "组织落实", "负责实施", "实施", "组织实施") and units.lead:
            return
        else:
            units.all.extend(names)

    def split(self, text: str) -> list[str]:
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
        if len(side) > 1 and all(self.is_unit(part) and len(part) > 2 for part in side):
            return side
        for match in _AND.finditer(name):
            left, right = name[: match.start()], name[match.end() :]
            if len(right) > 2 and self.is_unit(left) and self.is_unit(right):
                return [left, *self._apart(right)]
        return [name]


def clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[，,；;。]", re.sub(r"\s", "", text)) if part]
