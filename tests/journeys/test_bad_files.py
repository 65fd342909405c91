"""Files that are no CV: each is refused with a code, a sentence and a way out, and nothing of it is kept."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.people import enter
from tests.journeys.words import say
from tests.profiles.papers import pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

MEBIBYTE = 1 << 20
BAD = {
    "empty.pdf": (lambda: b"", 422, "profiles.cv-empty"),
    "fifty-megabytes.pdf": (lambda: b"%PDF-1.7\n" + b"x" * (50 * MEBIBYTE), 413, "too-large"),
    "eleven-megabytes.pdf": (lambda: b"%PDF-1.7\n" + b"x" * (11 * MEBIBYTE), 413, "profiles.cv-too-large"),
    "bomb.pdf": (lambda: pdf(b"BT /F1 1 Tf (A) Tj ET\n" * 15_000_000), 422, "profiles.cv-excessive"),
    "page.pdf": (lambda: b"<!DOCTYPE html><html><body>My CV</body></html>", 415, "profiles.cv-unknown-type"),
    "old.txt": (lambda: "Графический дизайнер из издательства".encode("koi8-r"), 422, "profiles.cv-undecodable"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each of them as a file."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (make, _, _) in BAD.items():
        (folder / name).write_bytes(make())
    return {name: folder / name for name in BAD}


def test_the_page_tells_what_is_wrong_and_how_to_go_on(page, lang, region, bad, is_open_to_all):
    enter(page, "student")
    page.goto("/profile/cv")
    before = region.count_rows()
    for name, (_, _, code) in BAD.items():
        page.locator("input[type=file]").set_input_files(bad[name])
        alert = page.get_by_role("alert")
        expect(alert.get_by_text(say(lang, f"problem.{code}")), name).to_be_visible(timeout=15_000)
        expect(alert.get_by_text(say(lang, f"way-out.{code}")), name).to_be_visible()
    is_open_to_all()
    assert region.count_rows() == before
    refused = [one for one in page.complaints if "/api/profiles/mine/cv-imports" in one and "status of 4" in one]
    assert page.complaints == refused
    page.complaints.clear()


@pytest.mark.parametrize("path", ["/api/cv-readings", "/api/profiles/mine/cv-imports"])
def test_the_api_tells_it_too_to_guests_and_to_people(path, region, bad):
    with httpx.Client(base_url=region.address, timeout=30) as client:
        if "mine" in path:
            client.post("/api/demo/sessions", json={"key": "student"}).raise_for_status()
        before = region.count_rows()
        for name, (_, status, code) in BAD.items():
            reply = client.post(path, files={"file": (name, bad[name].read_bytes())})
            problem = reply.json()
            assert (reply.status_code, problem["code"]) == (status, code), name
            assert reply.headers["content-type"] == "application/problem+json"
            assert problem["title"]
            assert {"way_out", "limit"} & problem["params"].keys(), problem
        assert region.count_rows() == before
