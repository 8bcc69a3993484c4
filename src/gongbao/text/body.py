"""From the lines of one document to its tree: head, sections, tables, rosters, footnotes, attachments, closing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongbao.text.attachments import Listed, Page, bare, find_list, pages_of
from gongbao.text.flow import flow_of
from gongbao.text.head import Head
from gongbao.text.labels import label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Attachment, Finding, Piece, Section
from gongbao.text.names import split_names
from gongbao.text.scope import Body, Scope

_ADDRESSEES = re.compile(r"[^。；“《]{2,600}[：:]")


def read_body(body: Body, lines: Sequence[Line], head: Head) -> None:
    """Fill `body.document` from its lines; `head.stop` is the first line behind the head."""
    listed = find_list(lines, head.stop)
    pages = pages_of(lines, head.stop, listed)
    stop = pages[0].start if pages else len(lines)
    first = _addressees(body, lines, head.stop, stop)
    sections: list[Section] = []
    main = Scope(body, lines, "", "", sections, listed, head.title)
    main.read(first, stop)
    attachments = [_attachment(body, lines, page, sections) for page in pages]
    _finish(body, head, sections, attachments, listed)


def _addressees(body: Body, lines: Sequence[Line], start: int, stop: int) -> int:
    """Take the line of addressees, which may be broken over lines; the index of the first line behind it."""
    i = start
    while i < stop and lines[i].blank:
        i += 1
    taken = []
    for k in range(i, min(i + 4, stop)):
        line = lines[k]
        if line.blank or line.is_cell or label_of(line.body[:24]) or re.search(r"[。；]", line.body):
            break
        taken.append(line)
        if line.body.endswith(("：", ":")):
            text = "".join(x.body for x in taken)
            if not _ADDRESSEES.fullmatch(text) or re.search(r"如下|通知|名单|附件|附表|决定|任命|免去", text):
                break
            body.pieces.append(Piece("主送", text, tuple((x.begin, x.stop) for x in taken)))
            body.document.addressees = tuple(split_names(text[:-1]))
            return k + 1
    return start


def _attachment(body: Body, lines: Sequence[Line], page: Page, sections: list[Section]) -> Attachment:
    at = page.label
    taken = body.labels[at] = body.labels[at] + 1
    if taken > 1:
        at = f"{at}#{taken}"
    flow = flow_of(body.source, page.spans)
    section = Section(page.label, at, page.title, flow.text, flow.spans)
    sections.append(section)
    scope = Scope(body, lines, f"{at} ", page.title, section.children, None, page.title)
    scope.read(page.first, page.stop)
    return Attachment(at, page.title)


def _finish(
    body: Body, head: Head, sections: list[Section], attachments: list[Attachment], listed: Listed | None
) -> None:
    document = body.document
    document.number, document.title = head.number, head.title
    if head.order:
        document.title = _promulgated(sections) or head.title
    document.issued = head.issued or document.issued
    document.issuers = head.issuers or tuple(body.closing)
    document.pieces = tuple(sorted([*head.pieces, *body.pieces], key=lambda p: p.spans[0]))
    document.sections = sections
    document.tables, document.rosters = tuple(body.tables), tuple(body.rosters)
    document.footnotes = tuple(body.footnotes)
    document.attachments = tuple(_compared(body, attachments, listed))


def _promulgated(sections: Sequence[Section]) -> str:
    """What an order puts into force: 《…》 of its first sentence."""
    match = re.match(r"[^。]{0,60}?《([^《》]{4,60})》[^。]*(?:公布|发布|施行)", sections[0].text) if sections else None
    return flat(match[1]) if match else ""


def _compared(body: Body, pages: list[Attachment], listed: Listed | None) -> list[Attachment]:
    """The attachments, titles as on their pages; a list that says otherwise is a finding."""
    have = {a.at: a for a in pages}
    out = list(pages)
    for label, title in listed.items if listed else ():
        key = label if label in have else "附件" if len(pages) == 1 and "附件" in have else label
        page = have.get(key)
        where = next((p.spans[0] for p in body.pieces if p.at == "附件说明"), body.document.span)
        if page is None:
            out.append(Attachment(label, title))
            body.findings.append(
                Finding("not_printed", "附件说明", where, f"列出了{label}《{title}》，后面没有它的正文。")
            )
        elif not page.title:
            out = [replace(a, title=title) if a is page else a for a in out]
        elif bare(page.title) != bare(title):
            says = f"{label}在附件说明中的名称与其正文的标题不同。"
            body.findings.append(Finding("title_differs", page.at, where, says))
    return out
