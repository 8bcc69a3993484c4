"""The desk of service reviews in a real browser: by code, at the screen, late; the loop of a bad rating; who may."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.county.journeys.reviewing import (
    CITY,
    EDUCATION,
    FINANCE,
    JUSTICE,
    LAND,
    RATER,
    TELEPHONE,
    TRADE,
    WATER,
    WORDS,
    appealed,
    counted,
    finish,
    forward,
    key_for_reading,
    look_as_the_named_handler,
    manage,
    on_ticket,
    printed_address,
    public_page,
    publish,
    rate,
    reset,
    say,
    seen_whole,
    state_today,
    ticket_of,
    today,
)
from tests.county.journeys.supervising import (
    accessible,
    become,
    enter,
    fits,
    follow,
    go,
    heading,
    looked_at,
    step,
)

pytestmark = pytest.mark.journey

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def later(desktop, live_county):
    """Goes forward with the demo bar; afterwards the county begins again for the next."""
    yield lambda **times: forward(desktop, live_county, **times)
    reset(desktop, live_county)


@pytest.fixture
def opened(browser):
    """Further devices, each a browser of its own."""
    contexts = []

    def device(**kind):
        contexts.append(browser.new_context(locale="zh-CN", **kind))
        return contexts[-1].new_page()

    yield device
    for one in contexts:
        one.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_who_was_served_rates_once_by_the_code_at_the_window_on_one_screen(desktop, opened, live_county, scripts):
    phone = opened(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, java_script_enabled=scripts)
    address = printed_address(desktop, live_county, FINANCE)
    link = finish(desktop, live_county, FINANCE)
    accessible(desktop)
    other = phone.context.new_page()
    for page in (phone, other):
        page.goto(address)
        if scripts:
            looked_at(page)
        follow(page, page.get_by_role("button", name=FINANCE.matter, exact=True))
    seen_whole(phone, phone.get_by_role("button", name="评价", exact=True))
    if scripts:
        looked_at(phone)
    say(phone, "非常满意", words="讲得清楚")
    assert "谢谢您的评价" in heading(phone)
    if scripts:
        looked_at(phone)
    say(other, "满意")
    assert "已经评价过，谢谢您" in heading(other)
    other.goto(link)
    assert "已经评价过，谢谢您" in heading(other)
    assert "讲得清楚" not in other.content()
    phone.goto(address)
    assert "现在没有可以评价的服务" in heading(phone)


def test_the_screen_at_the_window_is_bound_asks_thanks_and_waits_again(desktop, opened, live_county):
    address = printed_address(desktop, live_county, EDUCATION).replace("/窗口/", "/屏幕/")
    screen = opened(viewport={"width": 1024, "height": 600})
    screen.goto(address)
    assert "还没有绑定" in heading(screen)
    assert screen.get_by_role("button", name="绑定这台设备").count() == 0
    accessible(screen)
    manage(screen, live_county)
    screen.goto(address)
    follow(screen, screen.get_by_role("button", name="绑定这台设备"))
    assert "办完以后，请在这里评价" in screen.locator("main").inner_text()
    accessible(screen)
    go(screen, live_county, "好差评/统计/")
    assert "/登录/" in unquote(screen.url)
    screen.goto(address)
    finish(desktop, live_county, EDUCATION)
    button = screen.get_by_role("button", name="非常满意", exact=True)
    button.wait_for()
    assert EDUCATION.matter in screen.locator("main").inner_text()
    assert button.bounding_box()["height"] >= 80
    seen_whole(screen, screen.get_by_role("button", name="非常不满意", exact=True))
    fits(screen)
    accessible(screen)
    follow(screen, button)
    assert "谢谢您的评价" in heading(screen)
    screen.get_by_text("办完以后，请在这里评价").wait_for()


def test_a_bad_rating_with_a_name_is_handled_in_an_extended_time_and_called_back(desktop, phone, live_county, later):
    rate(phone, finish(desktop, live_county, JUSTICE), "不满意", words=WORDS, with_name=True)
    assert "处理完会给您回电话" in phone.locator("main").inner_text()
    looked_at(phone)
    enter(desktop, live_county, JUSTICE.unit, "经办人")
    ticket = ticket_of(desktop, live_county, JUSTICE)
    assert WORDS in desktop.locator("main").inner_text()
    assert RATER not in desktop.content()
    look_as_the_named_handler(desktop, ticket)
    on_ticket(desktop, ticket, "情况复杂、一时难以解决", finding="窗口的一次性告知单缺一页")
    enter(desktop, live_county, JUSTICE.unit, "负责人")
    on_ticket(desktop, ticket, "申请延期", reason="要重印告知单", told="已电话解释")
    become(desktop, live_county, "督查人员")
    on_ticket(desktop, ticket, "批准延期", extension="2")
    accessible(desktop)
    enter(desktop, live_county, JUSTICE.unit, "经办人")
    on_ticket(desktop, ticket, "完成整改", result="告知单已重印")
    on_ticket(desktop, ticket, "反馈处理情况")
    enter(desktop, live_county, JUSTICE.unit, "负责人")
    on_ticket(desktop, ticket, "回访")
    on_ticket(desktop, ticket, "办结")
    assert "已回访" in desktop.locator("main").inner_text()
    accessible(desktop)
    manage(desktop, live_county)
    go(desktop, live_county, "好差评/统计/?agency=justice")
    assert "实名差评回访率 100%" in desktop.locator("main").inner_text()
    accessible(desktop)
    become(desktop, live_county, "审计人员")
    go(desktop, live_county, "好差评/查看记录/")
    assert "回访前核对号码" in desktop.locator("main tbody tr").first.inner_text()
    assert RATER not in desktop.content()
    accessible(desktop)
    enter(desktop, live_county, JUSTICE.unit, "工作人员")
    go(desktop, live_county, "好差评/我的/")
    assert WORDS not in desktop.content()
    later(days=1)
    who_was_rated_sees_no_rater(desktop, live_county, ticket)


def who_was_rated_sees_no_rater(page, county, ticket):
    enter(page, county, JUSTICE.unit, "工作人员")
    go(page, county, "好差评/我的/")
    said = page.locator(".review-card").filter(has_text=WORDS)
    assert "不满意" in said.inner_text()
    assert RATER not in page.content()
    assert TELEPHONE not in page.content()
    accessible(page)
    assert page.goto(ticket).status == 403
    assert WORDS not in page.content()


def test_a_granted_appeal_takes_the_rating_out_of_the_counts_and_of_its_published_month(desktop, phone, live_county,
                                                                                       later):
    day = appealed(desktop, phone, live_county)
    later(weeks=3)
    manage(desktop, live_county)
    before = counted(desktop, live_county, day[:7])
    publish(desktop, live_county, day[:7])
    assert "第 2 版" not in public_page(desktop, live_county, day[:7])
    looked_at(desktop)
    manage(desktop, live_county)
    ticket_of(desktop, live_county, LAND)
    accessible(desktop)
    follow(desktop, desktop.get_by_role("link", name=f"差评复核（工号 {LAND.staff}）"))
    step(desktop, "受理")
    step(desktop, "误评不予采纳", finding="评的是另一个窗口")
    step(desktop, "告知申请人")
    actual, defaults, aside = counted(desktop, live_county, day[:7])
    assert (actual, defaults, aside) == (before[0] - 1, before[1], before[2] + 1)
    accessible(desktop)
    assert "第 2 版" in public_page(phone, live_county, day[:7])
    assert "经复核不予采纳" in phone.locator("main .message").inner_text()
    looked_at(phone)
    enter(desktop, live_county, LAND.unit, "工作人员")
    go(desktop, live_county, "好差评/我的/")
    assert "误评，不予采纳" in desktop.locator("main").inner_text()


def test_a_rating_after_the_time_replaces_what_silence_counted_as(desktop, phone, live_county, later):
    link = finish(desktop, live_county, CITY)
    day = today(desktop, live_county)
    later(weeks=1, days=1)
    manage(desktop, live_county)
    assert "默认评价" in state_today(desktop, live_county, CITY, day)
    actual, defaults, aside = counted(desktop, live_county, day[:7])
    phone.goto(link)
    assert "先前按“基本满意”计" in phone.locator("main").inner_text()
    looked_at(phone)
    say(phone, "满意")
    assert "期满后作出" in phone.locator("main").inner_text()
    looked_at(phone)
    assert counted(desktop, live_county, day[:7]) == (actual + 1, defaults - 1, aside)
    assert "默认评价" in state_today(desktop, live_county, CITY, day)  # who looks again and again learns nothing today
    later(days=1)
    assert "已评价" in state_today(desktop, live_county, CITY, day)


def test_silence_counts_after_six_working_days_and_is_shown_apart(desktop, live_county, later):
    finish(desktop, live_county, WATER)
    day = today(desktop, live_county)
    later(weeks=1)
    manage(desktop, live_county)
    assert "待评价" in state_today(desktop, live_county, WATER, day)
    accessible(desktop)
    actual, defaults, aside = counted(desktop, live_county, day[:7])
    later(days=1)
    assert "默认评价" in state_today(desktop, live_county, WATER, day)
    after = counted(desktop, live_county, day[:7])
    assert after[0] == actual
    assert after[1] > defaults
    assert after[2] == aside


def addresses():
    """Every address of the staff with something plausible in its places."""
    from django.urls import reverse

    from county.reviews.urls import urlpatterns

    said = {"case_id": NOWHERE, "code": "units", "key": 1, "form": "xlsx", "month": "2020-11", "survey_id": 1,
            "number": "1", "unit": 1}
    for one in urlpatterns:
        kept = one.pattern.converters or getattr(one.pattern.regex, "groupindex", {})
        address = unquote(reverse(f"reviews:{one.name}", kwargs={name: said.get(name, "x") for name in kept}
                                  )) if not str(one.pattern).lstrip("^").startswith("评价/") else ""
        if address:
            yield address.lstrip("/")


def test_strangers_sign_in_first_and_another_unit_or_a_key_for_other_things_is_refused(desktop, phone, live_county):
    staff_pages = list(addresses())
    assert len(staff_pages) > 40
    for address in staff_pages:
        answer = phone.request.get(f"{live_county.url}/{address}")
        assert "/登录/" in unquote(answer.url) or (answer.status, answer.text()) == (405, ""), address
    rate(phone, finish(desktop, live_county, TRADE), "不满意", words=WORDS)
    assert "您没有留电话" in phone.locator("main").inner_text()
    enter(desktop, live_county, TRADE.unit, "经办人")
    ticket = ticket_of(desktop, live_county, TRADE)
    accessible(desktop)
    enter(desktop, live_county, FINANCE.unit, "经办人")
    go(desktop, live_county, "好差评/")
    assert TRADE.matter not in desktop.locator("main").inner_text()
    assert desktop.goto(ticket).status == 403
    assert "这张差评单不在您的单位" in desktop.locator("main").inner_text()
    assert WORDS not in desktop.content()
    accessible(desktop)
    one = {"number": "W-1", "item": "YS-14-0", "finished_at": "2020-12-14T10:00:00+08:00", "unit": "县政务服务大厅"}
    answer = desktop.request.post(f"{live_county.url}/api/reviews/services/", data={"services": [one]},
                                  headers={"Authorization": f"Bearer {key_for_reading(desktop, live_county)}"})
    assert answer.status == 403
    assert "finish_services" in answer.text()
