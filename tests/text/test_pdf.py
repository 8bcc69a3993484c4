"""The pages of a PDF as paragraphs and rows: what the margin broke is whole, what repeats on pages is no text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongbao.text.files.pdf import text_of_pdf

WIDTH, HEIGHT = A4
LEFT, EM, PITCH = 77.0, 14.0, 26.0
COLUMNS = 31
RIGHT = LEFT + COLUMNS * EM
FIRST = "修伞是一件细活，伞面、伞骨、伞柄都要看过，破了的补上，断了的接好，漆掉了的再漆一遍，不得马虎。"
SECOND = "各乡镇人民政府应当在每年雨季以前把旧伞收拢起来，登记造册，送到修伞点，修好以后送还原主，并请原主签字。"


class Press:
    """Prints paragraphs: indented by two characters and broken after 31."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.held = BytesIO()
        self.canvas = Canvas(self.held, pagesize=A4)
        self.page = 1
        self._begin()

    def _begin(self) -> None:
        self.y = HEIGHT - 100
        self.canvas.setFont("STSong-Light", EM)

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def line(self, text: str, x: float = LEFT) -> None:
        self.canvas.drawString(x, self.y, text)
        self.y -= PITCH

    def centred(self, text: str) -> None:
        self.line(text, (WIDTH - len(text) * EM) / 2)

    def right(self, text: str) -> None:
        self.line(text, RIGHT - len(text) * EM)

    def paragraph(self, text: str, indent: int = 2, turn_after: int = 0) -> None:
        self.line(text[: COLUMNS - indent], LEFT + indent * EM)
        for n, start in enumerate(range(COLUMNS - indent, len(text), COLUMNS), 2):
            if n - 1 == turn_after:
                self.turn()
            self.line(text[start : start + COLUMNS])

    def edges(self, head: str, foot: str) -> None:
        self.canvas.setFont("STSong-Light", 9)
        self.canvas.drawString(LEFT, HEIGHT - 40, head)
        self.canvas.drawCentredString(WIDTH / 2, 36, foot)
        self.canvas.setFont("STSong-Light", EM)

    def row(self, cells: Sequence[str], xs: Sequence[float]) -> None:
        for cell, x in zip(cells, xs, strict=False):
            self.canvas.drawString(x, self.y, cell)
        self.y -= PITCH

    def text(self) -> str:
        self.canvas.save()
        return text_of_pdf(self.held.getvalue(), "伞.pdf")

    def lines(self) -> list[str]:
        return [line for line in self.text().split("\n") if line]


@pytest.fixture
def press() -> Press:
    return Press()


def test_a_sentence_that_the_margin_broke_is_whole(press: Press) -> None:
    for text in (FIRST, SECOND):
        press.paragraph(text)
    assert press.lines() == [FIRST, SECOND]


def test_title_addressee_and_closing_are_lines_of_their_own(press: Press) -> None:
    press.centred("青禾县人民政府办公室")
    press.centred("关于做好秋季修伞工作的通知")
    press.paragraph("各乡镇人民政府：", indent=0)
    for text in (FIRST, SECOND):
        press.paragraph(text)
    press.right("青禾县人民政府办公室")
    press.right("2031年3月5日")
    assert press.lines() == [
        "青禾县人民政府办公室",
        "关于做好秋季修伞工作的通知",
        "各乡镇人民政府：",
        FIRST,
        SECOND,
        "青禾县人民政府办公室",
        "2031年3月5日",
    ]


def test_short_lines_under_each_other_are_not_joined(press: Press) -> None:
    names = ["县商务局", "县林业局", "县文化局", "县财政局", "县档案馆", "县气象局"]
    for name in names:
        press.line(name)
    assert press.lines() == names


def test_a_line_that_begins_with_a_label_is_a_line_though_the_one_above_is_full(press: Press) -> None:
    first = "一、" + "伞" * 28 + "。"
    press.paragraph(first, indent=0)
    press.paragraph(FIRST)
    press.line("二、修理。")
    press.paragraph(SECOND)
    assert press.lines() == [first, FIRST, "二、修理。", SECOND]


def test_left_and_right_pages_may_have_margins_of_their_own(press: Press) -> None:
    for _ in range(4):
        for _ in range(8):
            press.paragraph(SECOND)
        press.turn()
        press.canvas.translate(20 if press.page % 2 == 0 else 0, 0)
        press.canvas.setFont("STSong-Light", EM)
    assert press.lines() == [SECOND] * 32


def test_blanks_that_pad_a_name_apart_are_blanks(press: Press) -> None:
    press.line("公　告")
    press.line("修伞铺 3 号")
    assert press.lines() == ["公 告", "修伞铺 3 号"]


@pytest.mark.parametrize("pages", [2, 3, 5])
@pytest.mark.parametrize(("head", "foot"), [("秋季修伞工作手册", "{}"), ("修伞手册 第6卷", "第 {} 版")])
def test_heads_and_page_numbers_that_say_nothing_to_the_reader_are_left_out(
    press: Press, pages: int, head: str, foot: str
) -> None:
    for _ in range(pages - 1):
        press.edges(head, foot.format(press.page))
        press.paragraph(SECOND)
        press.paragraph(FIRST)
        press.turn()
    press.edges(head, foot.format(press.page))
    press.paragraph(FIRST)
    assert press.lines() == [SECOND, FIRST] * (pages - 1) + [FIRST]


def test_a_sentence_goes_on_over_the_page_and_the_head_stands_behind_it(press: Press) -> None:
    press.edges("丰原县人民政府公报          2031年第6期", "— 1 —")
    press.paragraph(FIRST)
    press.paragraph(SECOND, turn_after=1)
    press.edges("丰原县人民政府公报          2031年第6期", "— 2 —")
    press.paragraph(FIRST)
    head = "丰原县人民政府公报  2031年第6期"
    assert press.lines() == [head, "— 1 —", FIRST, SECOND, head, "— 2 —", FIRST]


def test_what_stands_at_the_top_of_two_pages_but_is_text_stays(press: Press) -> None:
    for n in (1, 2):
        press.y = HEIGHT - 60
        press.line(f"附件{n}")
        press.centred("修伞任务表")
        press.paragraph(FIRST)
        press.turn()
    assert press.lines() == ["附件1", "修伞任务表", FIRST, "附件2", "修伞任务表", FIRST]


XS = (LEFT, LEFT + 60, LEFT + 220, LEFT + 340)
HEADER = ("序号", "任务", "责任单位", "时限")


def rows_of(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n") if "\t" in line]


def test_columns_under_a_header_are_cells(press: Press) -> None:
    rows = [HEADER, ("1", "换伞面", "县商务局", "8月底前"), ("2", "换伞骨", "县林业局", "长期")]
    for row in rows:
        press.row(row, XS)
    press.paragraph(FIRST)
    text = press.text()
    assert rows_of(text) == [list(row) for row in rows]
    assert text.endswith(f"\n\n{FIRST}")


def test_a_wrapped_line_of_a_cell_is_part_of_the_cell(press: Press) -> None:
    press.row(HEADER, XS)
    press.row(("1", "把破了的伞面揭下来", "县商务局", "8月底前"), XS)
    press.row(("", "换上新的油纸"), XS)
    press.row(("2", "换伞骨", "县林业局", "长期"), XS)
    assert rows_of(press.text())[1:] == [
        ["1", "把破了的伞面揭下来换上新的油纸", "县商务局", "8月底前"],
        ["2", "换伞骨", "县林业局", "长期"],
    ]


def test_where_a_line_may_belong_to_either_row_the_lines_stand_as_printed(press: Press) -> None:
    """The first cell stands at half the height of its row."""
    press.row(HEADER, XS)
    press.row(("", "把破了的伞面揭下来", "县商务局", "8月底前"), XS)
    press.row(("1", "换上新的油纸"), XS)
    press.row(("", "再刷两遍桐油"), XS)
    text = press.text()
    assert rows_of(text) == []
    assert text.split("\n")[1] == "把破了的伞面揭下来  县商务局  8月底前"


def test_names_in_columns_without_a_header_are_no_table(press: Press) -> None:
    for row in (("甲某某", "乙某某", "丙某某"), ("丁某某", "戊某某", "己某某"), ("庚某某", "辛某某", "壬某某")):
        press.row(row, XS[1:])
    assert press.lines()[0] == "甲某某  乙某某  丙某某"


def grid(press: Press, merged: bool) -> None:
    """Three rows; the cell under 类别 goes over two of them if `merged`."""
    xs, top = (LEFT, LEFT + 40, LEFT + 90, LEFT + 190), press.y + 20
    ys = (top, top - 30, top - 80, top - 110)
    canvas = press.canvas
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for n, y in enumerate(ys):
        canvas.line(xs[0], y, xs[1] if merged and n == 2 else xs[-1], y)
        if merged and n == 2:
            canvas.line(xs[2], y, xs[-1], y)
    kind = (48, top - 62) if merged else (48, top - 50)
    for (x, y), text in {
        (5, top - 20): "序号", (48, top - 20): "类别", (95, top - 20): "任务",
        (5, top - 60): "1", kind: "纸伞", (92, top - 48): "把旧油纸揭下来", (92, top - 70): "换上新油纸",
        (5, top - 100): "2", (95, top - 100): "换伞骨",
    }.items():  # fmt: skip
        canvas.drawString(LEFT + x, y, text)
    press.y = ys[-1] - 40


def test_the_ruled_lines_of_a_table_part_its_cells(press: Press) -> None:
    grid(press, merged=False)
    press.paragraph(FIRST)
    text = press.text()
    assert rows_of(text) == [
        ["序号", "类别", "任务"], ["1", "纸伞", "把旧油纸揭下来换上新油纸"], ["2", "", "换伞骨"]
    ]  # fmt: skip
    assert text.endswith(f"\n\n{FIRST}")


def test_a_cell_over_two_rows_is_printed_in_the_first(press: Press) -> None:
    grid(press, merged=True)
    assert [row[1] for row in rows_of(press.text())] == ["类别", "纸伞", ""]


def test_a_table_that_goes_on_over_the_page_has_its_header_once(press: Press) -> None:
    for n in (1, 2):
        press.row(HEADER, XS)
        press.row((str(n), "换伞面", "县商务局", "8月底前"), XS)
        press.turn()
    text = press.text()
    assert [row[0] for row in rows_of(text)] == ["序号", "1", "2"]
    assert "\n\n" not in text.strip("\n")


def test_a_page_in_two_columns_is_read_down_the_left_and_then_the_right(press: Press) -> None:
    canvas = press.canvas
    canvas.setFont("STSong-Light", 10)
    expected = []
    for column, x in enumerate((60.0, 310.0)):
        y = HEIGHT - 80
        for n in range(10):
            text = f"{'甲乙'[column]}组第{n}条修伞的师傅应当先看伞面再看伞骨后看伞柄然后才能动手修理。"
            canvas.drawString(x + 20, y, text[:20])
            canvas.drawString(x, y - 16, text[20:])
            expected.append(text)
            y -= 32
    assert press.text().replace("\n", "") == "".join(expected)


def test_many_pages_are_read_whole(press: Press) -> None:
    for _ in range(29):
        for _ in range(12):
            press.paragraph(SECOND)
        press.turn()
    press.paragraph(FIRST)
    press.canvas.save()
    text = text_of_pdf(press.held.getvalue(), "伞.pdf")
    assert text.count(SECOND) == 29 * 12
