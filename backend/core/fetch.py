"""Fetching what lies at an address that somebody typed: bounded in bytes and in time, and never from our own network.

Server-side request forgery (OWASP, SSRF Prevention Cheat Sheet) is stopped where it happens, at the connection: a name
is resolved once, every address it leads to must be public, and the connection goes to the address that was judged. So
neither a redirect nor a name that answers differently the second time (DNS rebinding) leads anywhere else.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from backend.core.problems import Invalid

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 10.0  # for everything together: names, redirects, the last byte
HOPS = 5
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class FetchForbidden(Invalid):
    """Another scheme or port, a password in the address, or a place inside our own network."""

    code, title = "fetch-forbidden", "We only read public addresses that begin with https:// or http://."


class FetchTooLarge(Invalid):
    """More bytes than we take."""

    code, title = "fetch-too-large", "What lies at this address is too large for us to read."


class FetchTooSlow(Invalid):
    """It did not answer in full within our patience."""

    code, title = "fetch-too-slow", "This address takes too long to answer. Save the page and send it as a file."


class FetchFailed(Invalid):
    """No such place, no answer that can be read, or one that says no: `status` is what it answered (HTTP)."""

    code, title = "fetch-failed", "We cannot read this address. Open it in a browser, save it and send it as a file."


UNFETCHED = (FetchForbidden, FetchTooLarge, FetchTooSlow, FetchFailed)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there, and where it was in the end."""

    content: bytes
    url: str


def fetch(url: str, *, allowed: Iterable[str] = (), most_bytes: int = MOST_BYTES, seconds: float = SECONDS) -> Fetched:
    """What lies at an http or https address, after at most five redirects.

    `allowed` names places (`host:port`) inside our own network that an operator vouches for. Raises `FetchForbidden`,
    `FetchTooLarge`, `FetchTooSlow` or `FetchFailed`. No cookies, no credentials, nothing compressed.
    """
    network = _Network(frozenset(allowed), time.monotonic() + seconds)
    with _told(), httpcore.ConnectionPool(network_backend=network, retries=0) as pool:
        for _ in range(HOPS + 1):
            _check(url, network.allowed)
            with pool.stream("GET", url, headers=HEADERS, extensions=network.patience()) as reply:
                if reply.status not in REDIRECTS:
                    return Fetched(_body(reply, most_bytes), url)
                url = urljoin(url, _header(reply, b"location"))
    raise FetchFailed(reason="redirects")


HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Viveiro",
    "Accept": "text/html, application/json, application/ld+json, application/feed+json, text/csv;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",  # what is not inflated cannot explode
}


@contextmanager
def _told() -> Iterator[None]:
    """What the library raises, as a problem that somebody can mend."""
    try:
        yield
    except (httpcore.TimeoutException, TimeoutError):
        raise FetchTooSlow from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError):
        raise FetchFailed from None


def _check(url: str, allowed: frozenset[str]) -> None:
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme)
    is_ours = f"{parts.hostname}:{port}" in allowed
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise FetchForbidden
    if port != PORTS[parts.scheme] and not is_ours:
        raise FetchForbidden


def _body(reply: httpcore.Response, most_bytes: int) -> bytes:
    if reply.status != 200:
        raise FetchFailed(status=reply.status)
    if _header(reply, b"content-encoding") not in ("", "identity"):
        raise FetchFailed(reason="encoding")
    content = bytearray()
    for chunk in reply.iter_stream():
        content += chunk
        if len(content) > most_bytes:
            raise FetchTooLarge(limit=most_bytes)
    return bytes(content)


def _header(reply: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in reply.headers if key.lower() == name), "")


class _Network(httpcore.NetworkBackend):
    """Connects to public addresses only, and until the deadline only."""

    def __init__(self, allowed: frozenset[str], until: float) -> None:
        self.allowed = allowed
        self.until = until
        self.inner = httpcore.SyncBackend()

    def left(self) -> float:
        """Seconds until the deadline; raises when none are left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def patience(self) -> dict[str, Any]:
        """What is left of it, for each step of the next request."""
        return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.left())}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the very address that was judged."""
        found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if f"{host}:{port}" not in self.allowed and not all(is_public(str(address)) for address in found):
            raise FetchForbidden
        return _Timed(self.inner.connect_tcp(str(found[0]), port, timeout=self.left()), self)


class _Timed(httpcore.NetworkStream):
    """A stream whose every step ends at the one deadline, so that no drip of bytes outlasts it."""

    def __init__(self, inner: httpcore.NetworkStream, network: _Network) -> None:
        self.inner = inner
        self.network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, or none at the end."""
        return self.inner.read(max_bytes, self.network.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of these bytes."""
        self.inner.write(buffer, self.network.left())

    def close(self) -> None:
        """Hang up."""
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same, encrypted; the certificate is asked for the name, not for the address."""
        return _Timed(self.inner.start_tls(ssl_context, server_hostname, self.network.left()), self.network)

    def get_extra_info(self, info: str) -> Any:
        """What the library asks about the socket."""
        return self.inner.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether everybody on the internet would reach the same machine there (IANA special-purpose registries)."""
    there = ip_address(address.partition("%")[0])
    if isinstance(there, IPv6Address):
        return _is_open(there) and all(map(_is_open, _inside(there)))
    return _is_open(there)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to by mapping, 6to4, Teredo or NAT64."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
