"""Each channel sends exactly what its receiver documents."""

from __future__ import annotations

import socketserver
import threading
from datetime import date
from uuid import uuid4

import pytest

from county.agencies.models import Person, Post, Tenure
from county.notices.channels import Failed, Sent, send, wire
from county.notices.channels.robot_dingtalk import signature
from county.notices.models import Delivery, Notice
from county.notices.reasons import sentence
from county.notices.wording import text_of

from .conftest import NOW, UNIT

pytestmark = pytest.mark.database


@pytest.fixture
def notice():
    return Notice(pk=1, title="河道清理快到期", href="/办件/7/", at=NOW, due=NOW, agency=UNIT)


@pytest.fixture
def send_by(channel, notice):
    def by(kind, address, **more):
        made = channel(kind, address, **more)
        delivery = Delivery(pk=uuid4(), channel=made, notice=notice)
        return send(made, delivery, notice), delivery

    return by


def test_a_wecom_robot_gets_the_documented_text_message(receiver, send_by, notice):
    outcome, delivery = send_by("robot_wecom", f"{receiver.url}/cgi-bin/webhook/send", key="key=k1")
    assert outcome == Sent()
    [(path, headers, body)] = receiver.got
    assert path == "/cgi-bin/webhook/send?key=k1"
    assert body == {"msgtype": "text", "text": {"content": text_of(notice)}}
    assert headers["Idempotency-Key"] == str(delivery.pk)
    assert headers["Host"] == receiver.url.removeprefix("http://")
    assert headers["Content-Type"].startswith("application/json")


def test_a_long_text_is_cut_to_what_wecom_takes(receiver, send_by, notice):
    notice.title = "长" * 1000
    send_by("robot_wecom", receiver.url)
    assert 2040 <= len(receiver.got[0][2]["text"]["content"].encode()) <= 2048


def test_a_dingtalk_robot_gets_its_message_and_signature(receiver, send_by, notice, monkeypatch):
    monkeypatch.setattr("county.notices.channels.robot_dingtalk.time.time", lambda: 1577262236.757)
    outcome, _delivery = send_by("robot_dingtalk", f"{receiver.url}/robot/send", key="access_token=t", secret="SECx")
    assert outcome == Sent()
    [(path, _headers, body)] = receiver.got
    assert path == f"/robot/send?access_token=t&{signature('SECx', 1577262236757)}"
    assert body == {"msgtype": "text", "text": {"content": text_of(notice)}}


def test_the_signature_is_the_hmac_of_moment_and_secret():
    # computed with openssl: printf '1577262236757\nSECx' | openssl dgst -sha256 -hmac SECx -binary | base64
    sign = "bxM6g1SzvN1RiJbXP3tL7x%2FcmlG4YP2ksTIFC%2Fd6WZU%3D"
    assert signature("SECx", 1577262236757) == f"timestamp=1577262236757&sign={sign}"


def test_a_gateway_gets_the_configured_fields_filled_at_any_depth(receiver, send_by, notice):
    fields = {"to": ["100"], "body": {"text": "{text}", "n": 1, "ref": "no {id}"}, "t": "{title}{title}"}
    outcome, delivery = send_by("sms_gateway", f"{receiver.url}/sms", fields=fields, secret="tok")
    assert outcome == Sent()
    [(_path, headers, body)] = receiver.got
    assert body == {"to": ["100"], "body": {"text": text_of(notice), "n": 1, "ref": f"no {delivery.pk}"},
                    "t": notice.title * 2}
    assert headers["Authorization"] == "Bearer tok"


def test_what_a_title_says_is_not_taken_for_a_field(receiver, send_by, notice):
    notice.title = "见 {id}"
    send_by("sms_gateway", receiver.url, fields={"t": "{title}"})
    assert receiver.got[0][2] == {"t": "见 {id}"}


def test_without_configured_fields_the_unit_s_telephones_get_the_text(receiver, send_by, post, notice):
    for number, role in (("100", "handler"), ("200", "head"), ("", "head")):
        Person.objects.filter(user=post(role)).update(telephone=number)
    other = Person.objects.create(name="某", telephone="300")
    elsewhere = Post.objects.create(agency="other", title="x", role="head")
    Tenure.objects.create(person=other, post=elsewhere, first=date(2000, 1, 1))
    send_by("sms_gateway", receiver.url)
    notice.role = "head"
    send_by("sms_gateway", receiver.url)
    assert [body["mobile"] for _path, _headers, body in receiver.got] == ["100,200", "200"]


def test_without_any_telephone_nothing_is_sent(receiver, send_by):
    assert send_by("sms_gateway", receiver.url)[0] == Failed("no_telephone")
    assert receiver.got == []


@pytest.mark.parametrize(("answer", "code"), [
    (b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "errcode_93000"), (b"<html>", "bad_answer"),
    (b"[]", "bad_answer"), (b'{"errcode": "x"}', "bad_answer"), (b"", "bad_answer"), (b"[" * 60000, "bad_answer"),
])
def test_a_robot_that_does_not_say_yes_has_not_taken_it(receiver, send_by, answer, code):
    receiver.answer = answer
    assert send_by("robot_wecom", receiver.url)[0] == Failed(code)


@pytest.mark.parametrize("kind", ["robot_wecom", "robot_dingtalk", "sms_gateway"])
def test_a_redirect_is_not_followed(receiver, send_by, kind):
    receiver.status, receiver.more = 302, {"Location": f"{receiver.url}/elsewhere"}
    assert send_by(kind, receiver.url, fields={"t": "{text}"})[0] == Failed("redirect")
    assert len(receiver.got) == 1


def test_a_refusal_is_told_with_its_status(receiver, send_by):
    receiver.status = 403
    assert send_by("robot_wecom", receiver.url)[0] == Failed("http_403")
    assert "403" in sentence("http_403")


def test_of_an_endless_answer_a_bounded_part_is_read(receiver):
    receiver.answer = b"x" * (wire.ANSWER_LIMIT * 3)
    assert len(wire.post_json(receiver.url, {}, {}).body) == wire.ANSWER_LIMIT


def test_an_unlisted_host_of_this_machine_gets_nothing(receiver, send_by, monkeypatch):
    monkeypatch.delenv("GONGBAO_WEBHOOK_ALLOW")
    assert send_by("robot_wecom", receiver.url.replace("http:", "https:"))[0] == Failed("private_address")
    assert send_by("robot_wecom", receiver.url)[0] == Failed("not_https")
    assert receiver.got == []


def test_nobody_at_the_port_is_no_connection(receiver, send_by):
    from tests.conftest import free_port

    assert send_by("robot_wecom", f"http://127.0.0.1:{free_port()}")[0] == Failed("no_connection")


def test_a_receiver_without_a_certificate_is_not_trusted(receiver, send_by):
    assert send_by("robot_wecom", receiver.url.replace("http:", "https:"))[0].code in {"bad_certificate", "timeout"}


class Dripping(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(65536)
        ended = threading.Event()
        for piece in (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", *[b"x"] * 100):
            try:
                self.request.sendall(piece)
            except OSError:
                return
            ended.wait(0.05)


def test_a_receiver_that_drips_does_not_hold_a_worker(send_by, monkeypatch):
    monkeypatch.setenv("GONGBAO_WEBHOOK_ALLOW", "127.0.0.1")
    monkeypatch.setattr(wire, "SECONDS_IN_ALL", 0.3)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dripping) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        import time

        begun = time.monotonic()
        outcome, _delivery = send_by("robot_wecom", f"http://127.0.0.1:{server.server_address[1]}")
        assert time.monotonic() - begun < 3
        assert outcome == Failed("bad_answer")
        server.shutdown()


class MailServer(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                for text in iter(self.rfile.readline, b".\r\n"):
                    self.server.got.append(text)
            refuses = line.startswith(b"RCPT") and b"NOBODY" in line
            self.wfile.write(b"550 no such mailbox\r\n" if refuses else b"250 ok\r\n")
            if line == b"QUIT":
                return


@pytest.fixture
def mail_server(monkeypatch):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.got = []
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("GONGBAO_SMTP", f"smtp://127.0.0.1:{server.server_address[1]}?from=county@example.cn")
        yield server
        server.shutdown()


def test_mail_goes_to_every_mailbox_under_the_delivery_s_id(mail_server, send_by):
    outcome, delivery = send_by("email", "one@example.cn, two@example.cn")
    assert outcome == Sent()
    text = b"".join(mail_server.got).decode()
    assert f"Message-ID: <{delivery.pk}@example.cn>" in text
    assert "From: county@example.cn" in text
    assert "To: one@example.cn, two@example.cn" in text


def test_a_refused_mailbox_is_told(mail_server, send_by):
    assert send_by("email", "nobody@example.cn")[0] == Failed("mail_refused")


@pytest.mark.parametrize(("smtp", "code"), [("", "no_smtp"), ("mail.example.cn", "smtp_setting"),
                                            ("smtp://127.0.0.1:1", "no_connection")])
def test_mail_without_a_server_is_told(send_by, monkeypatch, smtp, code):
    monkeypatch.setenv("GONGBAO_SMTP", smtp)
    assert send_by("email", "one@example.cn")[0] == Failed(code)


def test_by_hand_nothing_leaves(send_by):
    assert send_by("copy", "")[0] == Failed("by_hand")


def test_the_text_says_who_what_when_and_where(notice, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://county.example.cn"]
    lines = text_of(notice).splitlines()
    assert lines[0].startswith("【令行")
    assert "演示数据" in lines[0]
    assert lines[0].endswith("】河道清理快到期")
    assert lines[1] == "期限：2031年5月6日 星期二 09:30 前"
    assert lines[2] == "https://county.example.cn/%E5%8A%9E%E4%BB%B6/7/"


def test_every_code_has_a_sentence():
    codes = ["bad_address", "not_https", "private_address", "unknown_host", "redirect", "no_network", "no_connection",
             "timeout", "bad_certificate", "bad_answer", "no_smtp", "smtp_setting", "mail_refused", "mail_server",
             "no_telephone", "by_hand", "interrupted", "broken", "http_500", "errcode_-1"]
    assert len({sentence(code) for code in codes}) == len(codes)
    assert sentence("") == ""
