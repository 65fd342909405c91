"""Journeys run in a real browser against a real server with a small seeded region."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Engine, func, select

from backend.core.db import connect, reading
from backend.core.model import Model
from tests.tools.browser import COLOURS, RULES, come_to_rest, launch_options, listened, violations
from tests.tools.libreoffice import to_pdf
from tests.tools.live import seeded, serving

BOOKKEEPING = {"attempt", "chore"}
PATIENCE = 15_000
LOCALES = {"en": "en-GB", "pt": "pt-PT"}


@dataclass(frozen=True)
class Region:
    """A server with a small region: where it answers, and what it keeps."""

    address: str
    engine: Engine
    mail: Path

    def count_rows(self) -> dict[str, int]:
        """How many rows of each kind it keeps, but for the counters that slow down those who ask too often."""
        with reading(self.engine) as db:
            tables = [table for table in Model.metadata.sorted_tables if table.name not in BOOKKEEPING]
            return {table.name: db.scalar(select(func.count()).select_from(table)) for table in tables}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    folder = tmp_path_factory.mktemp("region")
    url = seeded(folder / "viveiro.db", size="small")
    engine = connect(url)
    with serving(url, folder) as address:
        yield Region(address, engine, folder / "mail")
    engine.dispose()


@pytest.fixture(scope="session")
def base_url(region: Region) -> str:
    return region.address


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """A browser that asks for the test's language, as its reader would."""
    lang = request.getfixturevalue("lang") if "lang" in request.fixturenames else "en"
    return {**browser_context_args, "locale": LOCALES[lang], "reduced_motion": "reduce"}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when its console shows an error or another host is asked for anything."""
    context.set_default_timeout(PATIENCE)
    page = listened(context.new_page())
    yield page
    assert page.complaints == []


@pytest.fixture
def visitor(browser: Browser, base_url: str, browser_context_args: dict[str, Any]) -> Iterator[Callable[[], Page]]:
    """Somebody else with a browser of their own."""
    contexts: list[BrowserContext] = []

    def come() -> Page:
        contexts.append(browser.new_context(**{**browser_context_args, "base_url": base_url}))
        return listened(contexts[-1].new_page())

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def is_open_to_all(page: Page):
    """Call it on any page: axe finds nothing; in the dark only what colours may change is looked at again."""

    def check(shown: Page = page) -> None:
        for theme, rules in (("light", RULES), ("dark", COLOURS)):
            shown.emulate_media(color_scheme=theme, reduced_motion="reduce")
            come_to_rest(shown)
            assert violations(shown, rules) == [], f"{shown.url} in {theme}"

    return check


@pytest.fixture(params=["en", "pt"])
def lang(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def cv_pdf(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Portuguese CV the way people send it: written in an office program and saved as PDF."""
    return to_pdf(samples / "cv-pt.fodt", tmp_path_factory.mktemp("cv"))
