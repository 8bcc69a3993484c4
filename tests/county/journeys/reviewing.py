"""What people do in the pages of the service reviews: finish a service at a counter, rate it, look after a ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from tests.county.journeys.supervising import become, enter, follow, go, number_in

LONG_AGO_TELEPHONE = "00000000"


@dataclass(frozen=True)
class Window:
    """A counter of the demo's hall and who sits there: the unit, a matter of it, the number of its clerk."""

    name: str
    unit: str
    staff: str


WORDS = "材料一次没有说清楚"
RATER = "演示来办事的人"


def manage(page, county):
    become(page, county, "评价管理人员")


def printed_address(page, county, window):
    """What is behind the printed code of a counter: its address stands below the code."""
    manage(page, county)
    go(page, county, "好差评/机构/二维码/")
    page.locator("main select[name=unit]").select_option(label="县政务服务大厅")
    follow(page, page.get_by_role("button", name="排出各窗口"))
    sheet = page.locator(".code-sheet").filter(has=page.get_by_role("heading", name=re.compile(rf"\s{window.name}$")))
    return sheet.locator(".code-address").inner_text().split(" ")[0]


def finish(page, county, window):
    """The clerk finishes a matter of the own unit; its name and the link that is shown once."""
    enter(page, county, window.unit, "工作人员")
    go(page, county, "好差评/办结/新/")
    choice = page.locator("#counter option").filter(has_text=re.compile(rf"\s{window.name}$"))
    if page.locator("#counter").is_hidden():
        page.locator("summary").filter(has_text="换窗口或工号").click()
    page.select_option("#counter", choice.get_attribute("value"))
    page.fill("#staff", window.staff)
    follow(page, page.get_by_role("button", name="记住"))
    return finish_next(page, window)


def finish_next(page, window):
    page.fill("input[name=words] >> visible=true", window.matter)
    return page
