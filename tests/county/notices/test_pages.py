"""The pages: my notices, the sheet to pass on, the administrator's channels and outbox."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.notices.models import Channel, Delivery, Notice, Reading

from .conftest import NOW, UNIT

pytestmark = pytest.mark.database
ADMINISTRATION = ["/通知/通道/", "/通知/发件箱/"]
CHANNEL = {"kind": "robot_wecom", "agency": "", "address": "https://hook.example.cn/send?key=k3y", "secret": "",
           "fields_text": ""}


def words_of(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def administrator(enter):
    return enter("administrator", "", "系统管理员")


@pytest.mark.parametrize("address", ["/通知/", "/通知/转发/00000000-0000-4000-8000-000000000001/", *ADMINISTRATION])
def test_a_stranger_is_sent_to_sign_in(client, db, address):
    assert client.get(address).headers["Location"].startswith("/%E8%B4%A6%E6%88%B7/")


@pytest.mark.parametrize("address", ["/通知/已读/", "/通知/通道/1/开关/", "/通知/通道/1/试发/",
                                     "/通知/发件箱/00000000-0000-4000-8000-000000000001/重发/"])
def test_a_stranger_changes_nothing_and_nobody_does_by_looking(client, administrator, address):
    assert client.post(address).headers["Location"].startswith("/%E8%B4%A6%E6%88%B7/")
    assert administrator.get(address).status_code == 405


@pytest.mark.parametrize("role", ["handler", "head", "supervisor", "auditor", "leader"])
def test_only_an_administrator_sees_channels_and_outbox(enter, role):
    somebody = enter(role)
    assert [somebody.get(address).status_code for address in ADMINISTRATION] == [403, 403]
    assert somebody.post("/通知/通道/", CHANNEL).status_code == 403
    assert Channel.objects.count() == 0


def test_without_a_notice_the_list_says_why(enter):
    assert "还没有发给您的通知" in words_of(enter().get("/通知/"))


def test_my_notices_lead_to_their_cases_and_others_do_not_see_them(enter, tell):
    tell()
    page = enter().get("/通知/")
    assert 'href="/办件/7/">河道清理快到期</a>' in page.content.decode()
    assert "1 条未读" in words_of(page)
    assert "2031年5月6日 星期二 09:30" in words_of(page)
    assert "河道清理" not in words_of(enter("handler", "elsewhere", "elsewhere").get("/通知/"))


def test_reading_marks_and_opening_goes_on_to_the_case(enter, tell):
    first, second = tell(), tell(kind="late")
    client = enter()
    opened = client.post("/通知/已读/", {"notice": first.pk, "open": "yes"})
    assert unquote(opened.headers["Location"]) == "/办件/7/"
    assert "1 条未读" in words_of(client.get("/通知/"))
    client.post("/通知/已读/", {"notice": [first.pk, second.pk]})
    assert "都读过了" in words_of(client.get("/通知/"))


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "9" * 18, "", "１"])
def test_a_number_that_is_no_notice_is_passed_over(enter, tell, number):
    tell()
    client = enter()
    for more in ({}, {"open": "yes"}):
        assert client.post("/通知/已读/", {"notice": number, **more}).status_code == 302
    assert Reading.objects.count() == 0


def test_another_unit_s_notice_is_neither_marked_nor_opened(enter, tell):
    notice = tell(agency="other")
    said = enter().post("/通知/已读/", {"notice": notice.pk, "open": "yes"})
    assert unquote(said.headers["Location"]) == "/通知/"
    assert Reading.objects.count() == 0


def queries_of(client, *addresses):
    """How many queries each page asks; the masthead's own are among them."""
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    return counts


def test_my_notices_ask_as_many_queries_for_three_as_for_one(enter, tell, channel):
    channel("copy", "")
    channel("print", "")
    client, counts = enter(), []
    for n in range(3):
        tell(kind=f"k{n}")
        counts += queries_of(client, "/通知/")
    assert client.get("/通知/").content.decode().count('class="notice notice-unread"') == 3
    assert counts[0] == counts[2] <= 8


def test_twenty_notices_a_page_and_the_list_says_where_it_ends(enter, tell):
    for n in range(21):
        tell(kind=f"k{n}")
    client = enter()
    first = client.get("/通知/").content.decode()
    assert first.count("notice-title") == 20
    assert "后面没有了" not in first
    last = client.get(html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])).content.decode()
    assert last.count("notice-title") == 1
    assert "后面没有了" in last


@pytest.mark.parametrize(("kind", "word"), [("copy", "已发到群里"), ("print", "已打印张贴")])
def test_a_sheet_is_passed_on_and_confirmed_once(enter, tell, channel, kind, word):
    channel(kind, "")
    tell()
    delivery, client = Delivery.objects.get(), enter()
    address = f"/通知/转发/{delivery.pk}/"
    assert str(delivery.pk) in client.get("/通知/").content.decode()
    shown = client.get(address)
    assert "河道清理快到期" in words_of(shown)
    assert "演示数据" in words_of(shown)
    assert word in words_of(shown)
    assert "已记下" in words_of(client.post(address, follow=True))
    delivery.refresh_from_db()
    assert delivery.state == "sent"
    assert delivery.sent_by == int(client.session["_auth_user_id"])
    assert word not in words_of(client.get(address))
    assert "已有人确认过" in words_of(client.post(address, follow=True))
    assert str(delivery.pk) not in client.get("/通知/").content.decode()


def test_a_sheet_of_another_unit_or_of_another_channel_is_not_there(enter, tell, channel):
    channel("copy", "")
    channel("robot_wecom")
    tell()
    tell(agency="other")
    client = enter()
    mine = Delivery.objects.get(notice__agency=UNIT, channel__kind="copy")
    for one in Delivery.objects.exclude(pk=mine.pk):
        assert client.get(f"/通知/转发/{one.pk}/").status_code == 404
        assert client.post(f"/通知/转发/{one.pk}/").status_code == 404
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_channel_is_added_and_its_key_is_never_shown(administrator):
    assert "还没有通道" in words_of(administrator.get("/通知/通道/"))
    page = administrator.post("/通知/通道/", {**CHANNEL, "secret": "signing"}, follow=True)
    assert "通道已添加" in words_of(page)
    assert "https://hook.example.cn/send" in words_of(page)
    assert "k3y" not in page.content.decode()
    assert "signing" not in page.content.decode()
    made = Channel.objects.get()
    assert (made.address, made.key, made.secret) == ("https://hook.example.cn/send", "key=k3y", "signing")


@pytest.mark.parametrize(("wrong", "says"), [
    ({"kind": ""}, "请选通道的种类"), ({"kind": "pigeon"}, "没有这一种通道"), ({"agency": "nowhere"}, "没有这个单位"),
    ({"address": ""}, "地址要写完整"), ({"address": "http://hook.example.cn/"}, "地址要以 https:// 开头"),
    ({"address": "https://a:b@hook.example.cn/"}, "地址要写完整"), ({"address": "https://[::1"}, "地址要写完整"),
    ({"address": "https://x.cn/" + "x" * 600}, "地址太长"), ({"address": "https://x.cn/\x00"}, "不能显示的字符"),
    ({"kind": "email", "address": "office"}, "请填收件邮箱"), ({"kind": "email", "address": ","}, "请填收件邮箱"),
    ({"secret": "密"}, "密钥只能是"), ({"kind": "sms_gateway", "fields_text": "[1]"}, "JSON 对象"),
    ({"kind": "sms_gateway", "fields_text": "{"}, "JSON 对象"),
    ({"kind": "sms_gateway", "fields_text": "[" * 1500}, "JSON 对象"),
])
def test_what_is_filled_in_wrongly_gets_a_sentence_and_stays(administrator, wrong, says):
    page = administrator.post("/通知/通道/", {**CHANNEL, **wrong})
    assert page.status_code == 422
    assert says in words_of(page)
    if "\x00" not in str(wrong):
        address = {**CHANNEL, **wrong}["address"]
        assert f'value="{html.escape(address)}"' in page.content.decode()
    assert Channel.objects.count() == 0


@pytest.mark.parametrize(("kind", "address", "kept"), [
    ("email", "a@example.cn，b@example.cn", "a@example.cn, b@example.cn"), ("copy", "anything", ""),
    ("print", "", ""), ("sms_gateway", "https://sms.example.cn/send", "https://sms.example.cn/send"),
])
def test_each_kind_keeps_what_it_needs(administrator, kind, address, kept):
    administrator.post("/通知/通道/", {**CHANNEL, "kind": kind, "address": address, "agency": UNIT,
                                    "fields_text": '{"t": "{text}"}'})
    made = Channel.objects.get()
    assert (made.kind, made.address, made.agency) == (kind, kept, UNIT)
    assert made.fields == ({"t": "{text}"} if kind == "sms_gateway" else {})


def test_a_channel_is_switched_off_and_on(administrator, channel):
    made = channel()
    for said, active in (("no", False), ("yes", True)):
        administrator.post(f"/通知/通道/{made.pk}/开关/", {"active": said})
        made.refresh_from_db()
        assert made.active is active
    assert administrator.post(f"/通知/通道/{10**30}/开关/").status_code == 404


def test_a_trial_says_how_it_went_and_keeps_nothing(administrator, channel, receiver):
    made = channel(address=receiver.url)
    assert "试发成功" in words_of(administrator.post(f"/通知/通道/{made.pk}/试发/", follow=True))
    assert "试发" in receiver.got[0][2]["text"]["content"]
    receiver.answer = b'{"errcode": 93000}'
    failed = words_of(administrator.post(f"/通知/通道/{made.pk}/试发/", follow=True))
    assert "试发没有成功。机器人没有收下，错误码 93000" in failed
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_the_outbox_says_what_waits_what_failed_and_why_without_the_text(administrator, tell, channel):
    assert "发件箱是空的" in words_of(administrator.get("/通知/发件箱/"))
    channel()
    tell()
    tell(kind="late")
    stuck = Delivery.objects.first()
    Delivery.objects.filter(pk=stuck.pk).update(state="given_up", tries=12, last_error="http_503")
    page = words_of(administrator.get("/通知/发件箱/"))
    assert "全部 2" in page
    assert "待发 1" in page
    assert "状态是 503" in page
    assert "已试 12 次" in page
    assert "河道清理" not in page
    assert "没有这种状态的发送" in words_of(administrator.get("/通知/发件箱/?state=sent"))
    assert "已放回待发" in words_of(administrator.post(f"/通知/发件箱/{stuck.pk}/重发/", follow=True))
    assert "没有改动" in words_of(administrator.post(f"/通知/发件箱/{stuck.pk}/重发/", follow=True))


@pytest.mark.parametrize("query", ["state=odd", "state=%00", "after=x", "after=1." + "f" * 32, "after=%00",
                                   "after=99999999999999999." + "0" * 32, "state=" + "x" * 4000])
def test_the_outbox_answers_any_question(administrator, tell, channel, query):
    channel()
    tell()
    assert administrator.get(f"/通知/发件箱/?{query}").status_code == 200


def test_outbox_and_channels_ask_as_many_queries_for_three_as_for_one(administrator, tell, channel):
    counts = []
    for n in range(3):
        channel(address=f"https://hook.example.cn/{n}")
        tell(kind=f"k{n}")
        counts.append(queries_of(administrator, *ADMINISTRATION))
    assert counts[0] == counts[2]
    assert max(counts[0]) <= 7


def test_the_outbox_s_pages_show_each_delivery_once(administrator, tell, channel):
    channel()
    for n in range(21):
        tell(kind=f"k{n}", at=NOW)
    address, numbers = "/通知/发件箱/", []
    while address:
        page = administrator.get(address).content.decode()
        numbers += re.findall(r"第 (\d+) 号", page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(found[1]) if found else ""
    assert len(numbers) == len(set(numbers)) == 21


def test_mail_that_waits_for_a_server_says_so(administrator, tell, channel, monkeypatch):
    monkeypatch.delenv("GONGBAO_SMTP", raising=False)
    channel("email", "office@example.cn")
    tell()
    assert "还没有设置邮件服务器" in words_of(administrator.get("/通知/发件箱/"))
    monkeypatch.setenv("GONGBAO_SMTP", "smtp://mail.example.cn")
    assert "还没有设置邮件服务器" not in words_of(administrator.get("/通知/发件箱/"))
