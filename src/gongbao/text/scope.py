"""The main text of a document, or one attachment: its lines become sections, tables, people, footnotes, closing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gongbao.text.attachments import Listed
from gongbao.text.flow import flow_of
from gongbao.text.labels import is_decimal, label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Document, Finding, Member, Piece, Section, Span, Table
from gongbao.text.numbering import Numbering
from gongbao.text.numerals import DATE, date_of, half_width
from gongbao.text.paragraphs import Paragraphs
from gongbao.text.rosters import is_group, members_of_table, roster_at
from gongbao.text.tables import build, collect
from gongbao.text.titles import TITLE_NOUN, is_organ, may_be_title, organs_in

_FOOTNOTE = re.compile(r"\[(\d{1,2})\]\s*\S")
_CLOSING_DATE = re.compile(rf"[（(]?(?P<all>{DATE.pattern})[）)]?(?:印发|印)?")
_NOTE = re.compile(
    r"[（(]此件.{2,12}[）)]|抄送[:：].*|.{2,40}\s+\d{4}年\d{1,2}月\d{1,2}日印发|主题词[:：].*|公开(?:方式|属性|类型)[:：].*"
)
_ROSTER_TITLE = re.compile(r"(?:组成人员|组成单位及成员|成员|人员|组成)?(?:名单|名录|花名册)$")
_BRACKETED = re.compile(r"[（(][^（）()]{2,16}[）)]")
_MONTH = re.compile(r"(?:19|20)\d\d年\d{1,2}月")
_SIGNATURE = re.compile(r"(?:[省市县区镇乡州主]\s*[长席]|主\s*任|局\s*长)\s+[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,3}")
_NAMED = re.compile(r"《([^《》]{4,80})》")
_BARE = re.compile(r"[《》〈〉“”\s]")
_ABOUT_BODY = re.compile(
    r"关于(?:成立|调整|充实|更新|设立|组建|调整充实)(.+?)(?:及其?)?(?:组成人员|成员|领导成员|人员)?(?:名单)?的(?:通知|决定|函|批复)"
)
_CAPTION = re.compile(
    r"(?:附?表\s*[\d一二三四五六七八九十]+(?:[-—.]\d+)?[\s:：.、]*\S.{0,40}|[^。；：，]{2,40}(?:表|清单|目录|名录|台账|名单|一览|任务分工|分解|计划))(?:[（(][^（）()]{1,20}[）)])?"
)


@dataclass(slots=True)
class Body:
    """Gathers what the passes find in one document."""

    source: str
    paragraphs: Paragraphs
    join: Callable[[str, str], str]
    stated: dict[int, int]
    document: Document
    findings: list[Finding] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rosters: list[Member] = field(default_factory=list)
    footnotes: list[Piece] = field(default_factory=list)
    ruled: list[Span] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)


class Scope:
    """The main text or one attachment: numbers its sections, tables and people on its own."""

    def __init__(
        self,
        body: Body,
        lines: Sequence[Line],
        prefix: str,
        title: str,
        sections: list[Section],
        listed: Listed | None,
        whole: str,
    ) -> None:
        self.body = body
        self.lines = lines
        self.prefix = prefix
        self.title = title
        self.whole = whole
        self.listed = listed
        self.numbering = Numbering(prefix, sections)
        self.sections = sections
        self.tables = 0
        self.titled = False
        self.caption = ""
        self.group = ""
        self.named: set[str] = set()

    def read(self, start: int, stop: int) -> None:
        lines, i = self.lines[:stop], start
        contents = _contents(lines, start)
        self.numbering.decimal = is_decimal(line.body for line in lines[start:] if not line.is_cell)
        while i < stop:
            if lines[i].blank:
                i += 1
                continue
            if i in contents:
                i = self._plain(lines, i)
                continue
            i = (
                self._listed(i)
                or self._footnote(i)
                or self._table(lines, i)
                or self._roster(lines, i)
                or self._closing(lines, i)
                or self._titled(lines, i)
                or self._paragraph(lines, i)
            )
        self.body.findings.extend(self.numbering.findings)

    def _listed(self, i: int) -> int:
        if not self.listed or i != self.listed.start:
            return 0
        lines = [line for line in self.lines[self.listed.start : self.listed.stop] if not line.blank]
        self.body.pieces.append(
            Piece("附件说明", "\n".join(x.body for x in lines), tuple((x.begin, x.stop) for x in lines))
        )
        return self.listed.stop

    def _footnote(self, i: int) -> int:
        match = _FOOTNOTE.match(self.lines[i].body)
        if not match:
            return 0
        line = self.lines[i]
        at = f"{self.prefix}注{match[1]}"
        if self.body.labels[at]:
            return 0
        self.body.labels[at] = 1
        self.body.footnotes.append(Piece(at, line.body, ((line.begin, line.stop),)))
        return i + 1

    def _table(self, lines: Sequence[Line], i: int) -> int:
        collected = collect(lines, i, self.body.join, self.body.stated)
        if collected is None or not any(cell.text for cell in collected.cells):
            return collected.after if collected else 0
        self.tables += 1
        title = self.caption or (self.title if self.tables == 1 else "")
        built = build(collected, f"{self.prefix}表{self.tables}", title)
        self.caption = ""
        self.body.tables.append(built.table)
        self.body.findings.extend(built.findings)
        self.body.ruled.extend(collected.ruled)
        for at, role, name, post in members_of_table(built.table):
            self.body.rosters.append(Member(at, _ROSTER_TITLE.sub("", title), role, name, post, ()))
        return collected.after

    def _roster(self, lines: Sequence[Line], i: int) -> int:
        found = roster_at(lines, i)
        if found is None:
            return 0
        place = self.numbering.place
        prefix = f"{place} " if place else self.prefix
        before = self.body.people[prefix]
        self.body.people[prefix] += len(found.seats)
        self.body.rosters.extend(found.members(prefix, self._body_name(), before + 1))
        return found.after

    def _body_name(self) -> str:
        """Whom the people belong to: the item they stand in, else the title of the list."""
        title = self.group or (self.numbering.heading if self.numbering.place else "")
        name = title or self.title or self.whole
        about = _ABOUT_BODY.fullmatch(name)
        return _ROSTER_TITLE.sub("", about[1] if about else name)

    def _closing(self, lines: Sequence[Line], i: int) -> int:
        """Organ and date at the end, and the notes of the print office."""
        line = lines[i]
        if self.prefix or len(line.body) > 120:
            return 0
        if _NOTE.fullmatch(line.body):
            self.body.pieces.append(Piece("附注", line.body, ((line.begin, line.stop),)))
            return i + 1
        organs: list[Line] = []
        k = i
        while k < len(lines) and len(organs) < 6 and (lines[k].blank or _is_signer(lines[k].body)):
            if not lines[k].blank:
                organs.append(lines[k])
            k += 1
        match = _CLOSING_DATE.fullmatch(half_width(lines[k].body)) if k < len(lines) else None
        if match is None and organs and k < len(lines) and _MONTH.fullmatch(lines[k].body) and _ends_here(lines, k + 1):
            return self._sign([*organs, lines[k]], k + 1, organs)
        if match is None and organs and _ends_here(lines, k):
            return self._sign(organs, k)
        if match is None or lines[k].is_cell:
            return 0
        if self.body.document.issued is None:
            self.body.document.issued = date_of(match)
        return self._sign([*organs, lines[k]], k + 1, organs)

    def _sign(self, taken: list[Line], after: int, organs: list[Line] | None = None) -> int:
        organs = taken if organs is None else organs
        self.body.closing.extend(flat(name) for x in organs if is_organ(x.body) for name in organs_in(x.body))
        self.body.pieces.append(
            Piece("落款", "\n".join(x.body for x in taken), tuple((x.begin, x.stop) for x in taken))
        )
        return after

    def _titled(self, lines: Sequence[Line], i: int) -> int:
        """The title of the plan that a notice issues, or a caption over a table."""
        group = self._group(lines, i)
        text = flat("".join(line.body for line in group))
        if not group:
            return 0
        if not self.titled and not self.prefix and self._is_inner_title(lines, i, i + len(group), text):
            self.titled = True
            self.title = text
            flow = flow_of(self.body.source, [(x.begin, x.stop) for x in group])
            self.sections.append(Section("", "正文标题", text, flow.text, flow.spans))
            return i + len(group)
        self.caption = self._caption(lines, i)
        return 0

    def _group(self, lines: Sequence[Line], i: int) -> list[Line]:
        """The lines of a title: up to where the document's own title says that it is whole."""
        group: list[Line] = []
        whole = flat(self.whole)
        while i < len(lines) and len(group) < 4 and may_be_title(lines[i]) and not label_of(lines[i].body[:24]):
            if group and _BRACKETED.fullmatch(lines[i].body):
                return [*group, lines[i]]
            text = flat("".join(x.body for x in group))
            if text and text in whole and text + flat(lines[i].body) not in whole:
                break
            group.append(lines[i])
            i += 1
        return group

    def _is_inner_title(self, lines: Sequence[Line], start: int, stop: int, text: str) -> bool:
        if len(text) < 4:
            return False
        bare = _BARE.sub("", re.sub(r"[（(][^（）()]{2,16}[）)]$", "", text))
        if bare in _BARE.sub("", self.whole) or self._named_before(bare):
            return True
        if self.numbering.place:
            return False
        alone = (start == 0 or lines[start - 1].blank) and (stop >= len(lines) or lines[stop].blank)
        return alone and bool(re.search(rf"(?:{TITLE_NOUN})(?:[（(].{{1,12}}[）)])?$", text))

    def _named_before(self, bare: str) -> bool:
        return len(bare) >= 6 and bare in self.named

    def _caption(self, lines: Sequence[Line], i: int) -> str:
        """A short line right over a table is its title; it stays a paragraph too."""
        k = i + 1
        while k < len(lines) and lines[k].blank and k - i < 4:
            k += 1
        body = lines[i].body
        if (
            k < len(lines)
            and (lines[k].is_cell or lines[k].body.startswith("|") or "\t" in lines[k].body)
            and _CAPTION.fullmatch(body)
        ):
            return flat(body)
        return ""

    def _plain(self, lines: Sequence[Line], i: int) -> int:
        """A line of the contents: a paragraph, though it looks like an item."""
        self.numbering.add_plain(flow_of(self.body.source, [(lines[i].begin, lines[i].stop)]))
        return i + 1

    def _paragraph(self, lines: Sequence[Line], i: int) -> int:
        flow, after = self.body.paragraphs.take(lines, i)
        following = [line.body for line in lines[after : after + 60] if not line.blank and not line.is_cell]
        self.numbering.add(flow, following=following)
        if "《" in flow.text and not self.titled:
            self.named.update(_BARE.sub("", title) for title in _NAMED.findall(flow.text))
        if label_of(flow.text[:24]):
            self.group = ""
            self.caption = self._caption(lines, i)
        elif is_group(flow.text) and after < len(lines) and roster_at(lines, after):
            self.group = flat(flow.text)
        return after


def _contents(lines: Sequence[Line], start: int) -> set[int]:
    """Line numbers of a table of contents without page numbers: from 目录 to where its first label comes again."""
    head = next((i for i in range(start, min(start + 60, len(lines))) if flat(lines[i].body) in ("目录", "目次")), None)
    if head is None:
        return set()
    texts = [i for i in range(head + 1, min(head + 120, len(lines))) if not lines[i].blank]
    first = flat(lines[texts[0]].body) if texts else ""
    again = next((i for i in texts[1:] if flat(lines[i].body) == first), None)
    return {i for i in range(head, again) if not lines[i].blank} if again else set()


def _is_signer(body: str) -> bool:
    if _SIGNATURE.fullmatch(body):
        return True
    return len(body) <= 60 and all(is_organ(part) for part in re.split(r"\s{2,}", body))


def _ends_here(lines: Sequence[Line], k: int) -> bool:
    """Nothing but notes behind: an organ alone on the last line has signed."""
    return all(line.blank or _NOTE.fullmatch(line.body) for line in lines[k:])
