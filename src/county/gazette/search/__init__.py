"""Search of the reading room: every query of one or more characters finds every passage that holds it."""

from county.gazette.search.finding import COUNTED, LONGEST_QUERY, search
from county.gazette.search.indexing import forget_document, index_document, reindex
from county.gazette.search.order import CannotIndex
from county.gazette.search.results import Hit, Results

__all__ = [
    "COUNTED",
    "LONGEST_QUERY",
    "CannotIndex",
    "Hit",
    "Results",
    "forget_document",
    "index_document",
    "reindex",
    "search",
]
