"""What people do in the pages of the desk of supervision: enter as a post, open a matter, take a step."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import xlsxwriter
from python_calamine import CalamineWorkbook

PAPER = {"name": "证明材料.txt", "mimeType": "text/plain", "buffer": "办理结果的证明材料。".encode()}


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def looked_at(page):
    fits(page)
    accessible(page)


def go(page, county, address):
    answer = page.goto(f"{county.url}/{address}")
    assert answer.status < 500, address
    return answer


def follow(page, link_or_button):
    """Click, and wait for the page that it leads to."""
    with page.expect_navigation():
        link_or_button.click()


def enter(page, county, unit, title):
    """As a post of the pack; an empty unit: one outside the units."""
    go(page, county, f"演示/?q={quote(unit or title)}")
    group = page.locator(".who-unit").filter(has=page.get_by_role("heading", name=unit or "单位以外", exact=bool(unit)))
    follow(page, group.get_by_role("button", name=title, exact=True).first)


def become(page, county, words):
    """As one of the posts that the demo bar offers."""
    go(page, county, "")
    code = page.locator("#demo-post option").filter(has_text=words).first.get_attribute("value")
    page.select_option("#demo-post", code)
    follow(page, page.locator(".demo-bar").get_by_role("button", name="进入", exact=True))


def supervise(page, county):
    become(page, county, "督查人员")


def path_of(address):
    return "/" + address.split("/", 3)[3]


def number_in(text):
    return int(re.search(r"\d+", text).group())


def heading(page):
    return page.locator("h1").inner_text()


def open_matter(page, county, title, lead, kind, *others):
    """By hand, on the form; the address of its page in the ledger."""
    go(page, county, "督查/事项/新/")
    page.fill("#title", title)
    page.select_option("#lead", label=lead)
    page.select_option("#kind", kind)
    if others:
        page.get_by_text("参与单位", exact=True).click()
        page.fill("#part", "提供数据")
        for one in others:
            page.get_by_label(one, exact=True).check()
    follow(page, page.get_by_role("button", name="立项"))
    return page.url


def step(page, name, **typed):
    """Take a step on the page of a case; a need of the form `file` gets a paper."""
    card = page.locator(".step-card").filter(has=page.locator("summary").get_by_text(name, exact=True))
    if card.get_attribute("open") is None:
        card.locator("summary").click()
    for field, words in typed.items():
        place = card.locator(f"[name={field}]")
        place.set_input_files(PAPER) if words is PAPER else place.fill(words)
    follow(page, card.get_by_role("button", name=name, exact=True))


def work_on(page, name, **typed):
    """From the page of the ledger to the page of the case, take a step there, and back."""
    ledger = page.url
    follow(page, page.get_by_role("link", name="办理步骤", exact=True))
    step(page, name, **typed)
    page.goto(ledger)


def sheet_of(*rows):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return {"name": "事项.xlsx", "buffer": kept.getvalue(),
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def rows_of(download):
    """The rows of an exported ledger, by the number that each case has."""
    lines = CalamineWorkbook.from_path(download.path()).get_sheet_by_index(0).to_python()
    head = next(number for number, cells in enumerate(lines) if "编号" in cells)
    place = lines[head].index("编号")
    return {cells[place] for cells in lines[head + 1:] if cells[place]}
