"""Merged cells are merged again on the page, also where the conversion left a stray counter in them."""

from typing import Any

from county.gazette.page.tables import grid_of


def row(number: int, cells: list[str], spans: list[list[int]]) -> dict[str, Any]:
    return {"at": f"表1 第{number}行", "cells": cells, "spans": spans, "sub": []}


TABLE = {
    "header": ["序号", "事项", "材料"],
    "rows": [
        row(1, ["9", "登记", "身份证"], [[0, 1], [2, 4], [5, 8]]),
        row(2, ["9", "登记", "照片"], [[10, 11], [12, 12], [13, 15]]),
    ],
}


def covered(artefacts: set[tuple[int, int]]) -> list[list[int]]:
    return [[cell.rows for cell in line.cells] for line in grid_of(TABLE, [], artefacts).lines]


def test_a_cell_without_a_place_joins_the_one_above() -> None:
    assert covered(set()) == [[1, 2, 1], [1, 1]]


def test_a_cell_that_the_conversion_left_behind_joins_too() -> None:
    assert covered({(10, 11)}) == [[2, 2, 1], [1]]
