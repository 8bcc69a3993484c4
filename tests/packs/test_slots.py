"""What a pack names for its desks: one rule or several by one name, each of them known."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.packs import PackError
from gongbao.packs.load import load_rulebook
from gongbao.packs.model import Pack

SLOTS = """\
slots:
  watch: {matter: flood/handling, plans: [flood/report, rivers/clean]}
documents:
"""


def pack_with(flood: Any, slots: str) -> Pack:
    flood.change("hill-2031/pack.yaml", "documents:\n", slots)
    return load_rulebook("hill-2031").pack


def refused(flood: Any, slots: str) -> PackError:
    with pytest.raises(PackError) as caught:
        pack_with(flood, slots)
    return caught.value


def test_a_desk_calls_one_rule_or_several_by_a_name(flood: Any) -> None:
    pack = pack_with(flood, SLOTS)
    assert (pack.slot("watch", "matter"), pack.slots_of("watch", "matter")) == ("flood/handling", ("flood/handling",))
    assert (pack.slot("watch", "plans"), pack.slots_of("watch", "plans")[1:]) == ("flood/report", ("rivers/clean",))


@pytest.mark.parametrize(("desk", "name"), [("watch", "ladder"), ("insolvency", "matter")])
def test_what_the_pack_leaves_out_is_empty(desk: str, name: str, flood: Any) -> None:
    pack = pack_with(flood, SLOTS)
    assert (pack.slot(desk, name), pack.slots_of(desk, name)) == ("", ())


@pytest.mark.parametrize("rule", ["flood/clean", "hills/clean"], ids=["no such rule", "no such system"])
def test_every_rule_of_a_list_is_known(rule: str, flood: Any) -> None:
    error = refused(flood, SLOTS.replace("rivers/clean", rule))
    assert "slots.watch.plans" in error.zh
    assert rule in error.en


def test_a_rule_named_twice_is_refused(flood: Any) -> None:
    assert "plans" in refused(flood, SLOTS.replace("rivers/clean", "flood/report")).zh


def test_a_list_without_a_rule_is_refused(flood: Any) -> None:
    assert "plans" in refused(flood, SLOTS.replace("[flood/report, rivers/clean]", "[]")).zh
