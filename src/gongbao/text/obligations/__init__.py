"""What a document obliges: who leads and takes part, by when, and how much of what."""

from gongbao.text.obligations.complete import complete

__all__ = ["complete"]
