"""The pack of 巨鹿县 2020: its documents and agencies, held against the gazette where that is at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongbao.packs import Pack, PackLexicon, edition_on, find_packs, standing_on

EPIDEMIC, EARTHQUAKE = "巨政字〔2020〕12号", "巨政办字〔2020〕25号"
SYSTEMS = """healthy_china enterprise_support reopening animal_epidemic soil safety_duties forest_fire water_saving
efficiency_drive policy_interpretation service_reviews earthquake insolvency cancelled_permits cancelled_certificates"""
SEPARATOR = re.compile("[、，,]")
ARTEFACTS = ("下同", "单位", "不再列出", "落实")
"""What stands in a responsibility mark beside units: notes about the reading of the marks that follow."""


@pytest.fixture(scope="module")
def julu() -> Pack:
    return next(pack for pack in find_packs() if pack.id == "julu-2020")


@pytest.fixture(scope="module")
def canonical(julu: Pack) -> Callable[[str], str | None]:
    return PackLexicon(julu).canonical


@pytest.fixture(scope="module")
def lines(julu_text: Path) -> list[str]:
    """The lines of the gazette without blanks."""
    return ["".join(line.split()) for line in julu_text.read_text(encoding="utf-8").split("\n")]


def test_fifteen_documents_stand_in_the_order_of_the_gazette(julu: Pack) -> None:
    assert [document.system for document in julu.documents] == SYSTEMS.split()
    assert len({document.number for document in julu.documents}) == 15


def test_every_document_is_in_force_from_its_day_of_issue_without_a_printed_end(julu: Pack) -> None:
    assert all(document.in_force_from == document.issued for document in julu.documents)
    assert all(document.in_force_until is None for document in julu.documents)


@pytest.mark.parametrize(
    ("day", "number", "held"), [("2020-03-16", "巨政字〔2017〕9号", False), ("2020-03-17", EPIDEMIC, True)]
)
def test_the_epidemic_plan_changes_on_the_day_of_issue(julu: Pack, day: str, number: str, held: bool) -> None:
    edition = edition_on(julu, EPIDEMIC, date.fromisoformat(day))
    assert edition is not None
    assert (edition.number, edition.document is not None) == (number, held)


def test_two_documents_repeal_an_older_one(julu: Pack) -> None:
    repeals = {document.number: document.repeals for document in julu.documents if document.repeals}
    assert {number: [(old.number, old.date) for old in repealed] for number, repealed in repeals.items()} == {
        EPIDEMIC: [("巨政字〔2017〕9号", date(2017, 3, 16))],
        EARTHQUAKE: [("巨政办发〔2018〕2号", date(2018, 7, 22))],
    }


def test_there_are_ten_townships_and_one_development_zone(julu: Pack) -> None:
    townships = [agency.name for agency in julu.agencies if agency.kind == "township"]
    assert len(townships) == 10
    assert sum(name.endswith("镇") for name in townships) == 7
    assert [agency.name for agency in julu.agencies if agency.kind == "zone"] == ["经济开发区管委会"]


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("财政局", "县财政局"),
        ("科技和工业信息化局", "县科技和工业信息化局"),
        ("市生态环境局巨鹿县分局", "邢台市生态环境局巨鹿县分局"),
        ("县应急管理局（市地震局）", "县应急管理局"),
        ("县消防大队", "县消防救援大队"),
        ("县 县邮政公司", "县邮政公司"),
        ("县行政\n行政审批局", "县行政审批局"),
        ("供电公司", "巨鹿供电公司"),
        ("人行巨鹿县支行", "中国人民银行巨鹿县支行"),
        ("县城管综合行政执法局", "县城市管理综合行政执法局"),
        ("县发展改革局", "县发展和改革局"),
        ("县民宗局", "县民族宗教局"),
        ("县政府", "巨鹿县人民政府"),
    ],
)
def test_a_name_as_printed_leads_to_the_official_one(
    canonical: Callable[[str], str | None], printed: str, official: str
) -> None:
    assert canonical(printed) == official


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县行政审批局", "县政务服务管理办公室"),
        ("县卫生健康局", "县医疗保障局"),
        ("县公安局", "县交警大队"),
        ("县住房和城乡建设局", "县城市管理综合行政执法局"),
        ("县应急管理局", "市应急管理局（地震局）"),
        ("县融媒体中心", "县广播电视台"),
        ("县政府各部门", "县政府有关部门"),
    ],
)
def test_units_that_only_look_alike_stay_apart(canonical: Callable[[str], str | None], one: str, other: str) -> None:
    assert None not in (canonical(one), canonical(other))
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("name", ["领导小组", "领导小组办公室", "公安", "申请人", "村委会"])
def test_a_name_that_means_another_body_in_each_document_is_nobody_s(
    canonical: Callable[[str], str | None], name: str
) -> None:
    assert canonical(name) is None


def test_each_number_and_title_and_day_occurs_in_the_gazette(julu: Pack, lines: list[str]) -> None:
    text = "".join(lines)
    for document in julu.documents:
        day = f"{document.issued.year}年{document.issued.month}月{document.issued.day}日"
        assert document.number_as_printed + day in lines
        assert document.title in text
    for repealed in (old for document in julu.documents for old in document.repeals):
        assert repealed.number in text
        assert repealed.title in text


def test_every_printed_form_of_every_agency_occurs_in_the_gazette(julu: Pack, lines: list[str]) -> None:
    text = "".join(lines)
    assert [form for agency in julu.agencies for form in agency.forms if "".join(form.split()) not in text] == []


def unknown(printed: list[str], canonical: Callable[[str], str | None]) -> list[str]:
    units = [unit for mark in printed for unit in SEPARATOR.split(mark) if unit and not unit.endswith(ARTEFACTS)]
    return [unit for unit in units if canonical(unit) is None]


@pytest.mark.parametrize(
    ("mark", "count"),
    [
        ("（责任单位[:：]([^）]*)）", 57),
        ("（([^（）；。]*?)牵头[^）]*）", 62),
        ("牵头，([^（）；。，]*?)参与[^）]*）", 24),
        ("（([^（）；。]*?)负责[；）]", 15),
        ("^(县[^（）；。]*局)(?:牵头，[^。]*)?负责。$", 15),
        ("^县[^（）；。]*局牵头，([^。]*?)(?:负责)?按职责分工负责。$", 13),
        ("^(各乡镇人民政府、[^。：]*|县政府有关部门)：$", 15),
        ("细则[（〔](.*)[）〕]$", 10),
        ("^[一二三四五六七八九十]+、((?:县|邢台市)[^。]*?(?:局|队|社|部|分局|公司|管委会|等部门))$", 69),
    ],
    ids=["责任单位", "牵头", "参与", "负责", "分工表牵头", "分工表配合", "主送", "工作细则", "责任清单部门"],
)
def test_every_unit_of_every_responsibility_mark_is_known(
    mark: str, count: int, lines: list[str], canonical: Callable[[str], str | None]
) -> None:
    printed = re.findall(mark, "\n".join(lines), re.MULTILINE)
    assert len(printed) == count
    assert unknown(printed, canonical) == []


def test_every_department_of_the_cancelled_certificates_is_known(
    julu_text: Path, canonical: Callable[[str], str | None]
) -> None:
    table = julu_text.read_text(encoding="utf-8").rpartition("审批服务")[2]
    cells = ["".join(re.sub(r"\[.*?\]", "", cell).split()) for cell in table.split("\t")]
    departments = [cell for cell in cells if re.fullmatch("县[^、。（]{2,14}(?:局|部|办|中心|队)", cell)]
    assert unknown(departments, canonical) == []
    assert len({canonical(name) for name in departments}) == 21  # 20 departments and one issuer of certificates


def test_every_member_of_the_earthquake_headquarters_is_known(
    lines: list[str], canonical: Callable[[str], str | None]
) -> None:
    [members] = [line for line in lines if line.startswith("成员：") and "等部门（单位）" in line]
    units = members.removeprefix("成员：").partition("等部门（单位）")[0].split("、")
    assert len(units) == 37
    assert unknown(units, canonical) == []


def rosters(lines: list[str]) -> list[str]:
    """Each roster from its head to the first sentence after it."""
    found = re.findall("^(?:组长|指挥长)：(?:(?!.*。$).*\n)+", "\n".join(lines), re.MULTILINE)
    return [roster.replace("\n", "") for roster in found]


def test_every_unit_of_every_roster_is_known(julu: Pack, lines: list[str]) -> None:
    forms = sorted(PackLexicon(julu).names(), key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, forms)))
    left = [known.sub("", roster) for roster in rosters(lines)]
    assert len(left) == 12
    assert [re.findall("(?:县(?!长)|邢台|巨鹿|分局|公司|管委会|镇(?!长)|乡(?!长)).{0,6}", rest) for rest in left] == [
        []
    ] * 12


@pytest.mark.parametrize(
    ("day", "new", "old"), [("2020-03-16", "not_yet", "in_force"), ("2020-03-17", "in_force", "no_longer")]
)
def test_the_epidemic_plan_stands_from_the_day_of_issue_and_the_old_one_until_the_day_before(
    julu: Pack, day: str, new: str, old: str
) -> None:
    on = date.fromisoformat(day)
    states = [standing_on(julu, number, on).state for number in ("巨政字〔2020〕12号", "巨政字〔2017〕9号")]
    assert states == [new, old]


def test_a_number_that_the_pack_does_not_know_is_not_judged(julu: Pack) -> None:
    assert standing_on(julu, "无此字〔2031〕1号", date(2031, 1, 1)).state == "unknown"
