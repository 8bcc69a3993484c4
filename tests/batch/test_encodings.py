"""A csv as an office's spreadsheet saves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongbao.batch import BatchError
from gongbao.batch.encodings import in_utf8
from gongbao.batch.io import run
from tests.batch.made_up import limits
from tests.rules.made_up import COUNTY

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # ibis calls it
LINES = ["name,begun", "清河镇,2031-09-26", "石桥镇,2031-12-31"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_answers_are_the_same_in_every_encoding(tmp_path: Path, encoding: str, end: str) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(end.join([*LINES, ""]).encode(encoding))
    run(limits()["working_day 6"], COUNTY, source, target)
    assert [line.split(",")[:3] for line in target.read_text(encoding="utf-8").splitlines()] == [
        ["name", "begun", "outcome"],
        ["清河镇", "2031-09-26", "decided"],
        ["石桥镇", "2031-12-31", "decided"],
    ]


def test_a_character_may_lie_across_two_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.batch.encodings._CHUNK", 1)
    source = tmp_path / "in.csv"
    for encoding in ("utf-8", "gbk"):
        source.write_bytes("镇,𠀀".encode("gb18030" if encoding == "gbk" else encoding))
        with in_utf8(source) as readable:
            assert readable.read_text(encoding="utf-8") == "镇,𠀀"
            assert (readable == source) == (encoding == "utf-8")
    assert not readable.exists()


def test_what_is_in_neither_is_refused_with_a_sentence(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"begun\n\xff\xff\xff\n")
    with pytest.raises(BatchError, match="UTF-8或GBK"):
        run(limits()["working_day 6"], COUNTY, source, tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
