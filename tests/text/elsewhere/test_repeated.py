"""Whatever a text repeats, it is read: nothing raises, no character is lost. For the time see benchmarks/growth.py."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_bytes
from tests.text.places.comparison import uncovered_and_doubled

SIZE = 600
REPEATED = yaml.safe_load(Path(__file__).with_name("repeated.yaml").read_text(encoding="utf-8"))


def check(text: str) -> None:
    source = from_bytes(text.encode(), "text.txt")
    assert uncovered_and_doubled(source.text, reading_as_json(source, read(source))) == ([], [])


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED.keys())
def test_what_repeats_is_read_whole(part: str) -> None:
    check(part * (SIZE // len(part)))


@pytest.mark.parametrize(
    "line",
    [
        lambda n: f"{n}.甲\n",
        lambda n: f"第{n}条　甲应当。\n",
        lambda n: f"附件{n}\n甲表\n",
        lambda n: f"甲政办〔2021〕{n}号\n",
        lambda n: f"\t{n}\n\t甲\n\n",
    ],
    ids=["items", "articles", "attachments", "documents", "rows"],
)
def test_what_counts_on_is_read_whole(line: Callable[[int], str]) -> None:
    check("".join(map(line, range(1, SIZE // 8))))
