"""From files to text: encodings that offices use, Word and PDF; what cannot be read is refused in one sentence."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongbao.cli import main
from gongbao.text import read
from gongbao.text.model import Reading
from gongbao.text.source import Source, from_bytes, from_file
from gongbao.text.unreadable import LIMIT, Unreadable

TEXT = """青禾县人民政府
关于整修水渠的通知

青政字〔2031〕7号  2031年3月5日

各乡镇人民政府：
一、工作目标
6月底前完成整修。
附件：任务表

附件
任务表

\t序号
\t类别
\t任务

\t1
\t渠道
\t清淤

\t2
\t
\t护坡

\t3
\t闸门
\t刷漆
"""

TABLE = (("序号", "类别", "任务"), ("1", "渠道", "清淤"), ("2", "", "护坡"), ("3", "闸门", "刷漆"))


def word(path: Path) -> None:
    """The text as a Word file; 渠道 is one cell over two rows."""
    document = docx.Document()
    for line in TEXT.split("\t")[0].splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=len(TABLE), cols=3)
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 1).text = ""
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(str(path))


def broken_word(path: Path) -> None:
    word(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/other")


def drawn_pdf(path: Path) -> None:
    """A page that is a picture: no text layer."""
    canvas = Canvas(str(path))
    canvas.circle(200, 400, 80, fill=1)
    canvas.showPage()
    canvas.save()


def written_pdf(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", 14)
    for n, line in enumerate(TEXT.split("\t")[0].splitlines()):
        canvas.drawString(72, 760 - 20 * n, line)
    canvas.showPage()
    canvas.save()


def cut_pdf(path: Path) -> None:
    written_pdf(path)
    path.write_bytes(path.read_bytes()[:300])


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200_000_000)


Maker = Callable[[Path], object]
REFUSED: dict[str, Maker] = {
    "二进制.txt": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "照片.png": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500) + b"IHDR"),
    "空.txt": lambda path: path.write_bytes(b""),
    "空白.txt": lambda path: path.write_text(" \n\t\u3000\n" * 20, encoding="utf-8"),
    "只有标记.txt": lambda path: path.write_bytes(b"\xef\xbb\xbf"),
    "很大.txt": sparse,
    "扫描件.pdf": drawn_pdf,
    "断了.pdf": cut_pdf,
    "断了.docx": broken_word,
    "别的.docx": other_zip,
    "旧版.doc": lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096)),
}


@pytest.fixture(params=REFUSED)
def refused(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    REFUSED[request.param](path)
    return path


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as a person starts it."""

    def start(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["gongbao", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        return Result(int(end.value.code or 0), *capsys.readouterr())

    return start


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", {"utf-8"}),
        ("utf-8-sig", {"utf-8", "utf-8-sig"}),
        ("gbk", {"gbk", "gb18030"}),
        ("gb18030", {"gbk", "gb18030"}),
        ("utf-16", {"utf-16", "utf-16-le", "utf-16-be"}),
    ],
)
def test_the_same_text_comes_out_of_every_encoding(encoding: str, names: set[str]) -> None:
    source = from_bytes(TEXT.encode(encoding), "通知.txt")
    assert source.text == TEXT
    assert source.encoding.lower() in names
    assert source.name == "通知.txt"
    assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)


def test_big_endian_utf_16_is_read_by_its_mark() -> None:
    assert from_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"), "通知.txt").text == TEXT


def test_a_rare_character_of_gb18030_is_read() -> None:
    """A name written with a character that GBK lacks."""
    assert from_bytes("𠮷县人民政府\n".encode("gb18030"), "通知.txt").text.startswith("𠮷县")


def test_windows_line_ends_read_into_the_same_document() -> None:
    unix = read(from_bytes(TEXT.encode(), "通知.txt"))
    windows = read(from_bytes(TEXT.replace("\n", "\r\n").encode(), "通知.txt"))
    assert outline(windows) == outline(unix)


def outline(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [(d.number, d.title, [section.at for section in d.walk()]) for d in reading.documents]


def rows(source: Source) -> list[tuple[str, ...]]:
    (document,) = read(source).documents
    (table,) = document.tables
    return [row.cells for row in table.rows]


def test_a_word_file_reads_into_the_same_rows_as_its_text(tmp_path: Path) -> None:
    word(tmp_path / "通知.docx")
    from_word = rows(from_file(tmp_path / "通知.docx"))
    assert from_word == rows(from_bytes(TEXT.encode(), "通知.txt"))
    assert from_word == [("1", "渠道", "清淤"), ("2", "渠道", "护坡"), ("3", "闸门", "刷漆")]


def test_a_word_file_reads_into_the_same_document_as_its_text(tmp_path: Path) -> None:
    word(tmp_path / "通知.docx")
    assert outline(read(from_file(tmp_path / "通知.docx"))) == outline(read(from_bytes(TEXT.encode(), "通知.txt")))


def test_a_pdf_with_a_text_layer_is_read(tmp_path: Path) -> None:
    written_pdf(tmp_path / "通知.pdf")
    (document,) = read(from_file(tmp_path / "通知.pdf")).documents
    assert document.number == "青政字〔2031〕7号"
    assert document.issued is not None
    assert document.issued.isoformat() == "2031-03-05"
    assert "一" in [section.at for section in document.walk()]


def test_what_cannot_be_read_is_refused_in_one_sentence_in_two_languages(refused: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        from_file(refused)
    error = caught.value
    assert str(error) == error.zh
    assert refused.name in error.zh
    assert refused.name in error.en
    assert error.zh.count("。") == 1
    assert error.zh.endswith("。")
    assert "\n" not in error.zh + error.en
    assert error.en.endswith(".")
    assert not set("!！") & set(error.zh + error.en)


def test_a_refusal_says_what_to_do(refused: Path) -> None:
    with pytest.raises(Unreadable, match="请"):
        from_file(refused)


def test_a_text_longer_than_sixty_years_of_gazettes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.text.source.CHARACTERS", 20)
    assert from_bytes(("字" * 20).encode(), "正好.txt").text == "字" * 20
    with pytest.raises(Unreadable, match=r"多一字\.txt"):
        from_bytes(("字" * 21).encode(), "多一字.txt")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"没有这个\.txt"):
        from_file(tmp_path / "没有这个.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sparse(tmp_path / "很大.txt")
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("the file was opened"))
    with pytest.raises(Unreadable, match="MB"):
        from_file(tmp_path / "很大.txt")


def test_bytes_over_the_limit_are_refused() -> None:
    with pytest.raises(Unreadable, match="很大"):
        from_bytes(b" " * (LIMIT + 1), "很大.txt")


def test_an_archive_that_unpacks_to_something_huge_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(10):
            archive.writestr(f"word/{n}.xml", bytes(LIMIT))
    with pytest.raises(Unreadable, match=r"通知\.docx"):
        from_bytes(packed.getvalue(), "通知.docx")


def test_the_command_refuses_with_status_1_and_prints_nothing(refused: Path, run: Run) -> None:
    result = run("read", str(refused))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert refused.name in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("form", ["--json", "--markdown"])
def test_the_command_refuses_in_every_form(tmp_path: Path, form: str, run: Run) -> None:
    drawn_pdf(tmp_path / "扫描件.pdf")
    result = run("read", form, str(tmp_path / "扫描件.pdf"))
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_file_that_is_not_there_and_a_folder_get_a_sentence(tmp_path: Path, run: Run) -> None:
    for path in (tmp_path / "没有.txt", tmp_path):
        result = run("read", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert path.name in result.stderr


@pytest.mark.parametrize("arguments", [("read",), ("read", "--no-such-option", "x.txt"), ("no-such-command",)])
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_command_prints_an_outline_of_what_it_reads(tmp_path: Path, run: Run) -> None:
    (tmp_path / "通知.txt").write_text(TEXT, encoding="utf-8")
    result = run("read", str(tmp_path / "通知.txt"))
    assert result.exit_code == 0
    assert "青政字〔2031〕7号" in result.stdout
