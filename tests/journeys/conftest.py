"""Journeys run in a real browser against a real server with a small seeded region."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.tools.browser import launch_options, violations
from tests.tools.live import seeded, serving


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a small region."""
    folder = tmp_path_factory.mktemp("region")
    with serving(seeded(folder / "viveiro.db", size="small"), folder) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(region: str) -> str:
    return region


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when the console shows an error or another host is asked for anything."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("request", lambda r: complaints.append(r.url) if "localhost" not in r.url and not r.url.startswith(("data:", "blob:")) else None)
    page.complaints = complaints
    yield page
    page.close()


@pytest.fixture
def is_open_to_all(page: Page):
    """Call it on any page: axe finds nothing, in both themes."""

    def check() -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.wait_for_timeout(50)
            assert violations(page) == [], f"{page.url} in {theme}"

    return check


@pytest.fixture(params=["en", "pt"])
def lang(request) -> str:
    return request.param


@pytest.fixture
def samples() -> Path:
    return Path(__file__).parent / "samples"
