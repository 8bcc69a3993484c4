"""Which lines are one paragraph: a converter or a mail program breaks lines, a writer ends paragraphs."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from gongbao.text.flow import Flow, flow_of
from gongbao.text.labels import label_of
from gongbao.text.lines import Line
from gongbao.text.model import SetAside

_ENDS = re.compile(r"(?<=[\u4e00-\u9fff])\.$|[。；：！？!?;:…](?:[”’」》）)]*)$|[）)〕】]$|^.{0,12}$")
_NATURAL = 110
"""In a text that is not broken at a margin only a line this wide (Han counts two) can have been broken."""


def width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


class Paragraphs:
    """Joins lines that were broken. One for a file: it knows the file's margin and what was set aside in it."""

    def __init__(self, source: str, lines: Sequence[Line], taken: Sequence[SetAside]) -> None:
        self.source = source
        self.margin = _margin(lines)
        self._aside = sorted(t.span[0] for t in taken if t.kind != "bookmark")
        self._indented = self._uses_indent(lines)

    def take(self, lines: Sequence[Line], start: int) -> tuple[Flow, int]:
        """(the paragraph that begins at `start`, the index of the line behind it)."""
        last, i = lines[start], start + 1
        spans = [(last.begin, last.stop)]
        while i < len(lines):
            line = lines[i]
            if line.blank:
                if not self._broken_by_page(lines, i, last):
                    break
                i = next(k for k in range(i, len(lines)) if not lines[k].blank)
                line = lines[i]
            elif not self._goes_on(last, line):
                break
            spans.append((line.begin, line.stop))
            last, i = line, i + 1
        return flow_of(self.source, spans), i

    def _goes_on(self, last: Line, line: Line) -> bool:
        if (
            self._indented
            and not line.is_cell
            and not label_of(line.body[:24])
            and not line.indent
            and last.body[-1] not in "。；：！？"
        ):
            return True
        if line.is_cell or label_of(line.body[:24]) or width_of(last.body) < self.margin:
            return self._page_between(last, line) and self._may_join(last, line)
        if self._indented and line.indent >= 2:
            return False
        return not _ENDS.search(last.body) or (self.margin < _NATURAL and self._indented and not line.indent)

    def _may_join(self, last: Line, line: Line) -> bool:
        return not (line.is_cell or label_of(line.body[:24]) or _ENDS.search(last.body) or width_of(last.body) < 40)

    def _broken_by_page(self, lines: Sequence[Line], i: int, last: Line) -> bool:
        follow = next((line for line in lines[i : i + 12] if not line.blank), None)
        if follow is None or not self._may_join(last, follow) or not self._page_between(last, follow):
            return False
        return bool(re.search(r"[。；，、]", follow.body)) and not re.match(r"附\s*件", follow.body)

    def _page_between(self, last: Line, line: Line) -> bool:
        k = bisect_left(self._aside, last.stop)
        return k < len(self._aside) and self._aside[k] < line.begin

    def _uses_indent(self, lines: Sequence[Line]) -> bool:
        """Whether first lines of paragraphs are indented, and the lines that are not go on with the one above."""
        followers = [
            (above, line)
            for above, line in itertools.pairwise(lines)
            if not above.blank and not line.blank and not line.is_cell
        ]
        first = sum(2 <= line.indent <= 8 for line in lines if not line.blank and not line.is_cell)
        broken = [above for above, line in followers if not line.indent]
        open_ended = sum(above.body[-1] not in "。；：！？）" for above in broken)
        return first >= 4 and len(broken) >= 3 and open_ended * 10 >= len(broken) * 7


def _margin(lines: Sequence[Line]) -> int:
    """The width from which on a line may have been broken: near the margin if the file has one."""
    open_ends = sorted(
        width_of(line.text.rstrip())
        for line in lines
        if not line.is_cell and len(line.body) > 14 and not _ENDS.search(line.body)
    )
    if len(open_ends) < 5:
        return _NATURAL
    widest = open_ends[int(len(open_ends) * 0.95)]
    near = sum(widest * 0.88 <= w <= widest * 1.05 for w in open_ends)
    return int(widest * 0.85) if near * 10 >= len(open_ends) * 6 and widest < _NATURAL else _NATURAL
