"""What no route knows is not found; what is known, but not that way, says which ways there are."""

import pytest


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api", "/api/nothing-here", "/api/opportunities/"])
def test_an_unknown_api_path_is_not_found_whatever_the_method(client, method, path):
    reply = client.request(method, path, follow_redirects=False)

    assert reply.status_code == 404
    if method != "HEAD":
        assert reply.json()["code"] == "not-found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/opportunities", "GET, POST"),
        ("POST", "/api/me", "GET, PATCH"),
        ("PUT", "/api/sessions/current", "DELETE"),
        ("POST", "/about", "GET, HEAD"),
        ("POST", "/apiary", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_every_right_one(client, method, path, allowed):
    reply = client.request(method, path)

    assert (reply.status_code, reply.json()["code"]) == (405, "wrong-method")
    assert set(reply.headers["allow"].split(", ")) >= set(allowed.split(", "))
    assert method not in reply.headers["allow"]
