"""Reading: the passes in their order. `read` runs all of them; `stages` tells their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from gongbao.text.body import read_body
from gongbao.text.head import Head
from gongbao.text.heads import heads_of
from gongbao.text.labels import CIRCLES, label_of
from gongbao.text.lexicon import Lexicon, LexiconFor, NoAgencies
from gongbao.text.lines import Line, lines_of, set_aside
from gongbao.text.model import Document, Finding, Reading, SetAside, Span, Table
from gongbao.text.obligations import complete
from gongbao.text.paragraphs import Paragraphs
from gongbao.text.scope import Body
from gongbao.text.source import Source


def no_agencies(number: str) -> Lexicon:  # noqa: ARG001
    """The lexicon of a reader that has no pack."""
    return NoAgencies()


def read(
    source: Source, lexicon_for: LexiconFor = no_agencies, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """All documents of the source. `progress` is told (documents done, documents in all)."""
    lines, taken = set_aside(lines_of(source.text))
    parts = split(lines)
    paragraphs = Paragraphs(source.text, lines, taken)
    stated = {span[0]: column for row in source.rows for column, span in enumerate(row)}
    documents: list[Document] = []
    ruled: list[Span] = []
    for n, (head, part) in enumerate(parts):
        if progress:
            progress(n, len(parts))
        lexicon = lexicon_for(head.number)
        body = Body(source.text, paragraphs, _joiner(lexicon), stated, Document(_span(part)))
        read_body(body, part, head)
        found = [*body.findings, *complete(source.text, body.document, lexicon)]
        body.document.findings = tuple(sorted(found, key=lambda f: f.span))
        documents.append(body.document)
        ruled.extend(body.ruled)
    return Reading(tuple(documents), *_aside(documents, taken, ruled))


def split(lines: list[Line]) -> list[tuple[Head, list[Line]]]:
    """(head, lines) of each document, line numbers of the head counted from the document's first line."""
    heads = heads_of(lines)
    starts = [head.start for head in heads]
    parts: list[tuple[Head, list[Line]]] = []
    before = lines[: starts[0]] if starts else lines
    if any(not line.blank for line in before):
        parts.append((Head(0, 0), before))
    for head, end in zip(heads, [*starts[1:], len(lines)], strict=False):
        first = head.start
        head.start, head.stop = 0, head.stop - first
        parts.append((head, lines[first:end]))
    return parts


def _span(lines: list[Line]) -> Span:
    texts = [line for line in lines if not line.blank]
    return texts[0].begin, lines[-1].end


def _joiner(lexicon: Lexicon) -> Callable[[str, str], str]:
    """How two lines of a cell become one: a list stays a list, a name that was printed half twice becomes whole."""

    def join(above: str, below: str) -> str:
        if label_of(below[:24]) or below[:1] in CIRCLES:
            return f"{above}\n{below}"
        for size in range(min(len(above), len(below)), 1, -1):
            if (
                above.endswith(below[:size])
                and lexicon.canonical(above + below) is None
                and lexicon.canonical(above + below[size:])
            ):
                return above + below[size:]
        return (
            f"{above} {below}"
            if above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum() and below[:1].isalpha()
            else above + below
        )

    return join


def _aside(
    documents: list[Document], taken: list[SetAside], ruled: list[Span]
) -> tuple[tuple[SetAside, ...], tuple[Finding, ...]]:
    """What was set aside, but for what lies inside a cell's own span; each also as a finding."""
    tables = [table for document in documents for table in document.tables]
    owned = sorted(span for table in tables for span in _cell_spans(table) if span[0] < span[1])
    starts = [start for start, _ in owned]
    free = [t for t in taken if not _inside(t.span, owned, starts)]
    findings = tuple(Finding("artefact", "", t.span, _SAYS[t.kind]) for t in free)
    return tuple(sorted([*free, *(SetAside("table_rule", span) for span in ruled)], key=lambda t: t.span)), findings


def _inside(span: Span, owned: list[Span], starts: list[int]) -> bool:
    k = bisect_left(starts, span[0]) - 1
    return k >= 0 and span[1] < owned[k][1]


def _cell_spans(table: Table) -> list[Span]:
    return [*table.header_spans, *(span for row in table.rows for part in (row, *row.sub) for span in part.spans)]


_SAYS = {
    "page_header": "这一行是页眉或网页上的栏目，不是正文。",
    "page_number": "这一行是页码，不是正文。",
    "contents": "这一行是目录，不是正文。",
    "markup": "这是排版标记，不是正文。",
    "bookmark": "这是文字处理软件留下的书签，不是正文。",
}
