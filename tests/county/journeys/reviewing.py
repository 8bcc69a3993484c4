"""What people do in the pages of the service reviews: finish a service at a window, rate it, look after a ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from tests.county.journeys.supervising import become, enter, follow, go, step

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
