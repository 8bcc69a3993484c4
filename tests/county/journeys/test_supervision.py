"""The desk of supervision in a real browser: urge, answer and accept, disagree, interview, report, stay out."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, unquote

import pytest

from tests.county.journeys.supervising import (
    PAPER,
    accessible,
    become,
    enter,
    follow,
    go,
    heading,
    looked_at,
    number_in,
    open_matter,
    path_of,
    rows_of,
    sheet_of,
    step,
    supervise,
    work_on,
)

pytestmark = pytest.mark.journey

NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_the_office_urges_what_is_late_opens_matters_by_hand_and_from_a_sheet_and_exports_them(desktop, live_county):
    supervise(desktop, live_county)
    urge_what_is_late(desktop, live_county)
    open_one_wanted_on_its_own_day(desktop, live_county)
    before = counted(desktop, live_county)
    import_one(desktop, live_county)
    assert counted(desktop, live_county) == before + 1


def urge_what_is_late(page, county):
    go(page, county, "督查/")
    accessible(page)
    choice = page.locator("select[name=document] option").filter(has_text="治土").first.get_attribute("value")
    page.select_option("select[name=document]", choice)
    follow(page, page.get_by_role("button", name="看", exact=True))
    late = number_in(heading(page))
    follow(page, page.locator(".lamp-chips .lamp-late"))
    assert number_in(heading(page)) == late == page.locator(".ledger-row").count()
    accessible(page)
    address = page.locator(".ledger-title a").first.get_attribute("href")
    title = page.locator(".ledger-title a").first.inner_text()
    follow(page, page.get_by_role("link", name="催办这些"))
    page.fill("#message", "请三天内报进展")
    page.locator("input[name=letter]").check()
    follow(page, page.get_by_role("button", name="预览"))
    assert number_in(heading(page)) == late
    assert title in "".join(page.locator(".letter-preview").all_inner_texts())
    accessible(page)
    follow(page, page.get_by_role("button", name="催办", exact=True))
    page.locator(".message").filter(has_text=f"已催办 {late} 件").wait_for()
    page.goto(f"{county.url}{address}")
    line = page.locator("aside li").filter(has_text="请三天内报进展")
    accessible(page)
    follow(page, line.get_by_role("link", name="公函"))
    assert title in page.locator("main").inner_text()


def open_one_wanted_on_its_own_day(page, county):
    go(page, county, "督查/事项/新/")
    page.fill("#title", "领导批示：查清供水原因")
    page.select_option("#lead", label="县水务局")
    page.select_option("#kind", "K4")
    page.fill("#due", page.input_value("#ordered"))
    follow(page, page.get_by_role("button", name="立项"))
    assert "写明理由" in page.locator(".errors").inner_text()
    assert page.input_value("#title") == "领导批示：查清供水原因"
    accessible(page)
    page.fill("#same_day", "停水影响居民，当天要报")
    follow(page, page.get_by_role("button", name="立项"))
    page.locator(".facts").get_by_text("停水影响居民，当天要报").wait_for()


def import_one(page, county):
    sheet = sheet_of(["事项", "牵头单位", "种类", "收到日期", "安排日期"],
                     ["清理陈欠账款", "县财政局", "需要配套出台的文件", date(2020, 11, 2), date(2020, 11, 3)])
    go(page, county, "督查/事项/导入/")
    accessible(page)
    page.set_input_files("#sheet-file", sheet)
    follow(page, page.get_by_role("button", name="读取事项表"))
    assert number_in(heading(page)) == 1
    assert "2020年11月2日" in page.locator("tbody tr").inner_text()
    accessible(page)
    follow(page, page.get_by_role("button", name="确认立项并交办"))
    page.locator(".message").filter(has_text="已立项 1 件").wait_for()


def counted(page, county):
    """How many matters of its own there are, on the list as in the exported file."""
    go(page, county, "督查/事项/?document=own")
    shown = number_in(heading(page))
    with page.expect_download() as got:
        page.get_by_role("link", name="导出表格").click()
    assert len(rows_of(got.value)) == shown
    return shown


def test_a_lead_answers_is_given_it_back_answers_again_and_is_accepted_in_time(desktop, live_county):
    title = "调查企业用工情况"
    supervise(desktop, live_county)
    address = open_matter(desktop, live_county, title, "县统计局", "K2")
    enter(desktop, live_county, "县统计局", "经办人")
    go(desktop, live_county, "收件箱/?part=later")
    accessible(desktop)
    follow(desktop, desktop.locator("main").get_by_role("link", name=title).first)
    step(desktop, "签收")
    step(desktop, "研究部署、建台账", ledger=PAPER, responsible="综合股股长")
    step(desktop, "反馈办理结果", result=PAPER)
    supervise(desktop, live_county)
    desktop.goto(address)
    work_on(desktop, "退回", cause="请补上分行业的数")
    enter(desktop, live_county, "县统计局", "经办人")
    desktop.goto(address)
    accessible(desktop)
    work_on(desktop, "重新办理")
    work_on(desktop, "反馈办理结果", result=PAPER)
    supervise(desktop, live_county)
    desktop.goto(address)
    work_on(desktop, "审核认可")
    assert "已认可" in desktop.locator(".case-state").inner_text()
    go(desktop, live_county, f"督查/事项/?words={quote(title)}")
    row = desktop.locator(".ledger-row").inner_text()
    assert "已结" in row
    assert "按时" in row


def test_who_takes_part_does_its_part_and_disagrees_and_the_decision_of_the_county_stands(desktop, live_county):
    title = "核对停产企业名单"
    supervise(desktop, live_county)
    address = open_matter(desktop, live_county, title, "县应急管理局", "K5", "县统计局")
    enter(desktop, live_county, "县统计局", "经办人")
    go(desktop, live_county, "督查/单位/statistics/")
    follow(desktop, desktop.get_by_role("link", name=title))
    assert desktop.url == address
    accessible(desktop)
    follow(desktop, desktop.get_by_role("link", name="办理步骤", exact=True))
    desktop.locator("details.acts summary").first.click()
    desktop.fill("#part-result", "名单已提供")
    follow(desktop, desktop.get_by_role("button", name="办完了"))
    desktop.goto(address)
    assert "已办完" in desktop.locator("dl.said").inner_text()
    desktop.fill("#cause", "口径不一致")
    follow(desktop, desktop.get_by_role("button", name="提出分歧"))
    enter(desktop, live_county, "县应急管理局", "经办人")
    desktop.goto(address)
    follow(desktop, desktop.get_by_role("link", name=f"分歧：{title}"))
    step(desktop, "呈报县政府", cause="口径不一致，双方谈不拢")
    become(desktop, live_county, "县领导")
    go(desktop, live_county, "收件箱/?part=later")
    accessible(desktop)
    follow(desktop, desktop.get_by_role("link", name=f"分歧：{title}"))
    step(desktop, "协调解决", resolution="以统计局的口径为准")
    enter(desktop, live_county, "县统计局", "经办人")
    desktop.goto(address)
    assert "已协调解决：以统计局的口径为准" in desktop.locator("main").inner_text()
    accessible(desktop)


def test_who_has_to_interview_finds_it_holds_it_and_the_record_is_filed(desktop, live_county):
    enter(desktop, live_county, "", "县政府分管领导")
    go(desktop, live_county, "督查/约谈/")
    assert "没有要由您约谈的" in heading(desktop)
    enter(desktop, live_county, "", "县政府主要领导")
    go(desktop, live_county, "督查/约谈/")
    assert "要由您约谈的有 1 件" in heading(desktop)
    accessible(desktop)
    mine = desktop.locator("main table").first
    unit = mine.locator("th[scope=row] a").inner_text()
    follow(desktop, mine.get_by_role("link", name="打印记录表"))
    assert unit in heading(desktop)
    accessible(desktop)
    desktop.emulate_media(media="print")
    assert not desktop.locator("main .no-print").first.is_visible()
    assert desktop.locator(".record-sheet").is_visible()
    desktop.emulate_media(media="screen")
    follow(desktop, desktop.get_by_role("link", name="到办件页"))
    address = desktop.url
    step(desktop, "约谈", record=PAPER)
    supervise(desktop, live_county)
    go(desktop, live_county, "督查/递进/")
    accessible(desktop)
    row = desktop.locator("tbody tr").filter(has=desktop.get_by_role("rowheader", name=unit))
    assert "记录已归档" in row.inner_text()
    desktop.goto(address)
    step(desktop, "办结")
    go(desktop, live_county, "督查/递进/")
    assert "约谈" not in row.inner_text()
    go(desktop, live_county, "督查/约谈/")
    held = desktop.locator("tbody tr").filter(has=desktop.locator(f"a[href='{path_of(address)}']")).inner_text()
    assert "已办结" in held
    assert "已归档" in held
    enter(desktop, live_county, "", "县政府主要领导")
    go(desktop, live_county, "督查/约谈/")
    assert "没有要由您约谈的" in heading(desktop)


def test_a_township_reports_and_who_has_sent_nothing_sends_its_self_check_on_a_phone(phone, live_county):
    enter(phone, live_county, "巨鹿镇", "经办人")
    go(phone, live_county, "督查/")
    looked_at(phone)
    follow(phone, phone.locator("main").get_by_role("link", name="巨鹿镇", exact=True))
    looked_at(phone)
    follow(phone, phone.locator("main").get_by_role("link", name="二十九项重点任务"))
    looked_at(phone)
    follow(phone, phone.locator(".plan-table th a").first)
    looked_at(phone)
    phone.fill("#words", "各村已摸底，正在登记")
    follow(phone, phone.get_by_role("button", name="报送"))
    assert "各村已摸底，正在登记" in phone.locator("main").inner_text()
    unsent = sender_of_nothing(phone, live_county)
    enter(phone, live_county, unsent, "经办人")
    go(phone, live_county, "督查/自查/")
    looked_at(phone)
    follow(phone, phone.get_by_role("link", name=f"填{unsent}的自查表"))
    looked_at(phone)
    for choice in phone.locator("input[type=radio][value=yes]").all():
        choice.check()
    phone.fill("#words", "都已完成")
    follow(phone, phone.get_by_role("button", name="报送"))
    phone.locator(".message").filter(has_text="自查表已经报送").wait_for()
    assert "已报送" in heading(phone)
    looked_at(phone)


def sender_of_nothing(page, county):
    go(page, county, "督查/自查/")
    row = page.locator("main tbody tr").filter(has_text="逾期未报").first
    return row.locator("th").inner_text().strip()


def addresses():
    """Every address of the desk with something plausible in its places."""
    from county.supervision.urls import urlpatterns

    said = {"case_id": NOWHERE, "agency": "water", "system": "soil", "key": "tasks", "rule": "targets", "pk": "1",
            "year": "2020", "quarter": "3", "decision": "1", "address": "2020/1"}
    filled = [re.sub(r"<(?:\w+:)?(\w+)>", lambda found: said[found[1]], str(one.pattern)) for one in urlpatterns]
    return [f"督查/{one}" for one in filled]


def test_a_stranger_is_sent_to_sign_in_and_an_unrelated_unit_is_refused_with_a_sentence(phone, live_county):
    for address in addresses():
        answer = phone.request.get(f"{live_county.url}/{address}")
        assert "/登录/" in unquote(answer.url) or (answer.status, answer.text()) == (405, ""), address
        assert "督查台账" not in answer.text()
    go(phone, live_county, "督查/")
    looked_at(phone)
    supervise(phone, live_county)
    address = open_matter(phone, live_county, "不相干的单位看不到", "县水务局", "K2")
    enter(phone, live_county, "县统计局", "经办人")
    assert phone.goto(address).status == 403
    said = phone.locator("main").inner_text()
    assert "这件事不在您的单位" in said
    assert "不相干的单位看不到" not in phone.content()
    looked_at(phone)
