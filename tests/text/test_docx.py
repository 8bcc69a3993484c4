"""A Word file as text: everything that its pages show, once, in order, with the numbers that Word counts itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from gongbao.text.files.docx import text_of_docx
from gongbao.text.model import Span
from gongbao.text.unreadable import Unreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
Level = tuple[str, str]
"""(numFmt, lvlText)"""


def written(document: Document) -> str:
    return read(document)[0]


def read(document: Document) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    held = BytesIO()
    document.save(held)
    text, encoding, rows = text_of_docx(held.getvalue(), "伞.docx")
    assert encoding == "docx"
    return text, rows


def of_xml(*blocks: str) -> Document:
    document = docx.Document()
    for block in blocks:
        opened = block.replace(">", f" {SPACES}>", 1)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(opened))
    return document


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def define(document: Document, levels: Iterable[Level], number: int = 90, more: str = "") -> None:
    """A list with these levels under the numId `number`; `more` goes into the w:num."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    if inner:
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>{more}</w:num>'))


def numbered(document: Document, text: str, level: int = 0, number: int = 90) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


@pytest.fixture
def blank() -> Document:
    return docx.Document()


@pytest.mark.parametrize(
    ("inline", "shown"),
    [
        (run("伞") + f'<w:ins w:id="1" w:author="a">{run("面")}</w:ins>' + run("纸"), "伞面纸"),
        (run("伞") + '<w:del w:id="1" w:author="a"><w:r><w:delText>骨</w:delText></w:r></w:del>', "伞"),
        (run("伞") + f'<w:moveFrom w:id="1" w:author="a">{run("柄")}</w:moveFrom>', "伞"),
        (f"<w:sdt><w:sdtContent>{run('竹')}</w:sdtContent></w:sdt>" + run("伞"), "竹伞"),
        (f"<w:hyperlink>{run('《修伞办法》')}</w:hyperlink>", "《修伞办法》"),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>' + run("页"), "7页"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r>" + run("三月"), "三月"),
        ("<w:smartTag><w:smartTag>" + run("丰原县") + "</w:smartTag></w:smartTag>", "丰原县"),
        ("<w:r><w:ruby><w:rt>" + run("san") + "</w:rt><w:rubyBase>" + run("伞") + "</w:rubyBase></w:ruby></w:r>", "伞"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + run("见"), "见"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ("<w:r><w:t>甲\t乙\n丙</w:t></w:r>", "甲 乙 丙"),
    ],
)
def test_what_the_page_shows_of_a_paragraph_is_its_text(inline: str, shown: str) -> None:
    assert written(of_xml(f"<w:p>{inline}</w:p>")) == f"{shown}\n"


def test_paragraphs_in_a_content_control_stand_where_they_are() -> None:
    document = of_xml(
        f"<w:p>{run('上')}</w:p>",
        f"<w:sdt><w:sdtContent><w:p>{run('中')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{run('下')}</w:p>",
    )
    assert written(document) == "上\n中\n下\n"


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    deleted = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    assert written(of_xml(f"<w:p>{deleted}{run('前')}</w:p>", f"<w:p>{run('后')}</w:p>")) == "前后\n"


def test_a_text_box_that_is_stored_twice_is_read_once_below_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    document = of_xml(
        f"<w:p>{run('外')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>"
    )
    assert written(document) == "外\n框\n"


def test_a_tab_before_a_paragraph_does_not_make_it_a_cell(blank: Document) -> None:
    blank.add_paragraph("\t首行")
    assert written(blank) == "　　首行\n"


def test_a_line_of_contents_is_dotted(blank: Document) -> None:
    blank.styles.add_style("TOC 1", 1)
    blank.add_paragraph("第一章　总则\t1", style="TOC 1")
    assert written(blank) == "第一章　总则……1\n"


def cells(document: Document) -> list[list[str]]:
    text, rows = read(document)
    assert all(text[start - 1] == "\t" for row in rows for start, _ in row)
    return [[text[start:end] for start, end in row] for row in rows]


def test_paragraphs_of_a_cell_are_lines_without_empty_ones(blank: Document) -> None:
    table = blank.add_table(1, 2)
    table.cell(0, 0).text = "县水务局\n\n县财政局"
    table.cell(0, 1).text = "甲\t乙"
    assert cells(blank) == [["县水务局\n县财政局", "甲　乙"]]


def test_a_merged_cell_is_printed_once_and_empty_beside_and_below(blank: Document) -> None:
    table = blank.add_table(3, 3)
    for n, word in enumerate("甲乙丙丁戊己庚辛壬"):
        table.cell(n // 3, n % 3).text = word
    for a, b in (((0, 0), (0, 1)), ((1, 2), (2, 2))):
        table.cell(*b).text = ""
        table.cell(*a).merge(table.cell(*b))
    assert cells(blank) == [["甲", "", "丙"], ["丁", "戊", "己"], ["庚", "辛", ""]]


def test_a_table_in_a_cell_is_text_of_the_cell(blank: Document) -> None:
    outer = blank.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(2, 2)
    for n, word in enumerate(("柄", "木", "骨", "竹")):
        inner.cell(n // 2, n % 2).text = word
    assert cells(blank) == [["柄　木\n骨　竹"]]


def test_rows_and_cells_in_content_controls_and_insertions_are_rows_and_cells() -> None:
    cell = f"<w:tc><w:p>{run('乙')}</w:p></w:tc>"
    document = of_xml(
        f"<w:tbl><w:tr><w:tc><w:p>{run('甲')}</w:p></w:tc><w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell}{cell}</w:tr></w:sdtContent></w:sdt>"
        f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{cell}{cell}</w:tr></w:tbl>'
    )
    assert cells(document) == [["甲", "乙"], ["乙", "乙"]]


@pytest.mark.parametrize(
    ("form", "pattern", "first", "twelfth"),
    [
        ("chineseCounting", "%1、", "一、", "十二、"),
        ("chineseCountingThousand", "第%1条", "第一条　", "第十二条　"),
        ("japaneseCounting", "（%1）", "（一）", "（十二）"),
        ("ideographDigital", "第%1章", "第一章　", "第一二章　"),
        ("decimal", "%1.", "1.", "12."),
        ("decimalFullWidth", "%1．", "１．", "１２．"),
        ("decimalEnclosedCircle", "%1", "①　", "⑫　"),
        ("decimalEnclosedCircleChinese", "%1", "①　", "⑫　"),
        ("decimalZero", "%1", "01 ", "12 "),
        ("upperRoman", "%1.", "I.", "XII."),
        ("lowerLetter", "%1)", "a)", "l)"),
        ("ideographTraditional", "%1、", "甲、", ""),
        ("bullet", "·", "", ""),
        ("hebrew1", "%1.", "", ""),
        ("none", "%1.", "", ""),
    ],
)
def test_a_counted_number_is_written_as_word_shows_it(
    blank: Document, form: str, pattern: str, first: str, twelfth: str
) -> None:
    define(blank, [(form, pattern)])
    for _ in range(12):
        numbered(blank, "修伞")
    lines = written(blank).splitlines()
    assert (lines[0], lines[11]) == (f"{first}修伞", f"{twelfth}修伞")


LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def test_a_level_begins_again_under_each_item_above_it(blank: Document) -> None:
    define(blank, LEVELS)
    for text, level in (("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 2), ("庚", 0), ("辛", 1)):
        numbered(blank, text, level)
    assert written(blank).split() == ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "（一）辛"]


def test_a_level_shows_the_numbers_of_those_above_it(blank: Document) -> None:
    define(blank, (("decimal", "%1"), ("decimal", "%1.%2")))
    for text, level in (("总则", 0), ("目的", 1), ("依据", 1), ("职责", 0), ("分工", 1)):
        numbered(blank, text, level)
    assert written(blank).splitlines() == ["1 总则", "1.1 目的", "1.2 依据", "2 职责", "2.1 分工"]


def test_a_list_counts_on_over_other_paragraphs_and_an_override_starts_it_again(blank: Document) -> None:
    define(blank, [("decimal", "%1.")])
    define(blank, [], 91, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    numbered(blank, "甲")
    blank.add_paragraph("其间")
    numbered(blank, "乙")
    numbered(blank, "丙", number=91)
    numbered(blank, "丁", number=91)
    assert written(blank).split() == ["1.甲", "其间", "2.乙", "5.丙", "6.丁"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it_until_one_takes_the_number_away(blank: Document) -> None:
    define(blank, [("chineseCounting", "第%1条")])
    style = blank.styles.add_style("条", 1)
    place = parse_xml(f'<w:numPr {W}><w:numId w:val="90"/></w:numPr>')
    style.element.get_or_add_pPr().append(place)
    blank.styles.add_style("款", 1).base_style = style
    blank.add_paragraph("甲", style="条")
    blank.add_paragraph("乙", style="款")
    numbered(blank, "丙", number=0)
    blank.paragraphs[-1].style = style
    assert written(blank).splitlines() == ["第一条　甲", "第二条　乙", "丙"]


def test_a_number_does_not_run_into_a_year(blank: Document) -> None:
    define(blank, [("decimal", "%1.")])
    numbered(blank, "2031年修伞")
    assert written(blank) == "1. 2031年修伞\n"


def test_serials_in_table_cells_are_counted(blank: Document) -> None:
    define(blank, [("decimal", "%1.")])
    table = blank.add_table(2, 2)
    for row, word in zip(table.rows, ("换伞面", "换伞骨"), strict=True):
        row.cells[1].text = word
        properties = row.cells[1].paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'))
    assert cells(blank) == [["", "1.换伞面"], ["", "2.换伞骨"]]


def test_a_footnote_is_marked_and_stands_at_the_end() -> None:
    document = of_xml(f"<w:p>{run('伞骨')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('用竹')}</w:p>")
    notes = f"<w:footnotes {W}><w:footnote w:id='2'><w:p>{run('竹要三年生')}</w:p></w:footnote></w:footnotes>"
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert written(document) == "伞骨[1]用竹\n[1] 竹要三年生\n"


def test_a_damaged_file_is_refused(blank: Document) -> None:
    held = BytesIO()
    blank.add_paragraph("修伞" * 500)
    blank.save(held)
    data = bytearray(held.getvalue())
    with zipfile.ZipFile(held) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    data[start : start + 40] = b"\xff" * 40
    with pytest.raises(Unreadable, match="伞"):
        text_of_docx(bytes(data), "伞.docx")


def test_a_long_file_is_read_whole() -> None:
    """Paragraphs, and one table whose first column is a single cell over all rows."""
    row = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p>" + run("换伞面") + "</w:p></w:tc></w:tr>"
    document = of_xml(f"<w:tbl>{row * 1_500}</w:tbl>")
    body = document.element.body
    for _ in range(2_000):
        body.insert(0, parse_xml(f"<w:p {W}>{run('各乡镇应当修伞。')}</w:p>"))
    held = BytesIO()
    document.save(held)
    text, _, rows = text_of_docx(held.getvalue(), "伞.docx")
    assert (text.count("修伞"), len(rows)) == (2_000, 1_500)


def test_more_paragraphs_than_a_gazette_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongbao.text.files.docx.BLOCKS", 2)
    held = BytesIO()
    of_xml(*["<w:p></w:p>"] * 9).save(held)
    with pytest.raises(Unreadable, match="伞"):
        text_of_docx(held.getvalue(), "伞.docx")
