"""The pages of units and people: who sees names, who changes what, and what a stranger gets."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

from county.agencies.models import Person, Tenure

pytestmark = pytest.mark.database
NAME, PHONE = "欧阳试", "5550123"


@pytest.fixture
def tenure(hold, own, today):
    return hold(own, "科员", NAME, today, telephone=PHONE)


def addresses(own, tenure):
    unit = {name: reverse(f"agencies:{name}", args=[own]) for name in ("people", "roster", "roster-template")}
    return {**unit, "units": reverse("agencies:units"), "bodies": reverse("agencies:bodies"),
            "person": reverse("agencies:person", args=[own, tenure.person_id]),
            "end": reverse("agencies:end", args=[own, tenure.pk]),
            "change": reverse("agencies:change", args=[own, tenure.pk]),
            "leave": reverse("agencies:leave", args=[own, tenure.person_id]),
            "left": reverse("agencies:left", args=[own, tenure.person_id, "2031-01-01"]),
            "documents": reverse("agencies:roster-documents")}


def test_a_stranger_is_sent_to_sign_in_and_reads_no_name(client, own, tenure):
    for address in addresses(own, tenure).values():
        response = client.get(address)
        assert response.status_code == 302
        assert unquote(response.url).startswith("/账户/登录/")
        assert NAME not in response.content.decode()


def test_the_head_sees_names_and_telephones(head, own, tenure, page_of):
    page = page_of(head, "people", own)
    assert NAME in page
    assert PHONE in page


@pytest.mark.parametrize("role", ["staff", "handler"])
def test_ones_own_unit_sees_names_and_has_no_form(enter, own, tenure, page_of, role):
    page = page_of(enter(role, own), "people", own)
    assert NAME in page
    assert "登记一个人" not in page


@pytest.mark.parametrize("role", ["staff", "handler", "head", "leader", "duty_officer", "commander"])
def test_another_unit_sees_posts_only(enter, own, other, tenure, page_of, role):
    page = page_of(enter(role, other), "people", own)
    assert "科员" in page
    assert "有人任职" in page
    assert NAME not in page
    assert PHONE not in page


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_who_watches_over_all_sees_names_everywhere(enter, own, other, tenure, page_of, role):
    assert NAME in page_of(enter(role, other), "people", own)


@pytest.mark.parametrize("name", ["roster", "roster-template", "person", "end", "change", "leave", "left"])
def test_the_head_of_another_unit_is_refused_with_a_sentence(enter, own, other, tenure, name):
    response = enter("head", other).get(addresses(own, tenure)[name])
    assert response.status_code == 403
    assert "由该单位负责人、督查人员或系统管理员管理" in response.content.decode()
    assert NAME not in response.content.decode()


@pytest.mark.parametrize("name", ["person", "end", "change", "leave", "roster", "documents"])
def test_a_handler_manages_nobody(enter, own, tenure, name):
    response = enter("handler", own).get(addresses(own, tenure)[name])
    assert response.status_code == 403
    assert NAME not in response.content.decode()


@pytest.mark.parametrize("role", ["auditor", "party"])
def test_auditors_and_parties_read_no_people(enter, own, tenure, role):
    assert enter(role, own).get(reverse("agencies:people", args=[own])).status_code == 403


def test_a_unit_that_the_county_does_not_have_is_not_found(admin):
    assert admin.get(reverse("agencies:people", args=["no-such-unit"])).status_code == 404


def test_a_person_of_another_unit_is_not_found_here(admin, other, tenure):
    assert admin.get(reverse("agencies:person", args=[other, tenure.person_id])).status_code == 404
    assert admin.get(reverse("agencies:end", args=[other, tenure.pk])).status_code == 404


def test_every_page_answers_the_head(head, own, tenure):
    for name, address in addresses(own, tenure).items():
        assert head.get(address).status_code == 200, name


def test_a_person_is_added_by_hand(head, own, today):
    said = {"name": NAME, "telephone": PHONE, "title": "科长", "role": "handler", "first": today.isoformat()}
    response = head.post(reverse("agencies:people", args=[own]), said)
    assert response.status_code == 302
    held = Tenure.objects.get(person__name=NAME)
    assert (held.post.agency, held.post.title, held.post.role, held.first) == (own, "科长", "handler", today)


def test_what_is_missing_is_said_and_what_was_typed_stays(head, own):
    response = head.post(reverse("agencies:people", args=[own]), {"name": NAME, "first": "昨天", "title": ""})
    page = response.content.decode()
    assert response.status_code == 400
    assert "请填“职务”" in page
    assert "“第一天”不对" in page
    assert NAME in page
    assert not Person.objects.filter(name=NAME).exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2031-02-30", "x", "1\x00"])
def test_a_day_that_cannot_be_gets_a_sentence(head, own, day):
    said = {"name": NAME, "title": "科长", "first": day}
    assert head.post(reverse("agencies:people", args=[own]), said).status_code == 400


def test_another_units_head_adds_nobody(enter, own, other, today):
    said = {"name": NAME, "title": "科长", "first": today.isoformat()}
    assert enter("head", other).post(reverse("agencies:people", args=[own]), said).status_code == 403
    assert not Person.objects.filter(name=NAME).exists()


def test_a_post_is_ended_and_changed_on_its_pages(head, own, tenure, today):
    from datetime import timedelta

    said = {"title": "科长", "role": "handler", "first": (today + timedelta(days=1)).isoformat()}
    assert head.post(reverse("agencies:change", args=[own, tenure.pk]), said).status_code == 302
    new = Tenure.objects.get(person=tenure.person, last=None)
    response = head.post(reverse("agencies:end", args=[own, new.pk]), {"last": today.isoformat()})
    assert response.status_code == 400
    assert "不能更早" in response.content.decode()
    tenure.refresh_from_db()
    assert tenure.last == today


def test_a_telephone_number_is_updated(head, own, tenure):
    head.post(reverse("agencies:telephone", args=[own, tenure.person_id]), {"telephone": "777"})
    assert Person.objects.get(pk=tenure.person_id).telephone == "777"


def test_more_rows_need_no_more_queries(head, own, hold, today, queries):
    hold(own, "科员一", "一", today)
    one = {name: queries(head, reverse(f"agencies:{name}", args=args))
           for name, args in (("people", [own]), ("units", []), ("bodies", []))}
    for n in range(3):
        hold(own, f"新科员{n}", f"新人{n}", today)
    for name, args in (("people", [own]), ("units", []), ("bodies", [])):
        assert queries(head, reverse(f"agencies:{name}", args=args)) == one[name]
