"""From the first page to a rule, its answer, its reason and its passage, in a real browser."""

from __future__ import annotations

from urllib.parse import unquote, urlencode

import pytest

from gongbao.packs.load import load_rulebook
from tests.conftest import serve

pytestmark = pytest.mark.journey
PACK = "julu-2020"


@pytest.fixture(scope="module")
def book():
    return load_rulebook(PACK)


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def answered(page):
    page.locator(".card .outcome").wait_for()
    return page.locator(".card").inner_text()


def worked(book, rule_id, wanted):
    """The first worked example of a rule that is as wanted."""
    folder, _slash, key = rule_id.partition("/")
    return next(one for one in book.systems[folder].cases if one.rule == key and wanted(one))


def tab_to(page, name):
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {name}")


def is_decided(case):
    return case.then.outcome == "decided"


def total_of(case):
    return case.then.value.get("total") if isinstance(case.then.value, dict) else None


def with_one_point_less(book, rule_id, given):
    """A count of the card raised by one, so that the total falls by one: the input with what is then typed."""
    total = book.ask(rule_id, given).judgement.value["total"]
    for line in book.find(rule_id)[1].lines:
        if line.form == "cases":
            more = {line.item: str(int(given[line.item]) + 1)}
            if book.ask(rule_id, {**given, **more}).judgement.value["total"] == total - 1:
                return more
    return pytest.fail("no line of the card takes one point off")


def test_from_the_first_page_to_a_limit_its_answer_its_reason_and_its_place(live_county, desktop, book):
    door = next(one for one in book.pack.doors if book.find(one.rule)[1].kind == "time_limit")
    case = worked(book, door.rule, lambda one: is_decided(one) and isinstance(one.then.value, str))
    desktop.goto(live_county.url)
    desktop.get_by_role("link", name=door.question).click()
    accessible(desktop)
    for name, said in case.given.items():
        desktop.locator(f'[name="{name}"]').fill(said)
    desktop.keyboard.press("Tab")
    answer = answered(desktop)
    year, month, day = map(int, case.then.value.split("-"))
    assert f"{year}年{month}月{day}日" in answer
    for name, said in case.given.items():
        assert f"{name}={said}" in desktop.url
    accessible(desktop)
    place = desktop.locator(".card .cite a")
    at = place.inner_text().split()[-1]
    place.click()
    desktop.wait_for_url("**/*#*")
    assert unquote(desktop.url).endswith(f"#{at}")
    assert desktop.evaluate("Boolean(document.querySelector(':target'))")


def test_a_change_answers_without_leaving_the_page_and_keeps_the_focus(live_county, desktop, book):
    rule_id = "service_reviews/rectify"
    case = worked(book, rule_id, lambda one: one.then.outcome == "refused")
    fine = worked(book, rule_id, is_decided)
    desktop.goto(f"{live_county.url}/规则/{rule_id}/?{urlencode(fine.given)}")
    desktop.evaluate("window.stays = true")
    name = next(name for name, said in case.given.items() if fine.given.get(name) != said and "-" not in said)
    field = desktop.locator(f'[name="{name}"]')
    field.fill(case.given[name])
    field.dispatch_event("change")
    desktop.locator(".outcome-refused").wait_for()
    assert desktop.evaluate("document.activeElement.name") == name
    assert desktop.evaluate("window.stays")
    assert f"{name}={case.given[name]}" in desktop.url
    field.fill("很久")
    field.dispatch_event("change")
    desktop.locator(".errors").wait_for()
    assert desktop.locator(f'[id="ask-{name}-wrong"]').inner_text() == desktop.locator(".errors li").inner_text()
    assert field.input_value() == "很久"
    accessible(desktop)
    desktop.go_back()
    desktop.locator(".outcome-refused").wait_for()


def test_on_a_phone_a_citizen_asks_whether_a_certificate_may_still_be_demanded(live_county, phone, book):
    door = next(one for one in book.pack.doors if one.rule.startswith("cancelled_certificates/"))
    phone.goto(live_county.url)
    phone.get_by_label(door.question).fill("存款凭证")
    phone.locator(".door").filter(has_text=door.question).get_by_role("button").tap()
    answer = answered(phone)
    rule = book.find(door.rule)[1]
    row = next(row for row in rule.rows if "存款凭证" in row["certificate"])
    assert row["certificate"] in answer
    assert row["replacement"] in answer
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.locator(".card-value").bounding_box()["y"] < 844
    accessible(phone)


def test_a_long_answer_is_read_on_a_phone_without_moving_sideways(live_county, phone, book):
    phone.goto(f"{live_county.url}/规则/cancelled_certificates/look_up/")
    rows = len(book.find("cancelled_certificates/look_up")[1].rows)
    assert phone.locator("tbody tr").count() == rows
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widths = phone.evaluate("Array.from(document.querySelectorAll('.scroll')).map((one) => one.scrollWidth)")
    assert max(widths) <= phone.evaluate("innerWidth")


def test_the_water_score_opens_the_gate_by_one_point_when_one_input_changes(live_county, desktop, book):
    rule_id = "water_saving/scorecard"
    case = worked(book, rule_id, lambda one: total_of(one) == "85" and not one.readings)
    less = with_one_point_less(book, rule_id, case.given)
    (item,) = less
    desktop.goto(f"{live_county.url}/规则/{rule_id}/?{urlencode({**case.given, **less})}")
    assert "84 分，不到 85 分" in answered(desktop)
    desktop.locator(f'[name="{item}"]').fill(case.given[item])
    desktop.keyboard.press("Tab")
    desktop.locator(".card-value").filter(has_text="85 分，够 85 分").wait_for()
    assert f"&{item}={case.given[item]}" in desktop.url or f"?{item}={case.given[item]}" in desktop.url
    accessible(desktop)


def test_without_scripts_a_rule_answers_as_a_plain_form(live_county, browser, book):
    rule_id = "service_reviews/rectify"
    case = worked(book, rule_id, is_decided)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_county.url}/规则/{rule_id}/")
    for name, said in case.given.items():
        page.locator(f'[name="{name}"]').fill(said)
    page.get_by_role("button", name="看结果").click()
    assert page.locator(".card-value").inner_text().startswith(f"{case.then.value[:4]}年")
    assert page.url.endswith("#answer")
    page.locator(".chip").first.click()
    page.locator(".chip[aria-current]").wait_for()
    context.close()


def test_with_the_keyboard_alone_one_asks_and_opens_the_reason(live_county, desktop, book):
    rule_id = "earthquake/regrade"
    case = worked(book, rule_id, lambda one: one.chip and all(said.isdigit() for said in one.given.values()))
    desktop.goto(f"{live_county.url}/规则/{rule_id}/")
    for name, said in case.given.items():
        tab_to(desktop, name)
        desktop.keyboard.type(said)
    desktop.keyboard.press("Enter")
    assert case.then.value["grade"] in answered(desktop)
    desktop.locator("tr.applies").first.wait_for()


def test_findings_are_chosen_by_document_and_lead_to_rules_and_back(live_county, desktop, book):
    system = next(one for one in book.systems.values() if any(finding.rules for finding in one.findings))
    desktop.goto(f"{live_county.url}/findings/")
    accessible(desktop)
    desktop.get_by_label("文件", exact=True).select_option(system.id)
    desktop.get_by_role("button", name="只看这些").click()
    assert f"document={system.id}" in desktop.url
    desktop.locator(".finding div.soft a").first.click()
    desktop.locator(".rule-page h1").wait_for()
    accessible(desktop)


def test_once_the_gazette_is_imported_a_reason_opens_its_passage_in_its_document(julu_text, tmp_path, desktop, book):
    rule_id = "service_reviews/rectify"
    case = worked(book, rule_id, lambda one: one.chip and is_decided(one) and isinstance(one.then.value, str))
    quoted = book.ask(rule_id, case.given).judgement.reasons[0].citation.quote
    for county in serve(tmp_path, GONGBAO_GAZETTE=str(julu_text.parent)):
        desktop.goto(f"{county.url}/规则/{rule_id}/?{urlencode(case.given)}")
        assert "原文未导入" not in answered(desktop)
        desktop.locator(".card summary").filter(has_text="看原文这一处").click()
        assert quoted in desktop.locator(".card blockquote").inner_text()
        accessible(desktop)
        desktop.locator(".card .cite a").click()
        desktop.wait_for_url("**/*#*")
        assert quoted in desktop.evaluate("document.querySelector(':target').textContent")
        note = desktop.locator(":target .note a").filter(has_text=book.find(rule_id)[1].title)
        summary = desktop.locator(":target .notes summary")
        if summary.count():
            summary.click()
        note.first.click()
        desktop.locator(".rule-page h1").wait_for()


@pytest.mark.parametrize("path", ["systems/", "systems/earthquake/", "readings/", "api/"])
def test_the_other_pages_are_accessible_and_fit_a_phone(live_county, phone, path):
    phone.goto(f"{live_county.url}/{path}")
    accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_the_answer_stands_without_the_form(live_county, desktop, book):
    rule_id = "water_saving/scorecard"
    case = worked(book, rule_id, is_decided)
    desktop.goto(f"{live_county.url}/规则/{rule_id}/?{urlencode(case.given)}")
    desktop.emulate_media(media="print")
    assert desktop.locator(".rule-form").is_hidden()
    assert desktop.locator(".card-value").is_visible()
    assert desktop.locator(".score-table").is_visible()
