"""The files of holidays, and the sentence that each mistake in one of them gets."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from gongbao.packs import PackError, find_packs
from gongbao.packs.calendars import year_notices
from gongbao.packs.load import calendar_notices
from gongbao.packs.sheet import parse
from tests.clock.drawn import notices

MOON = """\
year: 2031
notices:
  - number: 月办发〔2030〕9号
    title: 月历通知
    published: 2030-11-05
    source: /2030-11/05/9.htm
    off: [2030-12-31..2031-01-01, 2031-05-01]
    work: [2031-05-03]
  - title: 补充通知
    published: 2031-04-01
    off: [2031-05-03]
    work: [2031-05-01]
"""

WRONG = {
    "a date that is none": ("2031-05-01]\n    work: [2031-05-03]", "2031-02-29]", 7, "2031-02-29", "not a date"),
    "a date in another form": ("[2031-05-03]\n  -", "[5月3日]\n  -", 8, "5月3日", "not a date"),
    "a range without an end": ("..2031-01-01", "..", 7, "不是日期", "not a date"),
    "a range that ends before it begins": ("..2031-01-01", "..2030-12-30", 7, "早于", "ends before"),
    "a range into another year": ("..2031-01-01", "..2302-01-01", 7, "2032-01-01", "not a day of 2031"),
    "a day of another year": ("[2031-05-03]\n  -", "[2013-05-04]\n  -", 8, "2013-05-04", "not a day of 2031"),
    "a day of the autumn before": ("2030-12-31..", "2030-11-30..", 7, "2030-11-30", "not a day of 2031"),
    "a day off given twice": ("2031-05-01]\n    work: [2031-05-03]", "2031-01-01]", 7, "2031-01-01", "twice"),
    "a day both off and worked": ("2031-01-01,", "2031-01-01, 2031-05-03,", 8, "2031-05-03", "day off too"),
    "a make-up day that is worked as it is": ("[2031-05-03]\n  -", "[2031-05-05]\n  -", 8, "2031-05-05", "as it is"),
    "notices out of order": ("published: 2031-04-01", "published: 2030-11-04", 10, "公布先后", "above"),
    "a notice of another time": ("published: 2030-11-05", "published: 2020-11-05", 5, "2020-11-05", "year before"),
    "a day of publication that is none": ("published: 2030-11-05", "published: soon", 5, "soon", "not a date"),
    "a year that is not the file's": ("year: 2031", "year: 2032", 1, "2032", "file's name"),
    "a notice without a title": ("    title: 月历通知\n", "", 3, "title", "missing"),
    "a key nobody knows": ("source:", "from:", 6, "from", "not known"),
}


def read(text: str) -> list[tuple[str, date, list[date], list[date]]]:
    found = year_notices(parse(text, "calendar/2031.yaml"))
    return [(kept.number, kept.published, sorted(kept.off), sorted(kept.work)) for kept in found]


def test_a_file_gives_its_notices_with_ranges_spread_out() -> None:
    first, second = read(MOON)
    eve, new_year, may, saturday = date(2030, 12, 31), date(2031, 1, 1), date(2031, 5, 1), date(2031, 5, 3)
    assert first == ("月办发〔2030〕9号", date(2030, 11, 5), [eve, new_year, may], [saturday])
    assert second == ("补充通知", date(2031, 4, 1), [saturday], [may]), "a notice without a number goes by its title"


@pytest.mark.parametrize(("old", "new", "line", "zh", "en"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_sentence_with_file_and_line(old: str, new: str, line: int, zh: str, en: str) -> None:
    assert MOON.count(old) == 1
    with pytest.raises(PackError) as refused:
        read(MOON.replace(old, new))
    assert f"calendar/2031.yaml 第{line}行" in refused.value.zh
    assert f"calendar/2031.yaml line {line}" in refused.value.en
    assert zh in refused.value.zh
    assert en in refused.value.en


def test_a_file_without_notices_is_refused() -> None:
    with pytest.raises(PackError, match="至少要有一项"):
        read("year: 2031\nnotices: []\n")


def test_the_years_2020_to_2026_are_at_hand_with_number_source_and_day_of_publication() -> None:
    assert [kept.year for kept in notices()] == [2020, 2020, 2021, 2022, 2023, 2024, 2025, 2026]
    for kept in notices():
        assert kept.number.startswith("国办发明电〔")
        assert kept.source.startswith("/zhengce/zhengceku/")
        assert "".join(kept.published.isoformat().split("-")[:2]) in kept.source.replace("-", "").replace("/", "")


def test_every_make_up_day_there_is_falls_on_a_weekend() -> None:
    assert [day for kept in notices() for day in kept.work if day.weekday() < 5] == []


def write_year(folder: Path, text: str = MOON) -> Path:
    path = folder / "china" / "calendar" / "2031.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_holidays_are_read_from_all_pack_folders_and_make_no_county(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare").mkdir()
    folders = [str(tmp_path / "bare"), str(write_year(tmp_path / "one"))]
    monkeypatch.setenv("GONGBAO_PACKS", os.pathsep.join(folders))
    assert [kept.number for kept in calendar_notices()] == ["月办发〔2030〕9号", "补充通知"]
    assert find_packs() == ()


def test_of_two_folders_with_holidays_the_first_one_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = MOON.replace("〔2030〕9号", "〔2030〕99号")
    assert other != MOON
    folders = [str(write_year(tmp_path / "one")), str(write_year(tmp_path / "two", other))]
    monkeypatch.setenv("GONGBAO_PACKS", os.pathsep.join(folders))
    assert [kept.number for kept in calendar_notices()] == ["月办发〔2030〕9号", "补充通知"]


def test_a_folder_of_packs_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_PACKS", str(tmp_path / "gone"))
    with pytest.raises(PackError, match="gone"):
        calendar_notices()
