"""A PDF is read over its pages: running heads and page numbers aside, lines joined again."""

from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_bytes
from tests.text.places.comparison import uncovered_and_doubled

WIDTH, HEIGHT, MARGIN, LINE, COLUMNS = 595, 842, 80, 24, 30
LINES_A_PAGE = 12
CENTRED = ("丰原县人民政府办公室", "关于看管渔火的通知")
FLOWING = (
    "丰政办〔2021〕27号",
    "各乡镇人民政府，县政府有关部门：",
    "　　现就看管渔火的有关事项通知如下，请各乡镇人民政府和县政府有关部门结合实际认真执行。",
    (
        "　　一、登记。各沿海乡镇应当于2021年8月底前完成渔火登记，登记率达到100%，并将登记情况报县农业农村局。"
        "（责任单位：县农业农村局、各沿海乡镇人民政府）"
    ),
    "　　二、点灯。每条渔船点灯不少于1盏，灯坏了的，船东应当在靠岸后30分钟内换上新的灯，换不上的不得再次出海捕鱼。",
    "　　三、巡查。县海事处每季度巡查一次，把巡查中看到的情况写在簿子上，一年一本，存在县档案馆，谁都可以去翻看。",
    "　　四、附则。本通知自2021年9月1日起施行，有效期五年。",
    "附件：渔火任务表",
)
RIGHT = ("丰原县人民政府办公室", "2021年7月9日")
TABLE = (("序号", "任务", "责任单位", "时限"), ("1", "渔火登记", "县农业农村局", "8月底前"))


class Pages:
    """Draws line under line and turns the page when it is full."""

    def __init__(self) -> None:
        self.held = BytesIO()
        self.canvas = Canvas(self.held, pagesize=(WIDTH, HEIGHT))
        self.page, self.line = 0, LINES_A_PAGE

    def place(self) -> float:
        """The height of the next line."""
        if self.line == LINES_A_PAGE:
            self._turn()
        self.line += 1
        return HEIGHT - 62 - LINE * (self.line - 1)

    def _turn(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page, self.line = self.page + 1, 0
        self.canvas.setFont("STSong-Light", 9)
        self.canvas.drawString(MARGIN, HEIGHT - 27, "丰原县人民政府公报")
        self.canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 27, "2021年第6期")
        self.canvas.drawCentredString(WIDTH / 2, 30, f"— {self.page} —")
        self.canvas.setFont("STSong-Light", 14)

    def flow(self, text: str) -> None:
        for start in range(0, len(text), COLUMNS):
            height = self.place()
            self.canvas.drawString(MARGIN, height, text[start : start + COLUMNS])

    def row(self, cells: tuple[str, ...]) -> None:
        height = self.place()
        for n, cell in enumerate(cells):
            self.canvas.drawString(MARGIN + 110 * n, height, cell)


@pytest.fixture(scope="module")
def printed() -> tuple[str, dict[str, Any]]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pages = Pages()
    for text in CENTRED:
        height = pages.place()
        pages.canvas.drawCentredString(WIDTH / 2, height, text)
    for text in FLOWING:
        pages.flow(text)
    for text in RIGHT:
        height = pages.place()
        pages.canvas.drawRightString(WIDTH - MARGIN, height, text)
    pages.flow("附件")
    pages.flow("渔火任务表")
    for row in TABLE:
        pages.row(row)
    pages.canvas.save()
    source = from_bytes(pages.held.getvalue(), "公报.pdf")
    return source.text, reading_as_json(source, read(source))


def test_the_pages_hold_one_document_with_its_head_and_closing(printed: tuple[str, dict[str, Any]]) -> None:
    (document,) = printed[1]["documents"]
    assert (document["number"], document["issued"]) == ("丰政办〔2021〕27号", "2021-07-09")
    assert (document["title"], document["issuers"]) == ("关于看管渔火的通知", ["丰原县人民政府办公室"])
    assert document["addressees"] == ["各乡镇人民政府", "县政府有关部门"]
    assert [(a["at"], a["title"]) for a in document["attachments"]] == [("附件", "渔火任务表")]


def test_running_heads_and_page_numbers_are_set_aside(printed: tuple[str, dict[str, Any]]) -> None:
    text, reading = printed
    aside = [(item["kind"], text[slice(*item["span"])]) for item in reading["set_aside"]]
    assert sum("第6期" in words for _, words in aside) == 2
    assert [words for kind, words in aside if kind == "page_number"] == ["— 1 —", "— 2 —"]


def test_lines_are_joined_over_the_page(printed: tuple[str, dict[str, Any]]) -> None:
    (document,) = printed[1]["documents"]
    assert [section["at"] for section in document["sections"]] == ["段1", "一", "二", "三", "四", "附件"]
    assert [section["children"] for section in document["sections"][:5]] == [[]] * 5
    obligations = document["obligations"]
    assert [(t["at"], t["lead"]) for t in obligations["tasks"] if t["at"] == "一"] == [
        ("一", ["县农业农村局", "各沿海乡镇人民政府"])
    ]
    assert ("二", "0.5", "hour") in [(d["at"], d.get("amount"), d.get("unit")) for d in obligations["deadlines"]]
    assert {t["phrase"] for t in obligations["targets"]} >= {"达到100%", "不少于1盏"}


def test_each_character_of_the_pages_is_owned_once(printed: tuple[str, dict[str, Any]]) -> None:
    assert uncovered_and_doubled(*printed) == ([], [])
