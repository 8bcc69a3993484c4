"""An invitation: a link that is shown once, works once, for seven days, and gives no more than its maker has."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from county.accounts.invites import DAYS, accept, make_invite, open_invite
from county.accounts.models import Invite, User
from county.agencies.models import Post, Tenure
from county.agencies.refusals import NotPossible

pytestmark = pytest.mark.database
PASSWORD = "雨后的白杨树林很安静 7"
SAID = {"username": "ouyang", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def head(acting, own):
    return acting("head", own)


@pytest.fixture
def token(head, person):
    return make_invite(actor=head, person=person)


def page(token):
    return reverse("accounts:accept", args=[token])


def test_the_head_makes_a_link_and_the_invited_is_signed_in(enter, client, own, person):
    shown = enter("head", own, "主任").post(reverse("accounts:invite", args=[own, person.pk])).content.decode()
    link = re.search(r"<code>http://testserver([^<]+)</code>", shown)[1]
    assert "密码的要求" in client.get(link).content.decode()
    assert client.post(link, SAID).status_code == 302
    person.refresh_from_db()
    assert person.user.username == "ouyang"
    assert "ouyang" not in person.user.shown_name
    assert person.user.check_password(PASSWORD)
    assert client.get(reverse("accounts:password")).status_code == 200


def test_the_link_is_not_kept(token):
    assert token not in str(list(Invite.objects.values()))


def test_a_link_works_once(client, token):
    client.post(page(token), SAID)
    client.logout()
    again = client.post(page(token), {**SAID, "username": "other"})
    assert again.status_code == 410
    assert "已用过或过了期" in again.content.decode()
    with pytest.raises(NotPossible):
        accept(token=token, username="other", password=PASSWORD)
    assert not User.objects.filter(username="other").exists()


@pytest.mark.parametrize(("seconds", "opens"), [(1, True), (-1, False)])
def test_a_link_ends_after_seven_days(token, seconds, opens):
    made = timezone.now() - timedelta(days=DAYS) + timedelta(seconds=seconds)
    Invite.objects.update(expires=made + timedelta(days=DAYS))
    assert bool(open_invite(token)) is opens


def test_a_new_link_ends_the_old_one(head, person, token):
    new = make_invite(actor=head, person=person)
    assert open_invite(token) is None
    assert open_invite(new) is not None


def test_who_has_an_account_is_not_invited(head, person, token):
    accept(token=token, username="ouyang", password=PASSWORD)
    person.refresh_from_db()
    with pytest.raises(NotPossible, match="已有账户"):
        make_invite(actor=head, person=person)


@pytest.mark.parametrize("said", [
    {"password": "short", "again": "short"}, {"password": "password123", "again": "password123"},
    {"again": "another one 77"}, {"username": ""}, {"username": "a b"}, {"username": "a\x00"}])
def test_what_does_not_do_gets_a_sentence_and_the_link_stays(client, token, said):
    response = client.post(page(token), {**SAID, **said})
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert open_invite(token) is not None


def test_a_taken_name_gets_a_sentence_and_the_link_stays(client, token, db):
    User.objects.create_user("OuYang", password=PASSWORD)
    assert "已有人用" in client.post(page(token), SAID).content.decode()
    assert open_invite(token) is not None


@pytest.mark.parametrize("wrong", ["x", "gb_" + "a" * 43, "公报", "%00"])
def test_a_made_up_link_opens_nothing(client, db, wrong):
    assert client.get(page(wrong)).status_code == 410


def test_a_stranger_a_handler_and_another_units_head_invite_nobody(client, enter, own, other, person):
    address = reverse("accounts:invite", args=[own, person.pk])
    assert client.post(address).status_code == 302
    assert enter("handler", own).post(address).status_code == 403
    refused = enter("head", other).post(address)
    assert refused.status_code == 403
    assert person.name not in refused.content.decode()
    assert not Invite.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_a_head_invites_nobody_into_a_post_above(head, own, person, role):
    post = Post.objects.create(agency=own, title="高一级", role=role)
    Tenure.objects.create(person=person, post=post, first=date(2000, 1, 1))
    with pytest.raises(NotPossible, match="由系统管理员登记"):
        make_invite(actor=head, person=person)


def test_a_head_invites_nobody_who_holds_another_units_post(head, other, person):
    post = Post.objects.create(agency=other, title="科员", role="staff")
    Tenure.objects.create(person=person, post=post, first=date(2000, 1, 1))
    with pytest.raises(NotPossible, match="由该单位负责人"):
        make_invite(actor=head, person=person)


def test_an_administrator_invites_anybody(acting, other, person):
    assert open_invite(make_invite(actor=acting("administrator", other), person=person))
