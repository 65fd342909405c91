"""What every request meets before a route, and every reply on its way out."""

import gzip
import json

import pytest
from backports import zstd
from fastapi.testclient import TestClient
from sqlalchemy.exc import DataError

from backend.accounts import router as accounts
from backend.app import create_app
from backend.core.packed import Packed
from tests.tools.logged import logged

SAID = {"email": "rita@example.org", "password": "x"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 401, id="our own page"),
        pytest.param({"Sec-Fetch-Site": "none"}, 401, id="typed by a person"),
        pytest.param({}, 401, id="no browser at all"),
        pytest.param({"Origin": "http://testserver"}, 401, id="an older browser on our page"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="another port of this host"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="an older browser on another site"),
        pytest.param({"Origin": "null"}, 403, id="a sandboxed frame"),
    ],
)
def test_only_our_own_pages_may_act(client, headers, status):
    assert client.post("/api/sessions", json=SAID, headers=headers).status_code == status


def test_reading_from_elsewhere_is_fine(client):
    assert client.get("/api/me", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_every_reply_carries_the_security_headers(client):
    for path in ("/api/me", "/api/nothing-here", "/livez"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert len(headers["x-request-id"]) == 36


def test_our_own_failure_carries_them_too(client, monkeypatch):
    def fail(_):
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(accounts, "get_site", fail)

    reply = client.get("/api/me")

    assert (reply.status_code, reply.json()["code"]) == (500, "broken")
    assert "nobody foresaw" not in reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"


def test_our_own_failure_says_so_over_https_too(config, monkeypatch):
    monkeypatch.setattr(accounts, "get_site", lambda _: 1 / 0)
    app = create_app(config.model_copy(update={"public_url": "https://testserver"}))
    reply = TestClient(app, base_url="https://testserver", raise_server_exceptions=False).get("/api/me")
    app.state.engine.dispose()
    assert (reply.status_code, reply.headers["strict-transport-security"][:7]) == (500, "max-age")


def test_what_the_database_cannot_do_for_us_is_in_the_log_without_what_people_typed(client, monkeypatch, capsys):
    said = "Key (email)=(rita@example.org) already exists."

    def refuse(_):
        raise DataError("INSERT …", {}, ValueError(said))

    monkeypatch.setattr(accounts, "get_site", refuse)
    with logged("error"):
        reply = client.get("/api/me")
    (line,) = (json.loads(one) for one in capsys.readouterr().err.splitlines() if "request.broken" in one)
    assert (reply.status_code, reply.json()["code"]) == (500, "broken")
    assert reply.json()["params"]["request_id"] == line["request_id"] == reply.headers["x-request-id"]
    assert "sqlalchemy.exc.DataError (ValueError)" in line["exception"]
    assert "in refuse" in line["exception"]
    assert "rita" not in line["exception"]


@pytest.mark.parametrize("length", ["²", "-1", "1e9", ""])
def test_a_length_that_is_no_number_is_refused(client, length):
    reply = client.post("/api/sessions", content=b"{}", headers={"Content-Length": length.encode("latin-1")})
    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")


def test_fifty_megabytes_are_refused_before_they_are_read(client):
    reply = client.post("/api/sessions", content=b"x" * (50 << 20))

    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")


def test_an_undeclared_flood_is_refused_too(client):
    def flood():
        for _ in range(50):
            yield b"x" * (1 << 20)

    reply = client.post("/api/sessions", content=flood())

    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"{", 400, "bad-request", id="no JSON"),
        pytest.param(b'{"email": "a@b.example"}', 422, "invalid", id="a field is missing"),
        pytest.param(b'{"email": "a@b.example", "password": "x", "admin": true}', 422, "invalid", id="unknown field"),
        pytest.param(b'{"email": "nonsense", "password": "x"}', 422, "invalid", id="no address"),
        pytest.param(b"\xff\xfe", 400, "bad-request", id="no text at all"),
    ],
)
def test_a_body_we_cannot_use_is_a_problem_with_a_code(client, body, status, code):
    reply = client.post("/api/sessions", content=body, headers={"Content-Type": "application/json"})

    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    if status == 422:
        assert all(e["pointer"].startswith("/") and e["code"] for e in reply.json()["errors"])


def test_unknown_paths_and_methods_are_problems_too(client):
    assert client.get("/api/nothing-here").json()["code"] == "not-found"
    wrong = client.put("/api/me")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "wrong-method")
    assert wrong.headers["allow"]


@pytest.mark.parametrize("path", ["/opportunities/not-a-uuid", "/matches/rubbish/x", "/receipts/x", "/saved/jobs/1"])
def test_an_address_that_nothing_can_have_leads_nowhere(client, make, path):
    method = "DELETE" if path.startswith("/saved") else "GET"
    reply = client.request(method, f"/api{path}", headers=make.as_(make.account()))
    assert (reply.status_code, reply.json()["code"], reply.json()["errors"]) == (404, "not-found", [])


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(client, make):
    from backend.accounts.tokens import hash_password

    make.account(email="rita@example.org", password_hash=hash_password("azulejo-vento-4"))
    reply = client.post("/api/sessions", json={"email": "rita@example.org", "password": "azulejo-vento-4"})

    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("sid=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(config):
    assert config.model_copy(update={"public_url": "https://viveiro.example"}).session_cookie == "__Host-sid"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        pytest.param("gzip, deflate, br, zstd", "zstd", id="a browser of today"),
        pytest.param("gzip;q=0.5, ZSTD; q=1.0", "zstd", id="with how much it likes them"),
        pytest.param("gzip, deflate", "gzip", id="an older browser"),
        pytest.param("gzip, zstd;q=0.0", "gzip", id="zstd not at all"),
        pytest.param("identity", None, id="nothing packed"),
    ],
)
def test_a_reply_is_packed_as_the_client_takes_it(client, accepted, packed):
    plain = client.get("/api/municipalities", headers={"Accept-Encoding": "identity"}).content
    with client.stream("GET", "/api/municipalities", headers={"Accept-Encoding": accepted}) as reply:
        sent = b"".join(reply.iter_raw())
    unpack = {"zstd": zstd.decompress, "gzip": gzip.decompress, None: bytes}[packed]
    assert reply.headers.get("content-encoding") == packed
    assert unpack(sent) == plain
    assert "Accept-Encoding" in reply.headers["vary"]
    assert int(reply.headers["content-length"]) == len(sent)


async def _pieces(scope, receive, send):
    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
    await send(start)
    for piece in (b"first " * 500, b"second " * 500):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def test_what_comes_in_pieces_goes_out_in_pieces():
    """Each as soon as it is there: whoever has the first can read it."""
    with TestClient(Packed(_pieces)).stream("GET", "/", headers={"Accept-Encoding": "zstd"}) as reply:
        sent = list(reply.iter_raw())
    opened = zstd.ZstdDecompressor()
    assert opened.decompress(sent[0]) == b"first " * 500
    assert opened.decompress(sent[1]) == b"second " * 500
    assert not opened.eof
    assert opened.decompress(b"".join(sent[2:])) == b""
    assert opened.eof
