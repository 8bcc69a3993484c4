"""Webhooks reach the outside and nothing inside."""

from __future__ import annotations

import socket

import pytest

from county.notices.channels import targets
from county.notices.channels.outcome import Stopped
from county.notices.channels.targets import is_public, target_of

INSIDE = ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
          "0.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
          "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1",
          "2002:7f00:1::1", "2001:db8::1", "nonsense"]


@pytest.fixture(autouse=True)
def nothing_listed(monkeypatch):
    monkeypatch.delenv("GONGBAO_WEBHOOK_ALLOW", raising=False)


@pytest.fixture
def resolve(monkeypatch):
    """Let names lead to these addresses."""

    def to(*addresses):
        def answer(*asked, **how):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]

        monkeypatch.setattr(targets.socket, "getaddrinfo", answer)

    return to


def refused(url):
    with pytest.raises(Stopped) as stopped:
        target_of(url)
    return stopped.value.code


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.119.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_an_outside_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "2130706433", "0x7f000001", "0x7f.1",
                                  "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]", "localhost", "0",
                                  "127.0.0.1.", "１２７.0.0.1"])
def test_however_an_inside_host_is_written_it_is_refused(host):
    assert refused(f"https://{host}/send") == "private_address"


def test_a_name_that_leads_inside_is_refused_also_if_one_address_is_outside(resolve):
    resolve("1.1.1.1", "10.0.0.1")
    assert refused("https://hook.example.cn/") == "private_address"


def test_the_checked_address_is_connected_to_under_the_name_s_host(resolve):
    resolve("1.1.1.1")
    target = target_of("https://hook.example.cn/send?key=a b#c")
    assert (target.address, target.host, target.port, target.tls) == ("1.1.1.1", "hook.example.cn", 443, True)
    assert target.path == "/send?key=a%20b"


def test_a_name_is_resolved_once_so_that_a_second_answer_does_not_count(monkeypatch):
    answers = iter(["1.1.1.1", "127.0.0.1"])

    def answer(*asked, **how):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))]

    monkeypatch.setattr(targets.socket, "getaddrinfo", answer)
    assert target_of("https://hook.example.cn/").address == "1.1.1.1"
    assert next(answers) == "127.0.0.1"


@pytest.mark.parametrize(("url", "code"), [
    ("http://hook.example.cn/", "not_https"), ("ftp://hook.example.cn/", "bad_address"), ("", "bad_address"),
    ("https://", "bad_address"), ("https://a:b@hook.example.cn/", "bad_address"), ("https://x:99999/", "bad_address"),
    ("https://[::1/", "bad_address"), ("file:///etc/passwd", "bad_address"), (f"https://{'a' * 70}.cn/", "bad_address"),
])
def test_an_address_of_another_sort_is_refused(url, code):
    assert refused(url) == code


@pytest.mark.parametrize(("number", "code"), [(socket.EAI_AGAIN, "no_network"), (socket.EAI_NONAME, "unknown_host")])
def test_a_name_that_cannot_be_asked_for_differs_from_one_that_is_not_there(monkeypatch, number, code):
    def fail(*asked, **how):
        raise socket.gaierror(number, "")

    monkeypatch.setattr(targets.socket, "getaddrinfo", fail)
    assert refused("https://hook.example.cn/") == code


def test_a_listed_host_may_be_inside_and_without_tls(monkeypatch):
    monkeypatch.setenv("GONGBAO_WEBHOOK_ALLOW", "gateway.inside, 127.0.0.1")
    target = target_of("http://127.0.0.1:8080/x")
    assert (target.address, target.port, target.tls) == ("127.0.0.1", 8080, False)
    assert refused("https://127.0.0.2/") == "private_address"
