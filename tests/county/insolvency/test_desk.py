"""The first desk: standing tasks of every line, a matter with the tasks that it needs, who may open them."""

from __future__ import annotations

import pytest

from county.accounts.actor import Actor, HeldPost
from county.agencies.models import Post
from county.cases.models import Case
from county.cases.says import CannotDo
from county.insolvency import selectors, services, tasks
from county.packs import county_rulebook

pytestmark = pytest.mark.database


def of(agency: str, role: str = "handler") -> Actor:
    return Actor(None, "某人", (HeldPost(0, agency, role, role),))


@pytest.fixture
def host(db) -> str:
    return county_rulebook().find(tasks.slot("group"))[1].host[0]


@pytest.fixture
def office(host) -> Actor:
    return of(host)


def test_each_line_becomes_a_task_of_each_unit_once(office):
    wanted = sum(len(line.units) for line in tasks.lines())
    assert services.open_standing(actor=office) == wanted
    assert services.open_standing(actor=office) == 0
    assert Case.objects.count() == wanted


def test_the_document_gives_no_days_so_no_task_has_a_limit(office):
    services.open_standing(actor=office)
    assert not Case.objects.filter(due_at__isnull=False).exists()


@pytest.mark.parametrize("flag", [name for name, _question in tasks.questions()])
def test_a_matter_has_the_tasks_of_the_lines_that_apply(office, host, flag):
    ordinary = tasks.lines_for({})
    matter = services.open_matter(actor=office, title="某企业", agency=host, flags={flag: "yes"})
    more = tasks.lines_for({flag: "yes"})
    assert len(more) == len(ordinary) + 1
    assert {one.topic for one in matter.tasks} == {line.no for line in more}
    assert len(matter.tasks) == sum(len(line.units) for line in more)
    assert {row.line.no for row in selectors.of_matter(matter.case)} == {line.no for line in more}


def test_all_flags_together_need_every_line(office):
    flags = {name: "yes" for name, _question in tasks.questions()}
    assert tasks.lines_for(flags) == tasks.lines()


def test_another_unit_opens_neither(db, host):
    other = next(unit for line in tasks.lines() for unit in line.units if unit != host)
    for act in (lambda: services.open_standing(actor=of(other)),
                lambda: services.open_matter(actor=of(other), title="某企业", agency=other, flags={})):
        with pytest.raises(CannotDo):
            act()
    assert Case.objects.count() == 0


def test_a_matter_without_a_name_opens_nothing(office, host):
    with pytest.raises(CannotDo):
        services.open_matter(actor=office, title=" ", agency=host, flags={})
    assert Case.objects.count() == 0


def test_the_same_form_twice_is_one_matter(enter, host):
    client, key = enter("handler", host), "7f2f9c1e-8d0e-4f3a-9f57-0c2a4b1d6e11"
    for _twice in range(2):
        assert client.post("/破产联动/新/", {"title": "某企业", "key": key}).status_code == 303
    assert Case.objects.filter(topic="matter").count() == 1


def test_the_desk_shows_lines_units_and_what_is_late(enter, office, host):
    services.open_standing(actor=office)
    page = enter("handler", host).get("/破产联动/").content.decode()
    for line in tasks.lines():
        assert line.topic in page


@pytest.mark.parametrize("path", ["/破产联动/", "/破产联动/新/"])
def test_a_stranger_is_sent_to_sign_in_and_an_auditor_is_refused(client, enter, path):
    assert client.get(path).status_code == 302
    assert enter("auditor").get(path).status_code == 403


@pytest.mark.parametrize("matters", [1, 3])
def test_the_desk_asks_as_many_queries_for_one_matter_as_for_three(enter, office, host, matters,
                                                                  django_assert_num_queries):
    for number in range(matters):
        services.open_matter(actor=office, title=f"企业{number}", agency=host, flags={})
    client = enter("handler", host)
    Post.objects.count()
    with django_assert_num_queries(7):
        client.get("/破产联动/")
