"""A procedure draws itself: every one of every pack, and any graph at all, with everything in its place."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.charts.flow import draw_flow
from county.charts.layout import WIDEST, lay_out
from county.charts.placing import spread
from county.charts.ranking import LABEL_TEXT
from county.charts.wrapping import measure, readable, wrapped
from county.packs import all_packs, rulebook_of

SVG = "{http://www.w3.org/2000/svg}"
PHONE = 358  # what 390 leaves between the margins of a page


def _procedures():
    for pack in all_packs():
        for system in rulebook_of(pack.id).systems.values():
            for key, rule in system.rules.items():
                if rule.kind == "procedure":
                    states = [(one.id, one.title, one.ends) for one in rule.states]
                    edges = [(step.id, step.title, one, step.to) for step in rule.steps for one in step.origin]
                    yield pytest.param(states, edges, id=f"{pack.id}/{system.id}/{key}")


every_procedure = pytest.mark.parametrize(("states", "edges"), list(_procedures()))
SIMPLE = [("asked", "已申请", False), ("tried", "审查中", False), ("granted", "已批准", True)]
STEPS = [("try", "受理", "asked", "tried"), ("grant", "批准", "tried", "granted"), ("more", "补正", "tried", "asked")]


def drawn(states, edges, **more):
    return ET.fromstring(draw_flow(states, edges, **more))  # noqa: S314 our own markup


def texts(root, name):
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text") if one.get("class") == name]


def group_of(root, title):
    return next(one for one in root.iter(f"{SVG}g") if title in "".join(one.itertext()))


@every_procedure
def test_every_procedure_draws_each_of_its_states_once_and_every_step(states, edges):
    root = drawn(states, edges, here=states[0][0], been=[states[0][0]])
    assert sorted(texts(root, "flow-title")) == sorted(readable(one[1]) for one in states)
    said = "".join(texts(root, "flow-step"))
    assert [edge[1] for edge in edges if readable(edge[1]) not in said] == []
    told = root.findtext(f"{SVG}desc")
    assert all(readable(title) in told for _id, title, *_rest in (*states, *edges))


@every_procedure
def test_no_box_and_no_label_lies_on_another_and_no_line_runs_through_one(states, edges):
    layout = lay_out(states, edges)
    assert (layout.overlaps(), layout.strikes()) == (0, 0)


@every_procedure
def test_every_procedure_can_be_read_on_a_phone(states, edges):
    layout = lay_out(states, edges)
    assert layout.width <= WIDEST
    assert LABEL_TEXT * min(1, PHONE / layout.width) >= 12
    for one in (*layout.boxes, *layout.labels):
        assert one.left >= 0
        assert one.right <= layout.width
        assert one.bottom <= layout.height


@every_procedure
def test_every_line_stays_within_the_drawing_and_is_level_or_upright(states, edges):
    layout = lay_out(states, edges)
    for line in layout.lines:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in line)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))


def test_the_same_procedure_is_drawn_the_same():
    lay_out.__globals__["_calmest"].cache_clear()
    first = draw_flow(SIMPLE, STEPS, "tried", ["asked"])
    lay_out.__globals__["_calmest"].cache_clear()
    assert draw_flow(SIMPLE, STEPS, "tried", ["asked"]) == first


def test_here_is_filled_and_what_was_passed_has_a_tick_and_a_thicker_border():
    root = drawn(SIMPLE, STEPS, here="tried", been={"asked"})
    assert "flow-here" in group_of(root, "审查中").get("class")
    passed = group_of(root, "已申请")
    assert "✓" in "".join(passed.itertext())
    assert float(passed.find(f"{SVG}rect").get("stroke-width")) > 2
    assert "✓" not in "".join(group_of(root, "已批准").itertext())
    assert "现在：审查中" in root.findtext(f"{SVG}desc")


def test_an_end_has_a_double_border_and_nothing_else_has():
    root = drawn(SIMPLE, STEPS)
    assert [len(group_of(root, one[1]).findall(f"{SVG}rect")) for one in SIMPLE] == [1, 1, 2]


def test_several_steps_between_two_states_are_one_arrow_with_its_labels_stacked():
    more = [("ask", "催办", "asked", "tried"), *STEPS]
    layout, plain = lay_out(SIMPLE, more), lay_out(SIMPLE, STEPS)
    assert len(layout.labels) == len(plain.labels) == 3
    assert layout.labels[0].lines == ("·催办", "·受理")


def test_what_leads_back_goes_up_at_the_side():
    layout = lay_out(SIMPLE, STEPS)
    boxes = {one.id: one for one in layout.boxes}
    assert boxes["asked"].bottom < boxes["tried"].y < boxes["granted"].y
    side = [line for line in layout.lines if line[0][1] > line[-1][1]]
    assert len(side) == 1
    assert max(x for x, _y in side[0]) > max(one.right for one in (*layout.boxes, *layout.labels))


def test_the_markup_holds_no_style_no_script_and_no_tag_of_a_title():
    page = draw_flow([("a", "<script>&\"'\x00\x0b", False), ("b", "]]>", True)], [("s", "<b onclick=x>", "a", "b")])
    ET.fromstring(page)  # noqa: S314 our own markup
    assert "<script" not in page
    assert "<b " not in page
    assert " style=" not in page
    assert " id=" not in page


@pytest.mark.parametrize(("states", "edges"), [
    ([], []), ([("a", "一", False), ("a", "二", True)], []), ([("a", "一", False)], [("s", "去", "a", "nowhere")]),
])
def test_what_is_no_graph_is_refused(states, edges):
    with pytest.raises(ValueError, match="state"):
        draw_flow(states, edges)


def test_lines_are_about_equally_long_and_do_not_begin_with_a_comma():
    assert wrapped("审查材料并且作出决定", 8) == ("审查材料并", "且作出决定")
    assert all(not line.startswith("，") for line in wrapped("一二三四五，六七八", 5))
    assert wrapped("", 8) == ("",)
    assert max(map(measure, wrapped("a" * 100, 8))) <= 8


def test_places_stand_apart_in_their_order_and_near_to_those_wanted():
    assert spread([0, 0], [10], -100, 100) == [-5, 5]
    assert spread([50, 0], [10], 0, 200) == [20, 30]
    assert spread([0, 0], [10], 0, 100) == [0, 10]


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 9))
    title = st.text(max_size=20) | st.text("审查批准、办理，", max_size=16)
    states = [(str(n), draw(title), draw(st.booleans())) for n in range(count)]
    ends = st.integers(0, count - 1).map(str)
    return states, draw(st.lists(st.tuples(st.sampled_from("stuvw"), title, ends, ends), max_size=18))


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_any_graph_draws_with_each_state_in_one_place(graph):
    states, edges = graph
    root = drawn(states, edges, here="0", been=["1"])
    shown = sorted(one.replace(" ", "") for one in texts(root, "flow-title"))  # a line ends in no blank
    assert shown == sorted(readable(one[1]).replace(" ", "") for one in states)
    layout = lay_out(states, edges)
    assert sorted(one.id for one in layout.boxes) == sorted(one[0] for one in states)
    assert (layout.overlaps(), layout.strikes()) == (0, 0)
