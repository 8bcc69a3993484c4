"""What is hidden before others read a rater's words, what is left, and how long it may take."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.reviews.protection.screening import LONGEST, MARK, screened

HIDDEN = [
    "10000001111", "100 0000 1111", "100-0000-1111", "+86 100 0000 1111", "１００００００１１１１",
    "一三八零零零零一一一一", "壹叁捌零零零零壹壹壹壹", "幺三八〇〇〇〇幺幺幺幺", "①③⑧００００1111",
    "100\u200b0000\u200b1111", "0000-0001111", "100****1111", "130529200001010001", "13052920000101000X",
    "130529********001x", "6000 0000 0000 0000 000", "冀E·A12B3", "冀ED12345", "冀e a1234挂", "a.b@example.org",
    "ａ.b＠example.org", "https://example.org/a?b=1",
]
BESIDE = [
    ("我叫张某，来办证", "我叫〔已隐去〕，来办证"), ("姓名：某某·某某某", "姓名：〔已隐去〕"),
    ("联系人 欧阳某某", "联系人 〔已隐去〕"), ("王主任很好", "〔已隐去〕主任很好"),
    ("窗口李某某师傅", "窗口〔已隐去〕师傅"), ("工作人员王某某推脱", "工作人员〔已隐去〕推脱"),
    ("我叫张三，来", "我叫〔已隐去〕，来"), ("微信号：abc_12345", "微信号：〔已隐去〕"), ("QQ 12345", "QQ 〔已隐去〕"),
    ("加V: wxabc12", "加V: 〔已隐去〕"), ("工号0012", "工号〔已隐去〕"), ("人民路12号旁边", "人民路〔已隐去〕旁边"),
    ("幸福小区3号楼2单元501室", "〔已隐去〕"), ("住三号楼二单元五〇一室", "住〔已隐去〕"),
]
LEFT = ["等了三个小时，跑了五六趟", "2020-07-06办的，2020-07-09才好", "3号窗口在二楼", "收了120元",
        "工作人员马上就办", "办公室主任不在", "第12345号件", "一次一评，一事一评", ""]


@pytest.mark.parametrize("said", HIDDEN)
@pytest.mark.parametrize("around", ["{}", "请打{}谢谢", "我的是：{}。"])
def test_what_tells_somebody_apart_is_hidden_whole(said, around):
    assert screened(around.format(said)) == around.format(MARK)


@pytest.mark.parametrize(("said", "shown"), BESIDE)
def test_names_and_addresses_are_hidden_and_what_stands_beside_them_stays(said, shown):
    assert screened(said) == shown


@pytest.mark.parametrize("said", LEFT)
def test_plain_words_stay(said):
    assert screened(said) == said


WHOLE = st.sampled_from([*HIDDEN, *(said for said, _shown in BESIDE), *LEFT, MARK, MARK[:2], "王", "号楼"])
PIECES = st.one_of(WHOLE, st.text(max_size=12), st.text("0123456789一二三〇-· 王张主任@.ａ１", max_size=12))


@given(st.lists(PIECES, max_size=8).map("".join))
@settings(max_examples=150, deadline=None)
def test_screening_again_changes_nothing_and_nothing_is_written_that_was_not_there(text):
    shown = screened(text)
    assert screened(shown) == shown
    assert len(shown) <= LONGEST
    rest = iter(text)  # what is left stands in the text in the same order
    assert all(one in rest for part in shown.split(MARK) for one in part) or MARK[:-1] in text or MARK[1:] in text


@given(st.text("0123456789", min_size=7, max_size=19), st.text("是的好，", max_size=5), st.sampled_from(["", " ", "-"]))
@settings(max_examples=60, deadline=None)
def test_no_long_number_comes_through_however_it_is_spaced(number, words, gap):
    shown = screened(words + gap.join(number) + words)
    assert not any(one.isdigit() for one in shown)


@pytest.mark.parametrize("hostile", [
    "1 " * 1000, "a" * 2000, "a@" * 1000, "a." * 1000, "王" * 2000, "工作人员" * 500, "姓名:" * 600, "十" * 2000,
    "1号楼" * 600, "1*" * 1000, "*" * 2000, "冀A" * 1000, "小区" * 1000, "qq" * 1000, "号" * 2000, "www." * 500,
    "12345 " * 333, "王主" * 1000])
def test_hostile_words_take_no_longer(hostile):
    began = time.process_time()
    assert len(screened(hostile)) <= LONGEST
    assert time.process_time() - began < 0.5


def test_many_short_marks_do_not_grow_past_what_can_be_kept():
    assert len(screened("王主任" * 666)) <= LONGEST
