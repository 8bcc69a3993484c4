"""What a Word file shows is read; what it has deleted is not."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_bytes
from tests.text.places.comparison import uncovered_and_doubled

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = ("丰原县人民政府办公室", "关于分派修伞任务的通知", "丰政办〔2021〕19号", "各乡镇人民政府：")


def saved(document: Document) -> tuple[str, dict[str, Any]]:
    held = BytesIO()
    document.save(held)
    source = from_bytes(held.getvalue(), "通知.docx")
    return source.text, reading_as_json(source, read(source))


@pytest.fixture
def notice() -> Document:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "丰原县人民政府公报 2021年第6期"
    document.sections[0].footer.paragraphs[0].text = "— 7 —"
    for line in HEAD:
        document.add_paragraph(line)
    return document


def test_a_tracked_insertion_is_read_and_a_tracked_deletion_is_not(notice: Document) -> None:
    paragraph = notice.add_paragraph("每把伞")
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>不必</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>都要修好。</w:t></w:r></w:ins>'))
    text, _ = saved(notice)
    assert "每把伞都要修好。" in text
    assert "不必" not in text


def test_a_content_control_is_read(notice: Document) -> None:
    body = notice.element.body
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>伞骨用竹子。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body.insert(len(body) - 1, parse_xml(control))
    assert "伞骨用竹子。" in saved(notice)[0]


def test_a_text_box_is_read_once(notice: Document) -> None:
    paragraph = notice.add_paragraph("伞面用油纸。")
    box = (
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框里写着修伞铺的地址。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    assert saved(notice)[0].count("框里写着修伞铺的地址。") == 1


def test_a_table_inside_a_cell_is_not_lost(notice: Document) -> None:
    outer = notice.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "伞的部件"
    inner = outer.cell(0, 1).add_table(2, 2)
    for n, word in enumerate(("伞柄", "木", "伞骨", "竹")):
        inner.cell(n // 2, n % 2).text = word
    text, _ = saved(notice)
    assert [word for word in ("伞的部件", "伞柄", "木", "伞骨", "竹") if word not in text] == []


def test_merged_cells_are_carried_down_and_the_lines_of_a_cell_are_units_of_their_own(notice: Document) -> None:
    notice.add_paragraph("修伞任务表")
    rows = [
        ("类别", "序号", "任务", "责任单位", "完成时限"),
        ("纸伞", "1", "换伞面", "县商务局\n县文物局", "2021年9月底前"),
        ("", "2", "换伞骨", "县林业局", "2021年10月底前"),
        ("布伞", "3", "补破洞", "县商务局", "2021年11月底前"),
    ]
    table = notice.add_table(rows=4, cols=5)
    for r, row in enumerate(rows):
        for c, word in enumerate(row):
            table.cell(r, c).text = word
    table.cell(1, 0).merge(table.cell(2, 0)).text = "纸伞"
    text, reading = saved(notice)
    (document,) = reading["documents"]
    (found,) = document["tables"]
    assert [row["cells"][:3] for row in found["rows"]] == [
        ["纸伞", "1", "换伞面"], ["纸伞", "2", "换伞骨"], ["布伞", "3", "补破洞"]
    ]  # fmt: skip
    assert [task["lead"] for task in document["obligations"]["tasks"]] == [
        ["县商务局", "县文物局"], ["县林业局"], ["县商务局"]
    ]  # fmt: skip
    assert uncovered_and_doubled(text, reading) == ([], [])


def test_running_heads_are_no_part_of_the_text(notice: Document) -> None:
    text, reading = saved(notice)
    assert "第6期" not in text
    assert [d["title"] for d in reading["documents"]] == ["关于分派修伞任务的通知"]


def test_automatic_numbers_are_written_out_or_told_of(notice: Document) -> None:
    for task in ("换伞面。", "换伞骨。"):
        notice.add_paragraph(task, style="List Number")
    _, reading = saved(notice)
    (document,) = reading["documents"]
    labels = [section["at"] for section in document["sections"] if section["label"]]
    codes = {finding["code"] for finding in [*document["findings"], *reading["findings"]]}
    assert labels == ["1", "2"] or any("number" in code for code in codes)
