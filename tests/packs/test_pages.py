"""The pages for docs are generated: what stands there is what the packs give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongbao.packs.load import load_rulebook
from gongbao.packs.pages import coverage_page, readings_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"coverage": coverage_page, "readings": readings_page}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_docs_is_the_generated_one(name: str) -> None:
    generated = "\n".join(PAGES[name](load_rulebook("julu-2020"))) + "\n"
    path = DOCS / f"{name}.md"
    assert path.read_text(encoding="utf-8") == generated, f"gongbao {name} julu-2020 > docs/{name}.md"


def test_coverage_says_of_each_item_where_it_runs_or_why_not(flood: Any) -> None:
    lines = list(coverage_page(load_rulebook("hill-2031")))
    assert "| 第三条 | 险情三天内报告 | `flood/report`、`flood/handling` |" in lines
    assert "| 第一条 | 为了防汛 | 只是写明：只是目的 |" in lines
    assert "| 第五条 | 由市里解释 | 不办：不由县里办 |" in lines
    assert "| 第二条 | 全县适用 | 还没有 |" in lines
    assert "4 条规则；6 处要点：在运转 3，只是写明 1，不办 1。" in lines


def test_readings_say_how_each_point_is_read_and_which_rules_rest_on_it(flood: Any) -> None:
    lines = list(readings_page(load_rulebook("hill-2031")))
    assert "| R-01 可选 | 当天算不算？ | **not_counted** 不算；counted 算 | 通例。 | `flood/report` |" in lines
    assert "| R-0402 可设 | 值守最多几人？ | 没有设定 | 文件没有给数。 | `flood/crowded` |" in lines
    assert "| R-0401 说明 | 值守点写在正文还是附件？ | 见右 | 以附件为准。 | `flood/stations` |" in lines
