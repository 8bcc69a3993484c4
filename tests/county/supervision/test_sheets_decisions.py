"""Decisions are recorded, never computed; achievements are proposed, counted and held against the document's aim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from county import business
from county.agencies.models import Person, Post, Tenure
from county.audit.models import AuditRow
from county.cases.models import Case
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.packs import county_rulebook
from county.supervision.models import Decision
from county.supervision.sheets import achievements, deciding, selectors
from county.supervision.sheets.deciding import NewDecision, decide, kinds, propose, revoke
from county.supervision.slots import slot

from .sheets_doing import DAY, of, supervisor

pytestmark = pytest.mark.database
KEY = "7f2f9c1e-8d0e-4f3a-9f57-0c2a4b1d6e11"


def unit(place: int = 0) -> str:
    return achievements.appraised()[place][0]


def new(**more) -> NewDecision:
    today = business.business_today()
    return replace(NewDecision(unit(), kinds()[0].no, "工作扎实", "县政府", today), **more)


def typed(**more) -> dict[str, str]:
    one = new()
    return {"agency": one.agency, "row": one.row, "reason": one.reason, "decided_by": one.decided_by,
            "decided_on": one.decided_on.isoformat(), **more}


def test_the_kinds_are_the_rows_of_the_documents_register(db):
    rule = county_rulebook().find(slot("consequences"))[1]
    assert [one.no for one in kinds()] == [str(row[rule.number_column()]) for row in rule.rows]
    assert all(one.title and one.at for one in kinds())


@pytest.mark.parametrize(("more", "field"), [
    ({"agency": "nobody"}, "agency"), ({"row": "99"}, "row"), ({"reason": " "}, "reason"),
    ({"decided_by": ""}, "decided_by"), ({"decided_on": None}, "decided_on"), ({"post": "长" * 101}, "post")])
def test_a_decision_that_lacks_something_is_refused(db, more, field):
    with pytest.raises(CannotDo) as refusal:
        decide(actor=supervisor(), new=new(**more))
    assert refusal.value.field == field
    assert not Decision.objects.exists()


def test_a_decision_of_today_is_recorded_and_one_of_tomorrow_is_not(db):
    decide(actor=supervisor(), new=new())
    with pytest.raises(CannotDo):
        decide(actor=supervisor(), new=new(decided_on=business.business_today() + DAY))
    assert Decision.objects.count() == AuditRow.objects.filter(verb="supervision.decision").count() == 1


def test_a_person_of_the_unit_is_never_named(db):
    post = Post.objects.create(agency=unit(), title="局长", role="head")
    Tenure.objects.create(person=Person.objects.create(name="某某人"), post=post, first=business.business_today())
    with pytest.raises(CannotDo):
        decide(actor=supervisor(), new=new(post="局长某某人"))
    assert decide(actor=supervisor(), new=new(post="局长")).post == "局长"


@pytest.mark.parametrize("role", ["handler", "head"])
def test_only_supervisors_record_and_revoke(db, role):
    held = decide(actor=supervisor(), new=new())
    for act in (lambda: decide(actor=of(unit(), role), new=new()),
                lambda: revoke(actor=of(unit(), role), decision=held.pk, reason="误登")):
        with pytest.raises(CannotDo):
            act()
    assert Decision.objects.get().voided_at is None


def test_a_revoked_decision_stays_with_its_reason_and_is_revoked_once(db):
    held = decide(actor=supervisor(), new=new())
    with pytest.raises(CannotDo):
        revoke(actor=supervisor(), decision=held.pk, reason=" ")
    revoke(actor=supervisor(), decision=held.pk, reason="误登")
    with pytest.raises(CannotDo):
        revoke(actor=supervisor(), decision=held.pk, reason="再撤一次")
    assert Decision.objects.get().void_reason == "误登"


def test_a_unit_reads_what_was_decided_about_itself_and_who_watches_reads_all(db):
    for place in (0, 1):
        decide(actor=supervisor(), new=new(agency=unit(place)))
    assert [one.agency for one in selectors.decisions(of(unit()))] == [unit()]
    assert selectors.decisions(supervisor()).count() == 2
    assert selectors.decisions(of("county-government", "leader"), unit(1)).count() == 1


def test_the_same_form_twice_is_one_decision_and_a_refused_one_keeps_what_was_typed(enter):
    client = enter("supervisor", supervisor().home_agencies[0])
    for _twice in range(2):
        assert client.post("/督查/奖惩/新/", typed(key=KEY)).status_code == 303
    assert Decision.objects.count() == 1
    page = client.post("/督查/奖惩/新/", typed(reason="写了很多理由", decided_on="2020-13-01"))
    assert page.status_code == 422
    assert "写了很多理由" in page.content.decode()
    assert Decision.objects.count() == 1


def test_the_page_lists_revokes_and_says_that_nothing_is_computed(enter):
    held, client = decide(actor=supervisor(), new=new()), enter("supervisor", supervisor().home_agencies[0])
    assert "不计算" in client.get("/督查/奖惩/").content.decode()
    assert client.post(f"/督查/奖惩/{held.pk}/撤销/", {"reason": ""}).status_code == 422
    assert client.post(f"/督查/奖惩/{held.pk}/撤销/", {"reason": "误登"}).status_code == 303
    assert "误登" in client.get("/督查/奖惩/").content.decode()
    assert enter("handler", unit(1)).get("/督查/奖惩/新/").status_code == 403
    assert "工作扎实" not in enter("handler", unit(1)).get("/督查/奖惩/").content.decode()


@pytest.mark.parametrize(("count", "word"), [(0, "还没有"), (1, "达到"), (2, "达到"), (3, "达到"), (9, "达到")])
def test_from_one_on_the_aim_is_reached_and_more_is_no_breach(db, count, word):
    assert achievements.verdict(count).word == word


def test_the_page_gives_the_documents_own_words_for_the_aim(enter):
    aim = achievements.aim()
    page = enter().get("/督查/亮点/").content.decode()
    assert aim.source[0].quote in page
    assert aim.note in page


def proposed(agency: str, title: str = "放管服改革") -> Case:
    return propose(actor=of(agency, "head"), agency=agency, title=title)


def ended(case: Case, place: int) -> None:
    ends = [one.id for one in running(case).procedure.states if one.ends]
    Case.objects.filter(pk=case.pk).update(state=ends[place], is_open=False)


def test_only_what_was_counted_counts_and_only_in_its_year(db):
    year = business.business_today().year
    for place, agency in ((0, unit()), (1, unit()), (None, unit(1))):
        case = proposed(agency)
        if place is not None:
            ended(case, place)
    rows = {one.agency: one for one in achievements.by_unit(year, supervisor())}
    assert [(rows[unit()].count, len(rows[unit()].pieces)), (rows[unit(1)].count, len(rows[unit(1)].pieces))] == [
        (1, 2), (0, 1)]
    assert not any(one.pieces for one in achievements.by_unit(year - 1, supervisor()))


@pytest.mark.parametrize(("role", "agency"), [("handler", 0), ("head", 1)])
def test_the_head_of_the_unit_and_nobody_else_proposes(db, role, agency):
    with pytest.raises(CannotDo):
        propose(actor=of(unit(agency), role), agency=unit(), title="放管服改革")
    assert Case.objects.count() == 0


def test_a_head_proposes_on_the_page_and_is_led_to_the_case(enter):
    client = enter("head", unit())
    assert client.post("/督查/亮点/新/", {"agency": unit(), "title": " "}).status_code == 422
    done = client.post("/督查/亮点/新/", {"agency": unit(), "title": "一次办好", "key": KEY})
    assert done.status_code == 303
    assert str(Case.objects.get().pk) in done["Location"]
    assert "一次办好" in enter("handler", unit(1)).get("/督查/亮点/").content.decode()


def test_without_the_pack_s_rules_there_is_neither_page_nor_kind_nor_verdict(enter, monkeypatch):
    from county.supervision.sheets import guards

    for module in (achievements, deciding):
        monkeypatch.setattr(module, "slot", lambda _name: "")
    monkeypatch.setattr(guards, "slots_of", lambda _name: ())
    assert (kinds(), achievements.verdict(1), achievements.aim()) == ([], None, None)
    client = enter("supervisor", supervisor().home_agencies[0])
    assert [client.get(f"/督查/{one}/").status_code for one in ("奖惩", "奖惩/新", "亮点", "年终")] == [404] * 4


@pytest.mark.parametrize("several", [1, 5])
def test_the_lists_ask_as_many_queries_for_one_as_for_five(enter, several, django_assert_max_num_queries):
    for place in range(several):
        decide(actor=supervisor(), new=new(agency=unit(place)))
        proposed(unit(place))
    client = enter("supervisor", supervisor().home_agencies[0])
    with django_assert_max_num_queries(6):
        client.get("/督查/奖惩/")
    with django_assert_max_num_queries(6):
        client.get("/督查/亮点/")
