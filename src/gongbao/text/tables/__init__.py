"""Tables that lost their rows in conversion, rebuilt: cells → rows → columns → merged cells carried down."""

from gongbao.text.tables.build import Built, build
from gongbao.text.tables.collect import TableLines, collect

__all__ = ["Built", "TableLines", "build", "collect"]
