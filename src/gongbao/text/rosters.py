"""People with their seat and post: names split over lines, padded with blanks, posts that wrap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongbao.text.labels import label_of
from gongbao.text.lines import Line
from gongbao.text.model import Member, Span, Table

_H = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_BLANK = r"[ \t\u3000\xa0]"
_ROLE = re.compile(
    r"(?:第[一二三]|常务|执行|名誉)?副?总?(?:组长|指挥长|指挥|主任|召集人|主席|会长|秘书长|队长|校长|政委|政治委员|河长|湖长|林长|路长|站长|所长|团长|班长|主编|成员|组员|委员|队员|顾问|联络员|牵头人)"
    r"(?:（兼）)?"
)
_ROLE_LINE = re.compile(rf"(?P<role>{_H}(?:{_BLANK}*{_H}){{0,10}}){_BLANK}*[:：]{_BLANK}*(?P<rest>\S.*)")
_NAME = rf"(?:{_H}{_BLANK}{{1,6}}{_H}(?={_BLANK}|[（(、，,]|$)|{_H}{{2,4}}|{_H}{{1,6}}·{_H}{{1,8}})"
_MEMBER = re.compile(rf"(?P<name>{_NAME})(?P<gap>{_BLANK}+|(?=[（(]))(?P<post>\S.*)")
_CHUNK = re.compile(r"\S+(?:(?: {1,3}|\u3000)\S+)*")
_ONE_LISTED = re.compile(rf"(?P<name>{_NAME}){_BLANK}*[（(](?P<post>[^（）()]{{2,60}})[）)][、，,；;。]?{_BLANK}*")
_LISTED = re.compile(rf"(?:{_ONE_LISTED.pattern.replace('?P<name>', '?:').replace('(?P<post>', '(?:')}){{2,}}")
_NAMES = re.compile(rf"{_NAME}(?:(?:、|，|{_BLANK}+){_NAME})*(?P<post>[（(].*)?")
_NOT_A_NAME = re.compile(r"[局办部委厅]$|单位|政府|负责|领导|主要|分管|同志|有关|电话|联系|名单|办公|中心|年|月|日")
_NOT_ALONE = re.compile(r"[院所科室会长镇乡府队处站社司员组位等各县市省区任记]$")
_UNPADDED = re.compile(r"\s+")
_LONGEST_LINE = 36


@dataclass(slots=True)
class _Seat:
    role: str
    name: str
    post: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class RosterLines:
    seats: list[_Seat]
    after: int

    def members(self, prefix: str, body: str, first: int) -> list[Member]:
        """Members with locators `…第1人`; `first` is the number of the first."""
        return [
            Member(f"{prefix}第{n}人", body, s.role, s.name, _UNPADDED.sub("", "".join(s.post)), tuple(s.spans))
            for n, s in enumerate(self.seats, first)
        ]


def roster_at(lines: Sequence[Line], start: int) -> RosterLines | None:
    """The roster that begins with a role at line `start`, or None."""
    seats = _role_line(lines[start])
    if not seats:
        return None
    role = seats[0].role
    i, last_text = start + 1, start
    while i < len(lines):
        line = lines[i]
        if line.blank:
            i += 1
            continue
        more = _role_line(line) or (_member_line(line, role) if i - last_text <= 3 else [])
        if len(more) == 1 and not more[0].post and seats[-1].post:
            more = []
        if more:
            role = more[-1].role
            seats.extend(more)
        elif _is_heading(lines, i):
            break
        elif i == last_text + 1 and _is_continuation(line, seats[-1]):
            _continue(seats, line)
        else:
            break
        last_text, i = i, i + 1
    return RosterLines(seats, last_text + 1)


def _is_heading(lines: Sequence[Line], i: int) -> bool:
    """The name of the next group: a line that ends like one, over a line with a role."""
    follow = next((line for line in lines[i + 1 : i + 4] if not line.blank), None)
    return follow is not None and is_group(lines[i].body) and bool(_role_line(follow))


def is_group(body: str) -> bool:
    """Whether a short line names a group of people."""
    return (
        len(body) <= 24
        and bool(re.search(r"(?:组|专班|小队|分队|办公室|指挥部|委员会)$", body))
        and not re.search(r"[，。；：\s]", body)
    )


def _role_line(line: Line) -> list[_Seat]:
    if len(line.body) > 80:
        return []
    match = _ROLE_LINE.fullmatch(line.body)
    role = _UNPADDED.sub("", match["role"]) if match else ""
    if not match or not _ROLE.fullmatch(role):
        return []
    seats = _seats(match["rest"], role, line.begin + match.start("rest"))
    if seats:
        seats[0].spans[0] = (line.begin, seats[0].spans[0][1])
    return seats


def _member_line(line: Line, role: str) -> list[_Seat]:
    if len(line.body) > 80 or "。" in line.body or "：" in line.body[:8] or label_of(line.body[:12]):
        return []
    return _seats(line.body, role, line.begin)


def _seats(text: str, role: str, start: int) -> list[_Seat]:
    """One person with a post, several names that share a post in brackets, or names alone."""
    text = text.rstrip()
    apart = _apart(text, role, start)
    if apart:
        return apart
    listed = _with_posts(text, role, start)
    if listed:
        return listed
    several = _NAMES.fullmatch(text)
    if several and (several["post"] or role):
        names = _split_names(text[: several.start("post")] if several["post"] else text)
        if names and all(_is_name(name) and (several["post"] or not _NOT_ALONE.search(name)) for name, _ in names):
            return _sharing(names, text, several["post"] or "", role, start)
    match = _MEMBER.fullmatch(text)
    if not match or not _is_name(_UNPADDED.sub("", match["name"])):
        return []
    return [_Seat(role, _UNPADDED.sub("", match["name"]), [_bare(match["post"])], [(start, start + len(text))], start)]


def _apart(text: str, role: str, start: int) -> list[_Seat]:
    """甲某  县财政局局长    乙某  县水务局局长: several people on one line, wide blanks between them."""
    chunks = [(m.start(), m[0]) for m in _CHUNK.finditer(text)]
    matches = [_MEMBER.fullmatch(chunk) for _, chunk in chunks]
    if len(chunks) < 2 or not all(m and _is_name(_UNPADDED.sub("", m["name"])) for m in matches):
        return []
    ends = [position for position, _ in chunks[1:]] + [len(text)]
    return [
        _Seat(
            role, _UNPADDED.sub("", m["name"]), [_bare(m["post"])], [(start + a, start + len(text[:b].rstrip()))], start
        )
        for m, (a, _), b in zip(matches, chunks, ends, strict=True)
        if m
    ]


def _with_posts(text: str, role: str, start: int) -> list[_Seat]:
    """甲某（县水务局局长）、乙某（县财政局局长）: each name with its own post in brackets."""
    if not _LISTED.fullmatch(text):
        return []
    found = list(_ONE_LISTED.finditer(text))
    names = [_UNPADDED.sub("", match["name"]) for match in found]
    if len(found) < 2 or not all(_is_name(name) for name in names):
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        _Seat(role, name, [match["post"]], [(start + match.start(), start + len(text[:end].rstrip()))], start)
        for name, match, end in zip(names, found, ends, strict=True)
    ]


def _split_names(text: str) -> list[tuple[str, int]]:
    return [(_UNPADDED.sub("", m[0]), m.start()) for m in re.finditer(_NAME, text)]


def _sharing(names: list[tuple[str, int]], text: str, post: str, role: str, start: int) -> list[_Seat]:
    edges = [position for _, position in names] + [len(text)]
    seats = []
    for (name, _), a, b in zip(names, edges, edges[1:], strict=False):
        piece = text[a:b].rstrip()
        seats.append(_Seat(role, name, [_bare(post)] if post else [], [(start + a, start + a + len(piece))], start))
    return seats


def _bare(post: str) -> str:
    """A post without the brackets around the whole of it; a bracket that closes on the next line goes there."""
    post = post.strip()
    if post.startswith(("（", "(")):
        inner = post[1:]
        return inner[:-1] if inner.endswith(("）", ")")) else inner
    return post


def _is_name(name: str) -> bool:
    if "·" in name:
        return True
    return 2 <= len(name) <= 4 and not _NOT_A_NAME.search(name)


def _is_continuation(line: Line, seat: _Seat) -> bool:
    """A short line without a stop, a label or a colon goes on with the post above it."""
    body = line.body
    if line.is_cell or len(body) > _LONGEST_LINE or re.search(r"[。；：:]", body) or label_of(body[:12]):
        return False
    return bool(seat.post) and not re.match(r"附\s*件|\[\d", body)


def _continue(seats: list[_Seat], line: Line) -> None:
    """Names on one line share the post that stands behind the last of them."""
    text = line.body
    if "（" not in text and "(" not in text:
        text = re.sub(r"[）)]$", "", text)
    for seat in seats:
        if seat.line == seats[-1].line:
            seat.post.append(text)
    seats[-1].spans.append((line.begin, line.stop))


def members_of_table(table: Table) -> list[tuple[str, str, str, str]]:
    """(at, role, name, post) of a table with a column 姓名; the characters stay the table's."""
    heads = [_UNPADDED.sub("", head) for head in table.header]
    if "姓名" not in heads:
        return []
    name = heads.index("姓名")
    role = next(
        (
            i
            for i, h in enumerate(heads)
            if h in ("组内职务", "职务分工", "小组职务", "角色", "职责", "领导小组职务", "指挥部职务", "组内任职")
        ),
        None,
    )
    post = [
        i
        for i, h in enumerate(heads)
        if h in ("单位", "工作单位", "职务", "单位职务", "单位及职务", "现任职务", "行政职务", "所在单位")
    ]
    people = []
    for row in table.rows:
        who = _UNPADDED.sub("", row.cells[name])
        if who:
            says = "".join(row.cells[i] for i in post)
            people.append((row.at, row.cells[role] if role is not None else "", who, _UNPADDED.sub("", says)))
    return people
