"""The desk of supervision in a real browser: chase and urge, answer and accept, disagree, interview, report, stay out."""

from __future__ import annotations

import io
import re
from urllib.parse import quote, unquote

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

pytestmark = pytest.mark.journey

NOWHERE = "00000000-0000-4000-8000-000000000000"
PAPER = {"name": "证明材料.txt", "mimeType": "text/plain", "buffer": "办理结果的证明材料。".encode()}


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def go(page, county, address):
    answer = page.goto(f"{county.url}/{address}")
    assert answer.status < 500, address
    return answer


def enter(page, county, unit, title):
    """As a post of the pack; an empty unit: one outside the units."""
    go(page, county, f"演示/?q={quote(unit or title)}")
    group = page.locator(".who-unit").filter(has=page.get_by_role("heading", name=unit or "单位以外", exact=bool(unit)))
    with page.expect_navigation():
        group.get_by_role("button", name=title, exact=True).first.click()


def supervise(page, county):
    enter(page, county, "县政府督查室", "经办人")


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
    page.get_by_role("button", name="立项").click()
    page.wait_for_url(re.compile("/[0-9a-f-]{36}/$"))
    return page.url


def step(page, name, **typed):
    """Take a step on the page of a case; a need of the form `file` gets a paper."""
    card = page.locator(".step-card").filter(has=page.locator("summary strong", has_text=name))
    if card.get_attribute("open") is None:
        card.locator("summary").click()
    for field, words in typed.items():
        place = card.locator(f"[name={field}]")
        place.set_input_files(PAPER) if words is PAPER else place.fill(words)
    with page.expect_navigation():
        card.get_by_role("button", name=name, exact=True).click()


def work_on(page, name, **typed):
    """From the page of the ledger to the page of the case, take a step there, and back."""
    ledger = page.url
    page.get_by_role("link", name="办理", exact=True).click()
    step(page, name, **typed)
    page.goto(ledger)


def sheet_of(*rows):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
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
    page.get_by_role("button", name="看", exact=True).click()
    late = number_in(heading(page))
    page.locator(".lamp-chips .lamp-late").click()
    assert number_in(heading(page)) == late == page.locator(".ledger-row").count()
    accessible(page)
    address = page.locator(".ledger-title a").first.get_attribute("href")
    title = page.locator(".ledger-title a").first.inner_text()
    page.get_by_role("link", name="催办这些").click()
    page.fill("#message", "请三天内报进展")
    page.locator("input[name=letter]").check()
    page.get_by_role("button", name="预览").click()
    assert number_in(heading(page)) == late
    assert title in "".join(page.locator(".letter-preview").all_inner_texts())
    accessible(page)
    page.get_by_role("button", name="催办", exact=True).click()
    page.locator(".message").filter(has_text=f"已催办 {late} 件").wait_for()
    page.goto(f"{county.url}{address}")
    line = page.locator("aside li").filter(has_text="请三天内报进展")
    accessible(page)
    line.get_by_role("link", name="公函").click()
    assert title in page.locator("main").inner_text()


def open_one_wanted_on_its_own_day(page, county):
    go(page, county, "督查/事项/新/")
    page.fill("#title", "领导批示：查清供水原因")
    page.select_option("#lead", label="县水务局")
    page.select_option("#kind", "K4")
    page.fill("#due", page.input_value("#ordered"))
    page.get_by_role("button", name="立项").click()
    assert "原则上不能这样" in page.locator(".errors").inner_text()
    assert page.input_value("#title") == "领导批示：查清供水原因"
    accessible(page)
    page.fill("#same_day", "停水影响居民，当天要报")
    page.get_by_role("button", name="立项").click()
    page.locator(".facts").get_by_text("停水影响居民，当天要报").wait_for()


def import_one(page, county):
    sheet = sheet_of(["事项", "牵头单位", "种类", "收到日期", "安排日期"],
                     ["清理陈欠账款", "县财政局", "需要配套出台的文件", "2020-11-02", "2020-11-03"])
    go(page, county, "督查/事项/导入/")
    accessible(page)
    page.set_input_files("#sheet-file", sheet)
    page.get_by_role("button", name="读取事项表").click()
    assert number_in(heading(page)) == 1
    assert "2020-11-02" in page.locator("tbody tr").inner_text()
    accessible(page)
    page.get_by_role("button", name="确认立项并交办").click()
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
    desktop.locator("main").get_by_role("link", name=title).first.click()
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
    assert "已结" in row or "办结" in row
    assert "按时" in row


def test_who_takes_part_does_its_part_and_disagrees_and_the_decision_of_the_county_stands(desktop, live_county):
    title = "核对停产企业名单"
    supervise(desktop, live_county)
    address = open_matter(desktop, live_county, title, "县应急管理局", "K5", "县统计局")
    enter(desktop, live_county, "县统计局", "经办人")
    go(desktop, live_county, "督查/单位/statistics/")
    desktop.get_by_role("link", name=title).click()
    assert desktop.url == address
    accessible(desktop)
    desktop.get_by_role("link", name="办理", exact=True).click()
    desktop.locator("details.acts summary").first.click()
    desktop.fill("#part-result", "名单已提供")
    desktop.get_by_role("button", name="办完了").click()
    desktop.goto(address)
    assert "已办完" in desktop.locator("dl.said").inner_text()
    desktop.fill("#cause", "口径不一致")
    desktop.get_by_role("button", name="提出分歧").click()
    enter(desktop, live_county, "县应急管理局", "经办人")
    desktop.goto(address)
    desktop.get_by_role("link", name=f"分歧：{title}").click()
    step(desktop, "呈报县政府", cause="口径不一致，双方谈不拢")
    enter(desktop, live_county, "巨鹿县人民政府", "县政府县长")
    desktop.goto(address)
    desktop.get_by_role("link", name=f"分歧：{title}").click()
    step(desktop, "协调解决", resolution="以统计局的口径为准")
    enter(desktop, live_county, "县统计局", "经办人")
    desktop.goto(address)
    assert "已协调解决：以统计局的口径为准" in desktop.locator("main").inner_text()
    accessible(desktop)


def test_who_has_to_interview_finds_it_holds_it_and_the_record_is_filed(desktop, live_county):
    enter(desktop, live_county, "", "县政府主要领导")
    go(desktop, live_county, "督查/约谈/")
    assert "要由您约谈的有 1 件" in heading(desktop)
    accessible(desktop)
    mine = desktop.locator("main table").first
    unit = mine.locator("th[scope=row] a").inner_text()
    mine.get_by_role("link", name="打印记录表").click()
    assert unit in heading(desktop)
    accessible(desktop)
    desktop.get_by_role("link", name="到办件页").click()
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
    held = desktop.locator("tbody tr").filter(has_text=unit).filter(has=desktop.locator(f"a[href='{path_of(address)}']"))
    assert "已办结" in held.inner_text()
    assert "已归档" in held.inner_text()
    enter(desktop, live_county, "", "县政府主要领导")
    go(desktop, live_county, "督查/约谈/")
    assert "没有要由您约谈的" in heading(desktop)


def test_a_township_reports_and_sends_its_self_check_on_a_phone(phone, live_county):
    enter(phone, live_county, "巨鹿镇", "经办人")
    go(phone, live_county, "督查/")
    looked_at(phone)
    phone.locator("main").get_by_role("link", name="巨鹿镇", exact=True).click()
    looked_at(phone)
    phone.locator("main").get_by_role("link", name="二十九项重点任务").click()
    looked_at(phone)
    phone.locator(".plan-table th a").first.click()
    looked_at(phone)
    phone.fill("#words", "各村已摸底，正在登记")
    phone.get_by_role("button", name="报送").click()
    assert "各村已摸底，正在登记" in phone.locator("main").inner_text()
    unsent = sender_of_nothing(phone, live_county)
    enter(phone, live_county, unsent, "经办人")
    go(phone, live_county, "督查/自查/")
    looked_at(phone)
    phone.get_by_role("link", name=f"填{unsent}的自查表").click()
    looked_at(phone)
    for choice in phone.locator("input[type=radio][value=yes]").all():
        choice.check()
    phone.fill("#words", "都已完成")
    phone.get_by_role("button", name="报送").click()
    phone.locator(".message").filter(has_text="自查表已经报送").wait_for()
    assert "已报送" in heading(phone)
    looked_at(phone)


def looked_at(page):
    fits(page)
    accessible(page)


def sender_of_nothing(page, county):
    go(page, county, "督查/自查/")
    row = page.locator("main tbody tr").filter(has_text="逾期未报").first
    return row.locator("th").inner_text().strip()


def addresses():
    """Every address of the desk with something plausible in its places."""
    from county.supervision.urls import urlpatterns

    said = {"case_id": NOWHERE, "agency": "water", "system": "soil", "key": "tasks", "rule": "targets", "pk": "1",
            "year": "2020", "quarter": "3", "decision": "1", "address": "2020/1"}
    return ["督查/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: said[found[1]], str(one.pattern)) for one in urlpatterns]


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
