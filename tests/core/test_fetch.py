"""Reading an address that somebody typed, from servers that really run; nothing inside our own network is reached."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from backend.core.fetch import FetchFailed, FetchForbidden, FetchTooLarge, FetchTooSlow, fetch, is_public

PAGE = b"<!doctype html><title>A job</title>"


class Peer(BaseHTTPRequestHandler):
    """A site that behaves in many ways, by path."""

    def do_GET(self):
        self.server.seen.append(self.path)
        if self.path.startswith("/to/"):
            return self._answer(302, b"", Location=self.path.removeprefix("/to/"))
        if self.path == "/drip":
            return self._drip()
        body = {"/large": b"x" * 5_000, "/zip": PAGE}.get(self.path, PAGE)
        headers = {"Content-Encoding": "gzip"} if self.path == "/zip" else {}
        return self._answer(404 if self.path == "/lost" else 200, body, **headers)

    def _answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self):
        """One byte of the headers after another, each well within anybody's patience for one."""
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000:
            try:
                self.wfile.write(bytes([byte]))
                time.sleep(0.02)
            except OSError:
                return

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def peer() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    server.daemon_threads, server.block_on_close, server.seen = True, False, []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def site():
    """A site on this machine, which only an operator's word makes reachable."""
    with peer() as server:
        yield server


def place(server):
    return f"127.0.0.1:{server.server_port}"


def reach(server, path, **given):
    return fetch(f"http://{place(server)}{path}", allowed=[place(server)], **given)


def test_a_page_is_read_also_where_it_has_moved_to(site):
    assert reach(site, "/job").content == PAGE
    moved = reach(site, "/to//elsewhere")
    assert (moved.content, moved.url) == (PAGE, f"http://{place(site)}/elsewhere")


@pytest.mark.parametrize(
    "url",
    [
        "http://{place}/",
        "http://localhost:{port}/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.8/",
        "http://user:word@203.0.113.9/",
        "http://198.51.100.7:6379/",
        "file:///etc/passwd",
        "gopher://198.51.100.7/",
        "//no-scheme",
    ],
)
def test_nothing_inside_our_own_network_is_asked(site, url):
    site.seen.clear()
    with pytest.raises(FetchForbidden):
        fetch(url.format(place=place(site), port=site.server_port), seconds=2)
    assert site.seen == []


def test_nor_through_the_redirect_of_a_place_that_is_allowed(site):
    with peer() as inner:
        with pytest.raises(FetchForbidden):
            reach(site, f"/to/http://{place(inner)}/secret")
        assert inner.seen == []
        both = [place(site), place(inner)]
        assert fetch(f"http://{place(site)}/to/http://{place(inner)}/secret", allowed=both).content == PAGE


@pytest.mark.parametrize(
    ("path", "given", "problem"),
    [
        ("/large", {"most_bytes": 4_999}, FetchTooLarge),
        ("/drip", {"seconds": 0.3}, FetchTooSlow),
        ("/lost", {}, FetchFailed),
        ("/zip", {}, FetchFailed),
        ("/to//to//to//to//to//to//end", {}, FetchFailed),
    ],
)
def test_it_ends_in_time_and_in_size(site, path, given, problem):
    began = time.monotonic()
    with pytest.raises(problem):
        reach(site, path, **given)
    assert time.monotonic() - began < 2


def test_and_what_just_fits_comes_whole(site):
    assert len(reach(site, "/large", most_bytes=5_000).content) == 5_000
    assert reach(site, "/to//to//to//to//to//end").content == PAGE


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::1", False),
        ("::ffff:192.168.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.1.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_which_addresses_are_public(address, is_one):
    assert is_public(address) is is_one
