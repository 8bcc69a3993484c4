"""Words: how codes become sentences, in Chinese and in English. A reason is put into words only when it is shown."""

from gongbao.wording.speaker import Speaker, speaker

__all__ = ["Speaker", "speaker"]
