"""From the first page to a passage in its place, in a real browser: with mouse, finger, keyboard, without scripts."""

from __future__ import annotations

import base64

import pytest

pytestmark = pytest.mark.journey
DROP = """(text) => {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const dragged = new DataTransfer();
  dragged.items.add(new File([bytes], "gazette.txt", { type: "text/plain" }));
  const target = document.querySelector(".file-drop");
  for (const name of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: dragged }));
  }
}"""


@pytest.fixture
def gazette(sample_county, request):
    """The sample county's gazette; its last line differs in each test, so that each finds something to import."""
    text = (sample_county / "documents" / "gazette.txt").read_text(encoding="utf-8").rstrip()
    return f"{text}（{request.node.name}）\n".encode()


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def confirm_as_demo_clerk(page):
    page.wait_for_url("**/%E7%99%BB%E5%BD%95/**")
    accessible(page)
    page.get_by_role("button", name="以演示办事员身份进入").click()
    page.get_by_role("button", name="确认导入").wait_for()
    accessible(page)
    page.get_by_role("button", name="确认导入").click()
    page.locator(".message").filter(has_text="已导入").wait_for()


def open_citing_document(page):
    """Open a document whose text has a link to another one, and follow it."""
    paths = page.locator("a.shelf-title").evaluate_all("all => all.map((one) => one.href)")
    for path in reversed(paths):
        page.goto(path)
        if page.locator(".block-body a").count():
            return
    pytest.fail("no document cites another one")


def read_and_search(page):
    open_citing_document(page)
    accessible(page)
    cited = page.locator(".block-body a").first
    words = cited.inner_text().strip("《").split("》")[0]
    cited.click()
    page.locator("h1").filter(has_text=words).wait_for()
    accessible(page)
    page.get_by_role("searchbox", name="搜索公报").fill("河道")
    page.keyboard.press("Enter")
    page.locator(".hits").wait_for()
    accessible(page)
    assert page.locator("mark").first.inner_text() == "河道"
    page.locator(".hit-place").nth(1).click()
    page.wait_for_url("**/*#*")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
    assert "河道" in page.evaluate("document.querySelector(':target').textContent")


def test_on_a_desktop_a_file_is_dropped_read_cited_and_found(live_county, desktop, gazette):
    desktop.goto(live_county.url)
    assert desktop.locator(".shelf-item").count() >= 15
    accessible(desktop)
    desktop.evaluate(DROP, base64.b64encode(gazette).decode())
    confirm_as_demo_clerk(desktop)
    read_and_search(desktop)


def test_on_a_phone_a_file_is_chosen_read_cited_and_found(live_county, phone, gazette):
    phone.goto(live_county.url)
    accessible(phone)
    phone.locator("input[type=file]").set_input_files({"name": "g.txt", "mimeType": "text/plain", "buffer": gazette})
    phone.get_by_role("button", name="读取这个文件").tap()
    confirm_as_demo_clerk(phone)
    read_and_search(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_a_wide_table_is_not_cut_off(live_county, desktop):
    lines = [[str(n), *(f"{name}{n}" * 24 for name in ("河段", "依据", "边界", "事项", "情形"))] for n in range(1, 4)]
    table = "\n".join("\t".join(line) for line in [["序号", "河段", "依据", "边界", "事项", "情形"], *lines])
    text = f"清禾县人民政府\n关于宽表的通知\n\n清政字〔2031〕88号\n\n各镇：\n现公布如下。\n\n2031年5月6日\n\n{table}\n"
    file = {"name": "wide.txt", "mimeType": "text/plain", "buffer": text.encode()}
    desktop.goto(live_county.url)
    desktop.locator("input[type=file]").set_input_files(file)
    desktop.get_by_role("button", name="读取这个文件").click()
    confirm_as_demo_clerk(desktop)
    desktop.goto(f"{live_county.url}/文件/清政字〔2031〕88号/")
    desktop.set_viewport_size({"width": 612, "height": 900})
    desktop.emulate_media(media="print")
    assert desktop.locator("td").count() == 18
    width = desktop.locator(".scroll").evaluate("(room) => room.clientWidth")
    assert desktop.locator(".table").evaluate("(table) => table.offsetWidth") <= width


def test_without_scripts_everything_works_as_plain_forms(live_county, browser, gazette):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_county.url)
    page.locator("input[type=file]").set_input_files({"name": "g.txt", "mimeType": "text/plain", "buffer": gazette})
    page.get_by_role("button", name="读取这个文件").click()
    page.get_by_role("button", name="以演示办事员身份进入").click()
    page.get_by_role("button", name="确认导入").click()
    assert "已导入" in page.locator(".message").inner_text()
    context.close()


def test_with_the_keyboard_alone_one_skips_searches_and_opens(live_county, desktop):
    desktop.goto(live_county.url)
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.className") == "skip"
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.id") == "page-main"
    desktop.goto(live_county.url)
    for _ in range(3):
        desktop.keyboard.press("Tab")
    desktop.keyboard.type("废止")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/?q=*")
    assert desktop.locator("#page-q").input_value() == "废止"


def test_a_file_over_the_limit_gets_one_sentence_before_it_is_sent(live_county, desktop, tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    desktop.goto(live_county.url)
    desktop.locator("input[type=file]").set_input_files(large)
    assert "超过 50 MB" in desktop.locator(".file-drop-says").inner_text()


def test_a_file_over_the_limit_gets_one_sentence_without_scripts_too(live_county, browser, tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_county.url)
    page.locator("input[type=file]").set_input_files(large)
    page.get_by_role("button", name="读取这个文件").click()
    assert "没有接收" in page.locator("main").inner_text()
    context.close()


def test_the_gallery_of_components_is_accessible(live_county, desktop):
    desktop.goto(f"{live_county.url}/部件/")
    accessible(desktop)
