"""Entering paper ratings while the line is down: they wait in the browser, and are there once when it is back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.county.journeys.supervising import accessible, become, fits, follow, go

pytestmark = pytest.mark.journey

SERVICES = """
from datetime import datetime
from county.accounts.actor import SYSTEM
from county.business import ZONE
from county.reviews.intake.services import NewAct, finish
from county.reviews.models import Counter, Item, ServiceUnit
hall, _ = ServiceUnit.objects.get_or_create(name="离线演示大厅", defaults={
    "kind": "hall", "level": "county", "agency": "service-office"})
Item.objects.get_or_create(code="OFF-1", defaults={"name": "离线演示事项", "agency": "service-office"})
Counter.objects.get_or_create(unit=hall, name="离线演示窗口", defaults={"code": "offline-1"})
for number in ("OFF-A", "OFF-B", "OFF-C"):
    finish(actor=SYSTEM, new=NewAct(number=number, item="OFF-1", counter="offline-1",
                                    finished_at=datetime(2020, 12, 14, 10, tzinfo=ZONE)))
"""
RATINGS = """
import json
from county.reviews.models import Rating
found = Rating.objects.filter(act__number__startswith="OFF-").order_by("pk")
print("RATINGS", json.dumps([[one.act.number, one.grade, one.channel, one.text] for one in found]))
"""


def within(county, code: str) -> str:
    """Run a few lines inside the county's own database."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAO_", "DJANGO_"))}
    program = Path(sys.executable).parent / "gongbao"
    done = subprocess.run(
        [program, "manage", "shell", "-c", code], capture_output=True, text=True, check=False, timeout=120,
        env={**surroundings, "GONGBAO_HOME": str(county.home)}, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def ratings(county) -> list[list[object]]:
    line = next(one for one in within(county, RATINGS).splitlines() if one.startswith("RATINGS "))
    return json.loads(line.removeprefix("RATINGS "))


def enter_paper(page, number: str, grade: str, text: str) -> None:
    page.fill("#number", number)
    page.select_option("#grade", label=grade)
    page.fill("#text", text)
    page.get_by_role("button", name="录入", exact=True).click()


def waiting(page, count: int) -> None:
    page.locator(f".offline-says[data-count='{count}']").wait_for()


def test_two_paper_ratings_are_entered_without_a_line_and_are_there_once_afterwards(desktop, live_county):
    page = desktop
    within(live_county, SERVICES)
    become(page, live_county, "评价管理")
    go(page, live_county, "好差评/代录/")
    waiting(page, 0)
    page.locator(".offline-note").filter(has_text="断网时也可以打开这一页").wait_for()
    fits(page)
    accessible(page)
    page.context.set_offline(True)
    enter_paper(page, "OFF-A", "满意", "第一张")
    waiting(page, 1)
    enter_paper(page, "OFF-B", "不满意", "第二张 <b>")
    waiting(page, 2)
    assert "有 2 条录入还没有发出" in page.locator(".offline-counts").inner_text()
    assert page.input_value("#number") == ""
    page.reload()
    waiting(page, 2)
    page.context.set_offline(False)
    waiting(page, 0)
    page.locator(".offline-last").filter(has_text="已代录：离线演示事项").wait_for()
    assert ratings(live_county) == [["OFF-A", 2, "paper", "第一张"], ["OFF-B", 4, "paper", "第二张 <b>"]]
    what_is_refused_comes_back_to_be_put_right(page, live_county)
    an_answer_that_was_lost_is_asked_for_again(page, live_county)


def what_is_refused_comes_back_to_be_put_right(page, county):
    enter_paper(page, "OFF-A", "非常满意", "又一张")
    refused = page.locator(".offline-refused li")
    refused.filter(has_text="已经评价过").wait_for()
    accessible(page)
    refused.get_by_role("button", name="改一改").click()
    refused.wait_for(state="detached")
    assert page.input_value("#text") == "又一张"
    page.fill("#text", "")
    follow(page, page.get_by_role("link", name="打印纸质评价表"))
    go(page, county, "好差评/代录/")
    waiting(page, 0)


def an_answer_that_was_lost_is_asked_for_again(page, county):
    """The server took it, and the line broke before its answer came."""
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/*", lose)
    enter_paper(page, "OFF-C", "基本满意", "")
    page.locator(".offline-last").filter(has_text="已代录").wait_for()
    waiting(page, 0)
    page.unroute("**/*")
    assert lost == [200]
    assert [one[0] for one in ratings(county)] == ["OFF-A", "OFF-B", "OFF-C"]
