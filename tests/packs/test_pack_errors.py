"""Every mistake in a pack is one sentence that names file, line and what to do, in both languages."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from gongbao.packs import PackError, find_packs, lexicon_for, load_pack

IN_PACK = {
    "a key given twice": ("year: 2031\n", "year: 2031\nyear: 2032\n", 4, "year", "given twice"),
    "a key nobody knows": ("year: 2031\n", "year: 2031\nmayor: 某\n", 4, "mayor", "not known"),
    "a missing key": ("name: 山县\n", "", 1, "name", "missing"),
    "an empty value": ("name: 山县\n", "name:\n", 2, "name", "empty"),
    "a date that is none": ("issued: 2031-05-06", "issued: 2031-02-30", 8, "issued", "not a date"),
    "a date in another form": ("issued: 2031-05-06", "issued: 2031年5月6日", 8, "issued", "not a date"),
    "seconds for a date": ("issued: 2031-05-06", "issued: 1935792000", 8, "issued", "not a date"),
    "a year that is none": ("year: 2031\n", "year: 二〇三一\n", 3, "year", "wrong form"),
    "an end before the beginning": (
        "in_force_from: 2031-05-06\n",
        "in_force_from: 2031-05-06\n    in_force_until: 2031-05-05\n",
        6,
        "in_force_until",
        "lies before",
    ),
    "a topic too long": ("topic: 防汛四级响应", "topic: " + "汛" * 21, 12, "topic", "20"),
    "nobody who issued it": ("issuers: [山县人民政府]", "issuers: []", 9, "issuers", "one entry"),
    "an issuer given twice": ("[山县人民政府]", "[山县人民政府, 山县人民政府]", 9, "issuers", "twice"),
    "a folder name with a slash": ("system: flood", "system: ../flood", 11, "system", "lower-case"),
    "a repeal of nothing that can be told apart": (
        "number: 山政字〔2027〕11号\n        title: 山县防汛应急预案\n        date",
        "date",
        14,
        "文号",
        "number or its title",
    ),
    "an unknown elder": ("year: 2031\n", "year: 2031\nextends: valley-2030\n", 4, "valley-2030", "not found"),
    "a pack that extends itself": ("year: 2031\n", "year: 2031\nextends: hill-2031\n", 4, "hill-2031", "back to"),
    "an id that is not the folder's name": ("id: hill-2031", "id: hill-2032", 1, "hill-2032", "folder"),
    "an anchor used again": ("issuers: [山县人民政府]", "issuers: &a [*a]", 9, "锚点", "anchor"),
    "text that is not YAML": ("year: 2031\n", "year: [2031\n", 4, "YAML", "YAML"),
}

IN_AGENCIES = {
    "a name that means two agencies": ("slips: [县财正局]", "slips: [县政府]", 6, "县政府", "names both"),
    "a name that differs in blanks only": ("slips: [县财正局]", "slips: [县 政 府]", 6, "县 政 府", "names both"),
    "an id used twice": ("id: water", "id: finance", 13, "finance", "used twice"),
    "an id in capitals": ("id: water", "id: Water", 13, "Water", "lower-case"),
    "an unknown kind": ("kind: government", "kind: castle", 4, "castle", "one of"),
    "a parent that is not in the list": (
        "parent: government\n    former",
        "parent: crown\n    former",
        9,
        "crown",
        "not among",
    ),
    "a parent that is the agency itself": (
        "kind: government\n",
        "kind: government\n    parent: finance\n",
        5,
        "finance",
        "back to itself",
    ),
    "a name instead of a list of names": ("former: [县财税局]", "former: 县财税局", 10, "former", "wrong form"),
}


def refusal(folder: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value


@pytest.mark.parametrize("mistake", IN_PACK)
def test_a_mistake_in_pack_yaml_is_named_with_its_line(mistake: str, hill: Any) -> None:
    old, new, line, zh, en = IN_PACK[mistake]
    error = refusal(hill.write(pack=hill.changed(hill.pack, old, new)))
    assert error.zh.startswith(f"hill-2031/pack.yaml 第{line}行")
    assert error.en.startswith(f"hill-2031/pack.yaml line {line}")
    assert zh in error.zh
    assert en in error.en


@pytest.mark.parametrize("mistake", IN_AGENCIES)
def test_a_mistake_in_agencies_yaml_is_named_with_its_line(mistake: str, hill: Any) -> None:
    old, new, line, zh, en = IN_AGENCIES[mistake]
    error = refusal(hill.write(agencies=hill.changed(hill.agencies, old, new)))
    assert error.zh.startswith(f"hill-2031/agencies.yaml 第{line}行")
    assert zh in error.zh
    assert en in error.en


def test_an_error_is_one_sentence_in_each_language(hill: Any) -> None:
    error = refusal(hill.write(pack=hill.changed(hill.pack, "issued: 2031-05-06", "issued: soon")))
    assert str(error) == error.zh
    assert error.zh.count("。") == 1
    assert error.zh == (
        "hill-2031/pack.yaml 第8行（documents[1].issued）：“issued”的值“soon”不是日期，请写成 2020-03-16 的样子。"
    )
    assert error.en == (
        "hill-2031/pack.yaml line 8 (documents[1].issued): “issued”: “soon” is not a date; write it like 2020-03-16."
    )


def test_a_number_listed_twice_is_refused_however_its_brackets_are_written(hill: Any) -> None:
    second = hill.pack[hill.pack.index("  - number") : hill.pack.index("    repeals")].replace("〔2031〕", " [2031] ")
    error = refusal(hill.write(pack=hill.pack + second))
    assert "山政字〔2031〕4号" in error.zh
    assert "第18行" in error.zh


def test_a_missing_file_is_named(hill: Any) -> None:
    folder = hill.write()
    (folder / "agencies.yaml").unlink()
    assert "hill-2031/agencies.yaml" in refusal(folder).zh


def test_an_empty_file_is_named(hill: Any) -> None:
    assert "空文件" in refusal(hill.write(agencies="# nothing\n")).zh


def test_a_file_in_another_encoding_is_named(hill: Any) -> None:
    folder = hill.write()
    (folder / "pack.yaml").write_bytes(hill.pack.encode("gb18030"))
    assert "UTF-8" in refusal(folder).zh


def test_two_packs_that_extend_each_other_are_refused(hill: Any) -> None:
    folder = hill.write(pack=hill.changed(hill.pack, "year: 2031\n", "year: 2031\nextends: hill-2030\n"))
    elder = hill.pack.replace("id: hill-2031", "id: hill-2030\nextends: hill-2031")
    hill.write(pack=elder, name="hill-2030")
    assert "hill-2030/pack.yaml" in refusal(folder).zh


def test_a_folder_of_packs_that_does_not_exist_is_named(hill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_PACKS", str(hill.parent / "nowhere"))
    with pytest.raises(PackError, match="GONGBAO_PACKS"):
        find_packs()


def test_a_pack_id_in_two_folders_is_refused(hill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hill.write(below="one")
    hill.write(below="two")
    monkeypatch.setenv("GONGBAO_PACKS", os.pathsep.join((str(hill.parent / "one"), str(hill.parent / "two"))))
    with pytest.raises(PackError, match="hill-2031"):
        find_packs()


def test_asking_for_a_pack_that_does_not_exist_names_those_that_do(hill: Any) -> None:
    pack = load_pack(hill.write())
    with pytest.raises(PackError, match="hill-2031"):
        lexicon_for((pack,), "valley-2030")


def test_the_example_of_the_manual_is_a_pack(hill: Any) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    pack, agencies = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    government = "agencies:\n  - {id: county-government, name: 柳川县人民政府, kind: government}\n"
    hill.write(pack=hill.pack.replace("id: hill-2031", "id: liuchuan-2030"), agencies=government, name="liuchuan-2030")
    example = load_pack(hill.write(pack=pack, agencies=agencies, name="liuchuan-2031"))
    assert example.documents[0].number_as_printed == "柳政字[2031]4号"
    assert [agency.id for agency in example.agencies] == ["county-government", "finance"]
