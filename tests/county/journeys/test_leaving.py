"""A person leaves in a real browser: seats stand empty, open work changes hands, a notice of the change begins."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey
UNIT, HEAD, LEAVER, SUCCESSOR = "县财政局", "负责人", "县财政局局长", "经办人"


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def enter(page, county, title):
    page.goto(f"{county.url}/演示/")
    page.get_by_label("单位或职务").fill(UNIT)
    page.get_by_role("button", name="找", exact=True).click()
    unit = page.locator(".who-unit").filter(has=page.get_by_role("heading", name=UNIT, exact=True))
    unit.get_by_role("button", name=title, exact=True).click()
    page.wait_for_url("**/%E6%94%B6%E4%BB%B6%E7%AE%B1/")


def give_a_case_to(page, county, title):
    page.goto(f"{county.url}/收件箱/?part=later")
    page.locator(".line").filter(has_text=f"· {UNIT} ·").first.locator(".line-title").click()
    page.get_by_text("其他办理").click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="交办", exact=True))
    form.get_by_label("经办人").select_option(label=title)
    form.get_by_role("button", name="交办", exact=True).click()
    page.locator(".case-head").get_by_text(f"经办：{title}").wait_for()
    return page.url


def test_who_leaves_hands_over_and_leaves_seats_empty_and_a_notice_to_draft(desktop, live_county):
    for title in (LEAVER, SUCCESSOR, HEAD):
        enter(desktop, live_county, title)
    case = give_a_case_to(desktop, live_county, LEAVER)

    desktop.goto(f"{live_county.url}/单位/finance/人员/")
    row = desktop.locator("tr").filter(has=desktop.get_by_role("cell", name=LEAVER, exact=True))
    name = row.get_by_role("link").inner_text()
    successor = desktop.locator("tr").filter(has_text=SUCCESSOR).first.get_by_role("link").inner_text()
    row.get_by_role("link").click()
    desktop.get_by_role("link", name="办理离任").click()
    assert desktop.get_by_text("没有办完的事：1 件").count() == 1
    accessible(desktop)
    desktop.get_by_label("未办完的事交给").select_option(label=successor)
    desktop.get_by_role("button", name="登记离任").click()

    desktop.get_by_text("移交未办完的事 1 件").wait_for()
    assert name in desktop.locator("h1").inner_text()
    seats = desktop.locator("h2:text-is('空出来的席位') + ul")
    assert seats.get_by_text(LEAVER).count() > 0
    assert desktop.get_by_text("没有事留在此人名下").count() == 1
    accessible(desktop)
    left = desktop.url
    last_day = left.rstrip("/").rsplit("/", 1)[-1]
    seats.get_by_role("link").first.click()
    desktop.get_by_role("button", name="前进一天").click()
    desktop.locator(".message").filter(has_text="现在是").wait_for()
    seat = desktop.locator(".chart-seat-vacant").filter(has_text=LEAVER)
    assert seat.get_by_text("空缺").count() > 0

    desktop.goto(case)
    assert desktop.locator(".case-head").get_by_text(f"经办：{UNIT}{SUCCESSOR}").count() == 1

    desktop.goto(left)
    desktop.get_by_role("link", name="起草调整通知").click()
    desktop.get_by_role("heading", name="调整通知").wait_for()
    assert desktop.locator("input[name=from_day]").input_value() > last_day
    accessible(desktop)
