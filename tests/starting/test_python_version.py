from __future__ import annotations

import ast
from pathlib import Path

import pytest

import start

SOURCE = Path(start.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("version", [(3, 11), (3, 12, 4), (3, 13, 0, "final", 0)])
def test_a_python_that_fits_is_not_remarked_on(version: tuple[int, ...]) -> None:
    assert start.unfit(version) == ""


@pytest.mark.parametrize(("version", "printed"), [((3, 8, 18), "3.8"), ((3, 10), "3.10"), ((3, 14), "3.14")])
def test_a_python_that_does_not_fit_is_named_in_one_sentence_a_language(
    version: tuple[int, ...], printed: str
) -> None:
    zh, en = start.unfit(version).splitlines()
    assert f"Python {printed}" in zh
    assert "3.11 至 3.13" in zh
    assert f"Python {printed}" in en
    assert "3.11 to 3.13" in en


def test_an_old_python_can_read_the_file_far_enough_to_say_so() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    at_once = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [ast.unparse(node) for node in at_once] == ["import sys"]
