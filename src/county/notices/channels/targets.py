"""Where a webhook may lead: https and public addresses only, unless GONGBAO_WEBHOOK_ALLOW lists the host."""

from __future__ import annotations

import errno
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from county.notices.channels.outcome import Stopped
from county.site.environment import listed

NO_WAY_OUT = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PATH = "/%:@!$&'()*+,;=~?"
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """`address` is the checked IP to connect to; `host` goes into the Host header and the certificate check."""

    host: str
    port: int
    address: str
    tls: bool
    path: str


def target_of(url: str) -> Target:
    """Resolve an address once and check it. Stopped with the reason's code."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        raise Stopped("bad_address") from None
    if not host or parts.scheme not in {"http", "https"} or parts.username is not None:
        raise Stopped("bad_address")
    tls, is_listed = parts.scheme == "https", host in allowed_hosts()
    if not tls and not is_listed:
        raise Stopped("not_https")
    port = port or (443 if tls else 80)
    path = quote(parts.path or "/", safe=_PATH) + (f"?{quote(parts.query, safe=_PATH)}" if parts.query else "")
    return Target(host, port, _checked(host, port, is_listed), tls, path)


def allowed_hosts() -> set[str]:
    return {one.lower() for one in listed("GONGBAO_WEBHOOK_ALLOW")}


def _checked(host: str, port: int, is_listed: bool) -> str:
    """The first address of a host. All of them must be public, or the host be listed."""
    found = _resolved(host, port)
    if not is_listed and not all(is_public(one) for one in found):
        raise Stopped("private_address")
    return found[0]


def _resolved(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as wrong:
        raise Stopped("no_network" if wrong.errno == socket.EAI_AGAIN else "unknown_host") from None
    except (OSError, UnicodeError):
        raise Stopped("unknown_host") from None
    return [str(answer[4][0]) for answer in answers]


def is_public(address: str) -> bool:
    """Whether anybody on the internet could reach it, also where an IPv4 address hides in an IPv6 one."""
    try:
        return all(_is_public(one) for one in _inside(ipaddress.ip_address(address.partition("%")[0])))
    except ValueError:
        return False


def _is_public(ip: IP) -> bool:
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or site_local)


def _inside(ip: IP) -> list[IP]:
    """The address that counts: of an IPv4 address in an IPv6 one, the former."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip, *filter(None, (ip.sixtofour, *(ip.teredo or ())))]
