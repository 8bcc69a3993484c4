"""The demo county in a real browser: become somebody, go a week forward, take a step, leave, try a copied address."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def become(page, county, code):
    page.goto(f"{county.url}/")
    page.select_option("#demo-post", code)
    with page.expect_navigation():
        page.locator(".demo-bar").get_by_role("button", name="进入", exact=True).click()


def option_with(page, county, words):
    page.goto(f"{county.url}/")
    return page.locator("#demo-post option").filter(has_text=words).first.get_attribute("value")


def late_in_the_county(page, county):
    page.goto(f"{county.url}/逾期/")
    return int("".join(filter(str.isdigit, page.locator("h1").inner_text())) or 0)


def test_who_supervises_goes_a_week_forward_and_sees_what_fell_due_and_followed(desktop, live_county):
    become(desktop, live_county, option_with(desktop, live_county, "督查"))
    before = late_in_the_county(desktop, live_county)
    accessible(desktop)
    desktop.get_by_role("button", name="前进一周").click()
    desktop.locator(".message").filter(has_text="现在是").wait_for()
    assert late_in_the_county(desktop, live_county) > before > 0
    desktop.locator(".line-title").last.click()
    desktop.locator(".event-breach").first.wait_for()
    accessible(desktop)
    desktop.goto(f"{live_county.url}/通知/")
    assert desktop.get_by_text("逾期").count() > 0


def test_a_unit_signs_and_answers_on_a_phone(phone, live_county):
    become(phone, live_county, option_with(phone, live_county, "经办人"))
    phone.goto(f"{live_county.url}/收件箱/?part=later")
    fits(phone)
    accessible(phone)
    phone.get_by_role("link", name="签收").first.click()
    fits(phone)
    phone.get_by_role("button", name="签收").click()
    phone.get_by_text("办理中").first.wait_for()
    phone.locator("textarea[name=result]").fill("已按要求落实")
    phone.get_by_role("button", name="反馈").click()
    phone.get_by_text("已反馈").first.wait_for()
    assert phone.get_by_text("已按要求落实").count() == 1


def test_two_tabs_do_not_take_one_step_twice(desktop, live_county):
    become(desktop, live_county, option_with(desktop, live_county, "经办人"))
    desktop.goto(f"{live_county.url}/收件箱/?part=later")
    desktop.get_by_role("link", name="签收").first.click()
    other = desktop.context.new_page()
    other.goto(desktop.url)
    desktop.get_by_role("button", name="签收").click()
    desktop.get_by_text("办理中").first.wait_for()
    other.get_by_role("button", name="签收").click()
    assert "先办了“签收”" in other.locator(".errors").inner_text()


def test_a_copied_address_tells_a_stranger_nothing(desktop, live_county):
    become(desktop, live_county, option_with(desktop, live_county, "督查"))
    desktop.goto(f"{live_county.url}/逾期/")
    title = desktop.locator(".line-title").first.inner_text()
    desktop.locator(".line-title").first.click()
    address = desktop.url
    desktop.get_by_role("button", name="退出").click()
    desktop.goto(address)
    assert "%E7%99%BB%E5%BD%95" in desktop.url
    assert title not in desktop.content()
    become(desktop, live_county, option_with(desktop, live_county, "审计"))
    assert desktop.goto(address).status == 403
    assert title not in desktop.content()


def test_what_was_typed_survives_a_session_that_ended(desktop, live_county):
    become(desktop, live_county, option_with(desktop, live_county, "督查"))
    desktop.goto(f"{live_county.url}/程序/")
    code = option_with(desktop, live_county, "经办人")
    become(desktop, live_county, code)
    desktop.goto(f"{live_county.url}/收件箱/?part=later")
    desktop.get_by_role("link", name="签收").first.click()
    desktop.get_by_role("button", name="签收").click()
    desktop.locator("textarea[name=result]").fill("写到一半的办理结果")
    address = desktop.url
    cookies = [one for one in desktop.context.cookies() if one["name"] != "sessionid"]
    desktop.context.clear_cookies()
    desktop.context.add_cookies(cookies)
    desktop.get_by_role("button", name="反馈").click()
    desktop.wait_for_url("**/%E7%99%BB%E5%BD%95/**")
    desktop.locator("#demo-post").select_option(code)
    desktop.locator(".demo-bar").get_by_role("button", name="进入", exact=True).click()
    desktop.goto(address)
    assert desktop.locator("textarea[name=result]").input_value() == "写到一半的办理结果"
