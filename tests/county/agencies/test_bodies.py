"""Bodies: seats with who holds them today, liaison officers, meetings and whether there were enough."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from county.agencies import meetings
from county.agencies.bodies import all_bodies
from county.agencies.models import FollowUp, Liaison, Meeting
from county.agencies.names import agencies, agency_name
from county.agencies.often import period_of
from county.agencies.refusals import NotPossible
from county.agencies.services import open_posts

pytestmark = pytest.mark.database
DAY = timedelta(days=1)


@pytest.fixture
def host(body):
    return body.rule.host[0]


@pytest.fixture
def outside(body):
    """A unit that neither hosts nor belongs to the body."""
    return next(one.id for one in agencies() if one.kind == "department" and one.id not in body.inside)


@pytest.fixture
def address(body):
    return reverse("agencies:body", args=[body.system.id, body.key])


def to(name, body, *args):
    return reverse(f"agencies:{name}", args=[body.system.id, body.key, *args])


@pytest.fixture
def meeting(db, body, today):
    return Meeting.objects.create(body=body.id, held_on=today, minutes="秘密纪要", attendees="赵某")


def test_every_body_has_a_page_that_answers(admin):
    found = all_bodies()
    page = admin.get(reverse("agencies:bodies")).content.decode()
    for one in found:
        assert one.rule.name in page
        assert admin.get(reverse("agencies:body", args=[one.system.id, one.key])).status_code == 200


def test_a_body_that_is_none_is_not_found(admin):
    assert admin.get(reverse("agencies:body", args=["nowhere", "none"])).status_code == 404


def test_a_seat_is_vacant_until_somebody_holds_its_post(admin, body, address, hold, today):
    open_posts()
    seat = next(one for one in body.rule.seats if one.agency)
    before = admin.get(address).content.decode()
    hold(seat.agency[0], seat.post, "欧阳试", today)
    after = admin.get(address).content.decode()
    assert before.count("空缺") > after.count("空缺")
    assert "欧阳试" in after


def test_other_units_see_that_a_seat_is_held_not_by_whom(enter, outside, body, address, hold, today):
    seat = next(one for one in body.rule.seats if one.agency)
    hold(seat.agency[0], seat.post, "欧阳试", today, telephone="5550123")
    page = enter("handler", outside).get(address).content.decode()
    assert "有人任职" in page
    assert "欧阳试" not in page


def test_a_stranger_is_sent_to_sign_in(client, body, address, meeting):
    for one in (address, to("meeting", body, meeting.pk), to("record-meeting", body),
                to("liaison", body, body.units[0])):
        response = client.get(one)
        assert response.status_code == 302
        assert unquote(response.url).startswith("/账户/登录/")


def test_other_units_read_no_minutes_and_record_no_meeting(enter, outside, body, meeting, today):
    client = enter("handler", outside)
    for response in (client.get(to("meeting", body, meeting.pk)), client.get(to("record-meeting", body)),
                     client.post(to("record-meeting", body), {"held_on": today}),
                     client.post(to("correct-meeting", body, meeting.pk), {"held_on": today}),
                     client.post(to("follow-up", body, meeting.pk), {"what": "办", "agency": outside}),
                     client.get(to("liaison", body, body.units[0]))):
        assert response.status_code == 403
        assert "您现在是" in response.content.decode()
        assert "秘密纪要" not in response.content.decode()
    assert Meeting.objects.count() == 1
    assert FollowUp.objects.count() == 0


def test_the_host_records_and_corrects_a_meeting(enter, host, body, yearly, today):
    client = enter("handler", host)
    said = {"kind": yearly, "held_on": today.isoformat(), "place": "会议室", "decisions": "一致同意"}
    response = client.post(to("record-meeting", body), said, follow=True)
    assert "一致同意" in response.content.decode()
    held = Meeting.objects.get()
    client.post(to("correct-meeting", body, held.pk), {**said, "decisions": "再议"})
    held.refresh_from_db()
    assert (held.kind, held.decisions) == (yearly, "再议")


def test_a_member_unit_may_record_too(enter, body, today):
    member = next(one for one in body.units if one not in body.rule.host)
    assert enter("handler", member).post(to("record-meeting", body), {"held_on": today.isoformat()}).status_code == 302
    assert enter("staff", member).get(to("record-meeting", body)).status_code == 403


def test_a_meeting_of_tomorrow_is_not_recorded_today(enter, host, body, today):
    response = enter("head", host).post(to("record-meeting", body), {"held_on": (today + DAY).isoformat()})
    assert response.status_code == 400
    assert "日期还没有到" in response.content.decode()


def test_what_was_decided_is_followed_until_it_is_done(enter, host, body, meeting, today):
    client = enter("handler", host)
    said = {"what": "清理隔离带", "agency": body.units[0], "due": today.isoformat()}
    client.post(to("follow-up", body, meeting.pk), said)
    asked = FollowUp.objects.get()
    early = client.post(to("follow-up", body, meeting.pk), {**said, "due": (today - DAY).isoformat()})
    assert "期限早于开会" in early.content.decode()
    client.post(to("finish", body, meeting.pk, asked.pk))
    asked.refresh_from_db()
    assert asked.done_on == today
    assert agency_name(body.units[0]) in client.get(to("meeting", body, meeting.pk)).content.decode()


def test_one_meeting_of_this_year_is_enough_where_the_document_asks_for_one(enter, host, body, yearly, address, today):
    client = enter("handler", host)
    start, _end = period_of("year", today)
    Meeting.objects.create(body=body.id, kind=yearly, held_on=start - DAY)
    assert "到今天为止够了" not in client.get(address).content.decode()
    Meeting.objects.create(body=body.id, kind=yearly, held_on=start)
    assert "到今天为止够了" in client.get(address).content.decode()


@pytest.mark.parametrize(("per", "first", "last"), [
    ("day", date(2031, 11, 30), date(2031, 11, 30)), ("week", date(2031, 11, 24), date(2031, 11, 30)),
    ("month", date(2031, 11, 1), date(2031, 11, 30)), ("quarter", date(2031, 10, 1), date(2031, 12, 31)),
    ("half_year", date(2031, 7, 1), date(2031, 12, 31)), ("year", date(2031, 1, 1), date(2031, 12, 31))])
def test_periods_hold_both_their_ends(per, first, last):
    assert period_of(per, date(2031, 11, 30)) == (first, last)
    assert period_of(per, first) == period_of(per, last) == (first, last)
    assert period_of("season", first) is None


def test_one_liaison_officer_a_unit_at_a_time(acting, body, hold, today):
    unit = body.units[0]
    actor = acting("head", unit, "主任")
    one, two = (hold(unit, f"科员{n}", f"联络{n}", today - 90 * DAY).person for n in (1, 2))
    first = meetings.name_liaison(actor=actor, body=body, agency=unit, person=one, first=today - 30 * DAY)
    second = meetings.name_liaison(actor=actor, body=body, agency=unit, person=two, first=today)
    first.refresh_from_db()
    assert (first.last, second.last) == (today - DAY, None)
    with pytest.raises(NotPossible, match="要晚于这一天"):
        meetings.name_liaison(actor=actor, body=body, agency=unit, person=one, first=today)
    assert Liaison.objects.filter(body=body.id, agency=unit, last=None).count() == 1


def test_a_liaison_officer_holds_a_post_of_the_unit(acting, body, hold, other, today):
    unit = body.units[0]
    stranger = hold("no-unit", "科员", "外人", today).person
    with pytest.raises(NotPossible, match="先登记任职"):
        meetings.name_liaison(actor=acting("head", unit), body=body, agency=unit, person=stranger, first=today)


def test_the_page_shows_a_gap_until_an_officer_is_named(enter, body, address, hold, today):
    unit = body.units[0]
    client = enter("head", unit, "主任")
    person = hold(unit, "科员", "欧阳试", today).person
    before = client.get(address).content.decode().count("空缺")
    response = client.post(to("liaison", body, unit), {"person": person.pk, "first": today.isoformat()}, follow=True)
    page = response.content.decode()
    assert page.count("空缺") == before - 1
    assert "欧阳试" in page


def test_more_meetings_and_officers_need_no_more_queries(admin, body, address, hold, today, queries):
    def add(n):
        held = Meeting.objects.create(body=body.id, held_on=today - n * DAY)
        FollowUp.objects.create(meeting=held, what="办", agency=body.units[0])
        person = hold(body.units[n], f"科员{n}", f"联络{n}", today).person
        Liaison.objects.create(body=body.id, agency=body.units[n], person=person, first=today)

    add(0)
    one = queries(admin, address)
    add(1)
    add(2)
    assert queries(admin, address) == one
