"""The Word file after GB/T 9704-2012, opened again with python-docx."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from county.letters.kinds import Head
from county.letters.layout import document
from county.letters.sheet import Sheet

SHEET = Sheet(
    masthead="青禾县人民政府办公室", number="清政督〔2031〕4号", title="关于督促办理河道保洁的函",
    to="柳溪镇、石桥镇：", signed="青禾县政府办公室",
    paragraphs=("根据《通知》第三条，请于2031年5月9日前办结。", "请抓紧办理。", "特此函告。"),
    dated="2031年5月10日", marks=("演示数据",),
)


LETTER = replace(SHEET, head=Head.LETTER, copies="县财政局、县水务局。")
DOCUMENT = replace(SHEET, head=Head.DOCUMENT, copies=LETTER.copies, printed_by="青禾县政府办公室",
                   printed_on="2031年5月10日印发")


def opened(sheet=SHEET):
    return Document(io.BytesIO(document(sheet)))


def paragraph(words, sheet=SHEET):
    return next(one for one in opened(sheet).paragraphs if one.text == words)


def fonts_of(words):
    fonts = paragraph(words).runs[0]._element.rPr.find(qn("w:rFonts"))
    return {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")}


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = opened().sections[0]
    for measured, wanted in ((section.page_width, 210), (section.page_height, 297), (section.top_margin, 37),
                             (section.left_margin, 28), (section.right_margin, 26), (section.bottom_margin, 35)):
        assert abs(measured - Mm(wanted)) < Mm(0.1)


@pytest.mark.parametrize(("words", "font", "size"), [
    (SHEET.masthead, "方正小标宋简体", 36), (SHEET.number, "仿宋_GB2312", 16), (SHEET.title, "方正小标宋简体", 22),
    (SHEET.to, "仿宋_GB2312", 16), (SHEET.paragraphs[0], "仿宋_GB2312", 16), (SHEET.dated, "仿宋_GB2312", 16),
])
def test_each_part_has_its_font_and_size_for_east_asian_text_as_well(words, font, size):
    assert fonts_of(words) == {font}
    assert paragraph(words).runs[0].font.size == Pt(size)


def test_the_name_on_top_and_the_line_are_red():
    assert paragraph(SHEET.masthead).runs[0].font.color.rgb == RGBColor(255, 0, 0)
    line = paragraph(SHEET.number)._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:color")) == "FF0000"


def test_name_number_and_title_are_centred_and_the_addressee_is_not():
    for words in (SHEET.masthead, SHEET.number, SHEET.title):
        assert paragraph(words).alignment == WD_ALIGN_PARAGRAPH.CENTER
    addressee = paragraph(SHEET.to)
    assert (addressee.alignment, addressee.paragraph_format.first_line_indent) == (WD_ALIGN_PARAGRAPH.LEFT, None)


def test_text_is_indented_by_two_characters_with_28_points_a_line():
    for words in SHEET.paragraphs:
        about = paragraph(words).paragraph_format
        assert (about.first_line_indent, about.line_spacing) == (Pt(32), Pt(28))
        assert about.line_spacing_rule == WD_LINE_SPACING.EXACTLY


def test_the_date_ends_four_characters_before_the_edge_and_the_office_is_centred_above_it():
    date, office = paragraph(SHEET.dated), paragraph(SHEET.signed)
    assert date.alignment == office.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert date.paragraph_format.left_indent == office.paragraph_format.left_indent
    block = Mm(156) - date.paragraph_format.left_indent
    assert abs((block - Pt(15.75 * 6.5)) / 2 - Pt(15.75 * 4)) < Pt(1)


def test_a_very_long_office_stays_on_one_line_and_on_the_page():
    long = replace(SHEET, signed="县" * 24)
    assert Mm(156) - paragraph(long.signed, long).paragraph_format.left_indent >= Pt(15.75 * 24) - Pt(1)
    longest = replace(SHEET, signed="县" * 60)
    assert not paragraph(longest.signed, longest).paragraph_format.left_indent or (
        paragraph(longest.signed, longest).paragraph_format.left_indent < Pt(2))


def test_there_is_room_for_the_seal_and_no_page_holds_a_signature_alone():
    assert paragraph(SHEET.signed).paragraph_format.space_before == Pt(56)
    assert paragraph(SHEET.signed).paragraph_format.keep_with_next
    assert paragraph("特此函告。").paragraph_format.keep_with_next


def test_headings_have_the_fonts_of_their_levels():
    sheet = replace(SHEET, paragraphs=("一、存在的问题", "（一）报送不及时", "二、这是一个完整的句子。"))
    found = [paragraph(one, sheet).runs[0].font.name for one in sheet.paragraphs]
    assert found == ["黑体", "楷体_GB2312", "仿宋_GB2312"]


def test_pages_are_numbered_on_their_outer_edge():
    section = opened().sections[0]
    assert opened().settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert re.fullmatch(r"— .*1 —", line.text)
        assert "PAGE" in line._element.xml
        assert line.runs[0].font.size == Pt(14)
        assert line._element.pPr.find(qn("w:jc")).get(qn("w:val")) == side


def test_marks_stand_above_every_page():
    section = opened(replace(SHEET, marks=("演示数据", "已作废"))).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "演示数据　已作废"


def test_no_latin_word_is_printed():
    assert not re.search(r"[A-Za-z]|None", "".join(one.text for one in opened().paragraphs))


def test_the_file_names_nobody_and_says_its_language():
    file = opened()
    about = file.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "zh-CN")
    assert 'w:eastAsia="zh-CN"' in file.styles.element.xml


def test_the_same_letter_twice_gives_the_same_bytes():
    assert document(SHEET) == document(replace(SHEET))


def test_nothing_in_the_file_says_when_it_was_made():
    with ZipFile(io.BytesIO(document(SHEET))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_signs_that_mean_something_in_xml_are_printed_as_they_are():
    text = "A&B <w:p> \"引\" ']]>"
    assert paragraph(text, replace(SHEET, paragraphs=(text,))).text == text


@pytest.mark.parametrize("length", range(1, 41))
def test_the_name_on_top_is_never_wider_than_the_text(length):
    sheet = replace(SHEET, masthead="县" * length)
    assert length * sheet.masthead_size <= 443 or sheet.masthead_size == 22


def line_of(about):
    border = about._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    return border.get(qn("w:val")), border.get(qn("w:color"))


def width_of(about, section):
    inward = about.paragraph_format
    return section.page_width - section.left_margin - section.right_margin - inward.left_indent - inward.right_indent


def test_a_letter_has_its_name_above_a_double_line_and_another_at_the_foot_of_the_first_page():
    section = opened(LETTER).sections[0]
    assert section.different_first_page_header_footer
    name, foot = section.first_page_header.paragraphs[1], section.first_page_footer.paragraphs[0]
    assert (name.text, name.runs[0].font.color.rgb) == (LETTER.masthead, RGBColor(255, 0, 0))
    assert (line_of(name), line_of(foot)) == (("thickThinSmallGap", "FF0000"), ("thinThickSmallGap", "FF0000"))
    for line in (name, foot):
        assert abs(width_of(line, section) - Mm(170)) < Mm(0.1)
    assert abs(section.footer_distance - Mm(20)) < Mm(0.1)


def test_the_name_of_a_letter_begins_30_mm_below_the_edge():
    section = opened(LETTER).sections[0]
    marks = section.first_page_header.paragraphs[0]
    rise = Pt(LETTER.masthead_size * 0.15)
    assert abs(section.header_distance + marks.paragraph_format.line_spacing + rise - Mm(30)) < Mm(0.5)
    assert marks.text == "演示数据"
    assert LETTER.masthead not in [one.text for one in opened(LETTER).paragraphs]


def test_the_number_of_a_letter_stands_on_the_right_below_its_line():
    about = paragraph(LETTER.number, LETTER)
    assert about.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert about._element.pPr.find(qn("w:pBdr")) is None


def test_the_first_page_of_a_letter_has_no_number_and_later_ones_keep_it_in_its_place():
    section, plain = opened(LETTER).sections[0], opened().sections[0]
    assert "PAGE" not in section.first_page_footer._element.xml
    number, lift = section.footer.paragraphs
    assert "PAGE" in number._element.xml
    assert abs(section.footer_distance + lift.paragraph_format.line_spacing - plain.footer_distance) < Pt(0.1)


def test_documents_and_other_formats_have_no_letterhead():
    for sheet in (SHEET, DOCUMENT):
        assert not opened(sheet).sections[0].different_first_page_header_footer
        assert paragraph(sheet.masthead, sheet)


def test_the_foot_of_a_document_has_copies_office_and_day_between_lines():
    table = opened(DOCUMENT).tables[0]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：县财政局、县水务局。", "青禾县政府办公室\t2031年5月10日印发"]
    lines = table._element.tblPr.find(qn("w:tblBorders"))
    thick = {side.tag.partition("}")[2]: int(side.get(qn("w:sz"))) for side in lines}
    assert thick == {"top": 8, "bottom": 8, "insideH": 6}
    assert {run.font.size for row in table.rows for run in row.cells[0].paragraphs[0].runs if run.text.strip()} == {
        Pt(14)}


def test_the_foot_of_a_letter_has_copies_alone_and_no_lines():
    table = opened(LETTER).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["抄送：县财政局、县水务局。"]
    assert table._element.tblPr.find(qn("w:tblBorders")) is None
    assert not opened(replace(LETTER, copies="")).tables


def test_a_record_has_no_red_head_ruled_lines_and_signatures_without_a_seal():
    record = replace(SHEET, head=Head.RECORD, to="", paragraphs=("约谈内容：", "＿", "＿", "完。"), signed="", dated="",
                     by_hand=("约谈人（签字）：",))
    texts = [one.text for one in opened(record).paragraphs]
    assert "".join(texts) == f"{record.number}{record.title}约谈内容：完。约谈人（签字）："
    ruled = [one for one in opened(record).paragraphs if one._element.pPr.find(qn("w:pBdr")) is not None]
    assert len(ruled) == 2


PRINTED = {"plain": SHEET, "letter": LETTER, "document": replace(DOCUMENT, paragraphs=SHEET.paragraphs[:1])}


@pytest.mark.parametrize("sheet", PRINTED.values(), ids=PRINTED)
def test_a_letter_becomes_one_page_of_pdf(tmp_path, sheet):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    import pypdfium2

    (tmp_path / "letter.docx").write_bytes(document(sheet))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run([office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    str(tmp_path / "letter.docx")], check=True, capture_output=True, timeout=120)
    pages = pypdfium2.PdfDocument(tmp_path / "letter.pdf")
    text = "".join(pages[0].get_textpage().get_text_bounded().split())
    assert len(pages) == 1
    wanted = ("演示数据", "清政督〔2031〕4号", sheet.paragraphs[-1], "2031年5月10日", sheet.copies, sheet.printed_on)
    assert all(words in text for words in wanted)
    pages.close()
