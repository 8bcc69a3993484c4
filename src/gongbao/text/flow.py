"""A stretch of text that knows where in the source each of its characters stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from gongbao.text.model import Span


@dataclass(frozen=True)
class Flow:
    """`spans` of the source, read one after the other as `text`."""

    source: str
    spans: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        return "".join(self.source[start:end] for start, end in self.spans)

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate((end - start for start, end in self.spans), initial=0))

    @property
    def span(self) -> Span:
        return self.spans[0][0], self.spans[-1][1]

    def at(self, index: int) -> int:
        """Where in the source the character `index` of `text` stands."""
        piece = min(bisect_right(self._offsets, index) - 1, len(self.spans) - 1)
        return self.spans[piece][0] + index - self._offsets[piece]

    def where(self, start: int, end: int) -> Span:
        """The span of the source from `start` to `end` of `text`."""
        return self.at(start), self.at(end - 1) + 1 if end > start else self.at(start)

    def cut(self, start: int, end: int) -> Flow:
        """The part [start, end), outer blanks removed."""
        text = self.text[start:end]
        end = start + len(text.rstrip())
        start += len(text) - len(text.lstrip())
        spans = []
        for (a, _), low, high in zip(self.spans, self._offsets, self._offsets[1:], strict=False):
            left, right = max(low, start), min(high, end)
            if left < right:
                spans.append((a + left - low, a + right - low))
        return Flow(self.source, tuple(spans) or ((self.at(start), self.at(start)),))


def flow_of(source: str, spans: Sequence[Span]) -> Flow:
    """The flow over the trimmed spans, in which neighbours that only white space parts become one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not source[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return Flow(source, tuple(joined))
