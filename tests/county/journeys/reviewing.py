"""What people do in the pages of the service reviews: finish a service at a window, rate it, look after a ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from tests.county.journeys.supervising import accessible, become, enter, follow, go, step

HALL = "县政务服务大厅"
WORDS = "材料一次没有说清楚"
A_WHILE = 150_000
RATER, TELEPHONE = "演示来办事的人", "00000000"


@dataclass(frozen=True)
class Window:
    """A window of the demo's hall, the unit that sits there, the number of its clerk and a matter of the unit."""

    name: str
    unit: str
    staff: str
    matter: str


FINANCE = Window("1号窗口", "县财政局", "Y0000", "演示事项1")
EDUCATION = Window("2号窗口", "县教育局", "Y0010", "演示事项5")
JUSTICE = Window("4号窗口", "县司法局", "Y0030", "演示事项13")
LAND = Window("5号窗口", "县自然资源和规划局", "Y0040", "演示事项17")
CITY = Window("6号窗口", "县城市管理综合行政执法局", "Y0050", "演示事项21")
WATER = Window("7号窗口", "县水务局", "Y0060", "演示事项25")
TRADE = Window("8号窗口", "县商务粮食和物资储备局", "Y0070", "演示事项29")


def manage(page, county):
    become(page, county, "评价管理人员")


def printed_address(page, county, window):
    """What is behind the printed code of a window: the address stands below it."""
    manage(page, county)
    go(page, county, "好差评/机构/二维码/")
    page.locator("main select[name=unit]").select_option(label=HALL)
    follow(page, page.get_by_role("button", name="排出各窗口"))
    sheet = page.locator(f".code-sheet[aria-label='{window.name}']")
    return sheet.locator(".code-address").inner_text().split(" ")[0]


def sit_at(page, county, window):
    """The clerk, who tells the computer once where it stands."""
    enter(page, county, window.unit, "工作人员")
    go(page, county, "好差评/办结/新/")
    if page.locator("#counter").is_hidden():
        page.get_by_text("换窗口或工号", exact=True).click()
    page.select_option("#counter", label=f"{HALL} {window.name}")
    page.fill("#staff", window.staff)
    follow(page, page.get_by_role("button", name="记住"))


def finish(page, county, window):
    """One service by hand, 办结一件; the link that is shown this once."""
    sit_at(page, county, window)
    page.fill("main form[method=get] input[name=words]", window.matter)
    follow(page, page.locator("main").get_by_role("button", name="找", exact=True))
    line = page.locator(".clerk-items li").filter(has_text=re.compile(rf"^\s*{window.matter}\s"))
    follow(page, line.get_by_role("button", name="办结一件").first)
    return page.locator(".link-once").inner_text().strip()


def rate(page, address, grade, *, words="", with_name=False):
    """On the page behind a link, on one screen."""
    page.goto(address)
    say(page, grade, words=words, with_name=with_name)


def say(page, grade, *, words="", with_name=False):
    page.get_by_role("radio", name=grade, exact=True).check()
    if words or with_name:
        page.locator(".rating-more summary").click()
        page.fill("#text", words)
    if with_name:
        page.get_by_label("希望有人回电话").check()
        page.fill("#name", RATER)
        page.fill("#telephone", TELEPHONE)
    follow(page, page.get_by_role("button", name="评价", exact=True))


def ticket_of(page, county, window):
    """From the unit's board to its ticket."""
    go(page, county, "好差评/")
    follow(page, page.locator(".review-title a").filter(has_text=window.matter).first)
    return page.url


def on_ticket(page, ticket, name, **typed):
    """From the ticket to its case, take a step there, and back."""
    page.goto(ticket)
    follow(page, page.get_by_role("link", name="去办这张差评单"))
    step(page, name, **typed)
    page.goto(ticket)


def give_to(page, ticket, title):
    """The unit names who handles a ticket."""
    page.goto(ticket)
    follow(page, page.get_by_role("link", name="去办这张差评单"))
    page.locator("details.acts summary").first.click()
    person = page.locator("#handler-user option").filter(has_text=title).first.get_attribute("value")
    page.select_option("#handler-user", person)
    follow(page, page.get_by_role("button", name="交办", exact=True))


def state_today(page, county, window, day):
    """What the list of finished services says of the one of this window on a day."""
    go(page, county, f"好差评/办结/?day={day}&item={quote(window.matter)}")
    return page.locator("main tbody tr").filter(has_text=window.name).locator("td").last.inner_text()


def counted(page, county, month):
    """(rated by people, defaults, set aside) on the statistics page of a month."""
    go(page, county, f"好差评/统计/?month={month}")
    words = page.locator("main").inner_text()
    actual, defaults = re.search(r"本人评价 (\d+) 条，未评价而默认的 (\d+) 条", words).groups()
    aside = re.search(r"不予采纳 (\d+) 条，不计在内", words)
    return int(actual), int(defaults), int(aside[1]) if aside else 0


def today(page, county):
    """The business day that the finishing page would write, as the list's filter takes it."""
    go(page, county, "好差评/代录/")
    return page.locator("#day").get_attribute("max")


def forward(page, county, *, weeks=0, days=0):
    """With the demo bar."""
    for name, times in (("前进一周", weeks), ("前进一天", days)):
        for _time in range(times):
            go(page, county, "")
            follow(page, page.locator(".demo-bar").get_by_role("button", name=name))
            page.locator(".message").filter(has_text="现在是").wait_for()


def reset(page, county):
    """The county begins again, which takes it a while."""
    go(page, county, "")
    with page.expect_navigation(timeout=A_WHILE):
        page.locator(".demo-bar").get_by_role("button", name="重置").click(timeout=A_WHILE)


def seen_whole(page, last):
    """The last thing that one presses is on the screen without moving it."""
    box = last.bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    assert box["height"] >= 44


def look_as_the_named_handler(page, ticket):
    assert page.get_by_role("button", name="查看联系方式").count() == 0
    give_to(page, ticket, "经办人")
    page.goto(ticket)
    accessible(page)
    page.fill("#look-reason", "回访前核对号码")
    follow(page, page.get_by_role("button", name="查看联系方式"))
    assert RATER in page.locator("main").inner_text()
    assert TELEPHONE in page.locator("main").inner_text()
    assert "这次查看已经记录" in page.locator("main").inner_text()
    accessible(page)


def appealed(page, phone, county):
    """A clerk is rated badly, reads it the day after and asks for a review; the day of the rating."""
    rate(phone, finish(page, county, LAND), "非常不满意", words="评的是别的窗口")
    day = today(page, county)
    forward(page, county, days=1)
    go(page, county, "好差评/我的/")
    follow(page, page.locator(".review-card").filter(has_text="评的是别的窗口").get_by_role("link", name="申请复核"))
    accessible(page)
    page.fill("#appeal-words", "这个人当天不在我的窗口办事")
    follow(page, page.get_by_role("button", name="申请复核"))
    page.locator(".message").filter(has_text="复核申请已收到").wait_for()
    accessible(page)
    return day


def publish(page, county, month):
    go(page, county, "好差评/公开/")
    accessible(page)
    page.fill("main input[type=month]", month)
    follow(page, page.get_by_role("button", name="汇总这个月"))
    accessible(page)
    for tick in page.locator("main form input[type=checkbox]").all():
        tick.check()
    follow(page, page.get_by_role("button", name="审查通过"))
    follow(page, page.get_by_role("button", name="公开这一期"))


def public_page(page, county, month):
    page.context.clear_cookies()
    go(page, county, f"评价/公开/{month}/")
    return page.locator("main").inner_text()


def key_for_reading(page, county):
    """Of the unit, made by the administrator, shown this once."""
    become(page, county, "系统管理员")
    go(page, county, "账户/接口/")
    form = page.locator("main form.fields")
    form.get_by_label("单位", exact=True).select_option(label=TRADE.unit)
    form.get_by_label("用途").fill("只看办件")
    form.get_by_label("看本单位的办件").check()
    follow(page, form.get_by_role("button", name="建立密钥"))
    return page.locator(".message code").inner_text()
