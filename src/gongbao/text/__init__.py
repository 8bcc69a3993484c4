"""Reading official text: source → lines → blocks → documents, with locators, spans and what the text obliges."""

from gongbao.text.model import Document, Reading, Section
from gongbao.text.reader import no_agencies, read
from gongbao.text.source import Source, from_bytes, from_file
from gongbao.text.unreadable import Unreadable

__all__ = ["Document", "Reading", "Section", "Source", "Unreadable", "from_bytes", "from_file", "no_agencies", "read"]
