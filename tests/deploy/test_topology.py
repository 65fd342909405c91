"""The deployed topology as processes: what one of them may do without anybody noticing, and what everybody is told."""

import signal
import threading
import time
from collections import Counter
from contextlib import contextmanager

import httpx
import pytest

from tests.deploy.stack import deployed, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("topology")]

PASSWORD = "slow tide, green lantern, nine looms"
THREADS = 4
PAGES = ("/about", "/api/opportunities", "/api/municipalities?size=5")


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    with deployed(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


@pytest.fixture
def visitor(stack):
    with httpx.Client(base_url=stack.url, timeout=20) as client:
        yield client


@contextmanager
def load(url):
    """A few visitors who never stop, with a short pause between two requests; what they were answered."""
    answered, stop, lock = Counter(), threading.Event(), threading.Lock()

    def visit(number):
        with httpx.Client(base_url=url, timeout=20) as client:
            while not stop.wait(0.02):
                for path in PAGES:
                    note(_answer(client, "GET", path))
                sent = {"email": f"nobody{number}@example.org", "password": "not this one"}
                note(_answer(client, "POST", "/api/sessions", json=sent))

    def note(answer):
        with lock:
            answered[answer] += 1

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        yield answered
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def _answer(client, method, path, **given):
    try:
        return method, client.request(method, path, **given).status_code
    except httpx.HTTPError as error:
        return method, type(error).__name__


def sign_up(visitor, name):
    address = f"{name}@example.org"
    draft = {"email": address, "name": name.capitalize(), "password": PASSWORD, "lang": "en"}
    reply = visitor.post("/api/accounts", json=draft)
    assert reply.status_code == 202, reply.text
    return address


def test_pages_and_the_api_come_through_the_proxy(visitor):
    page = visitor.get("/about", headers={"Accept-Encoding": "gzip"})
    listed = visitor.get("/api/municipalities?size=1")

    assert (page.status_code, page.headers["content-encoding"]) == (200, "gzip")
    assert "server" not in page.headers
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert listed.json()["total"] == 86


def test_what_a_web_process_writes_the_worker_sends(stack, visitor):
    address = sign_up(visitor, "amelia")
    until(lambda: stack.mailbox.has_for(address), what="the mail")


def test_one_web_process_may_die(stack, visitor):
    stack.stop_web(0, signal.SIGKILL)

    answers = [visitor.get(path).status_code for path in PAGES * 4]
    address = sign_up(visitor, "bento")

    assert set(answers) == {200}
    until(lambda: stack.mailbox.has_for(address), what="the mail")
    stack.start_web(0)


def test_an_update_fails_no_request(stack):
    with load(stack.url) as answered:
        time.sleep(1)
        for number in (0, 1):
            stack.restart_web(number)

    failed = {answer: count for answer, count in answered.items() if not isinstance(answer[1], int) or answer[1] >= 500}
    assert failed == {}
    assert sum(answered.values()) > 100
    assert answered["GET", 200] == sum(count for (method, _), count in answered.items() if method == "GET")


def test_without_the_database_everybody_is_told_when_to_come_back(stack, visitor):
    stack.stop_database()
    try:
        started = time.monotonic()
        replies = [visitor.get(path) for path in PAGES] + [visitor.post("/api/sessions", json={
            "email": "nobody@example.org", "password": "not this one",
        })]  # fmt: skip
        seconds = time.monotonic() - started
        ready = visitor.get("/readyz")
    finally:
        stack.start_database()

    for reply in (*replies, ready):
        assert (reply.status_code, reply.json()["code"]) == (503, "unavailable")
        assert int(reply.headers["retry-after"]) > 0
        assert reply.headers["content-type"] == "application/problem+json"
    assert seconds < 4, "told at once, not after the proxy gave up"


def test_when_the_database_is_back_nothing_has_to_be_restarted(stack, visitor):
    before = {name: process.pid for name, process in stack.running.items() if name != "database"}
    stack.stop_database()
    assert visitor.get("/api/opportunities").status_code == 503
    stack.start_database()

    for path in PAGES * 4:
        assert visitor.get(path).status_code == 200
    address = sign_up(visitor, "celeste")
    until(lambda: stack.mailbox.has_for(address), what="the mail")

    assert {name: process.pid for name, process in stack.running.items() if name != "database"} == before
    assert all(process.poll() is None for process in stack.running.values())


def test_without_any_web_process_the_proxy_says_the_same(stack, visitor):
    for number in (0, 1):
        stack.stop_web(number, signal.SIGKILL)
    try:
        reply = visitor.get("/api/opportunities")
    finally:
        stack.start_web(0, 1)

    assert (reply.status_code, reply.json()["code"]) == (503, "unavailable")
    assert int(reply.headers["retry-after"]) > 0
    assert reply.headers["content-type"] == "application/problem+json"
    until(lambda: visitor.get("/about").status_code == 200, what="the proxy finding them again")
