"""Pictures of every page at 390 and 1280 px, in both themes and both languages: `make screenshots`.

They land in screenshots/<page>-<width>-<theme>-<lang>.png. `--only matches` takes some, `--empty` a region with nothing in it.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from rich.progress import track

from backend.core import migrate
from backend.core.db import connect
from tests.tools.browser import launch_options
from tests.tools.live import seeded, serving

OUT = Path("screenshots")
WIDTHS, THEMES, LANGUAGES = (390, 1280), ("light", "dark"), ("en", "pt")


@dataclass(frozen=True)
class Shot:
    """One page: its name, its address (`*` is the first thing of the list before it), and who looks, at what is theirs."""

    name: str
    path: str
    who: str | None = None
    is_own: bool = False


LISTS = ("opportunities", "organisations", "funding-calls", "spaces", "mentors", "programmes")
MARKETS = ("opportunities", "mentors", "places", "funding", "spaces")
SHOTS = [
    Shot("front", "/"),
    Shot("sign-in", "/sign-in"),
    Shot("sign-up", "/sign-up"),
    Shot("forgotten-password", "/forgotten-password"),
    Shot("new-address", "/new-address?token=x"),
    Shot("goodbye", "/goodbye"),
    Shot("demo", "/demo"),
    Shot("start", "/start"),
    Shot("search", "/search?q=design"),
    Shot("search-none", "/search?q=zzzzzz"),
    Shot("about", "/about"),
    Shot("privacy", "/privacy"),
    Shot("accessibility", "/accessibility"),
    Shot("not-found", "/nothing-here"),
    *(Shot(noun, f"/{noun}") for noun in LISTS),
    *(Shot(f"{noun}-one", f"/{noun}/*") for noun in LISTS),
    Shot("calls-one", "/calls/*"),
    Shot("places-one", "/places/*"),
    Shot("opportunities-none", "/opportunities?q=zzzzzz"),
    Shot("opportunities-past-the-end", "/opportunities?page=999"),
    Shot("today", "/today", "student"),
    *(Shot(f"matches-{market}", f"/matches?market={market}", "student") for market in MARKETS),
    Shot("matches-none", "/matches?q=zzzzzz", "student"),
    Shot("matches-one", "/matches/opportunities/*", "student"),
    Shot("receipt", "/receipts/*", "student"),
    Shot("profile", "/profile", "student"),
    Shot("profile-cv", "/profile/cv", "student"),
    Shot("saved", "/saved", "student"),
    Shot("applications-none", "/applications", "student"),
    Shot("settings", "/settings", "student"),
    Shot("invitations-none", "/invitations", "student"),
    Shot("mentor-new", "/mentors/new", "student"),
    Shot("organisation-home", "/organisation", "founder"),
    Shot("organisation-members", "/organisations/*/members", "founder", is_own=True),
    Shot("organisation-new", "/organisations/new", "founder"),
    Shot("opportunity-new", "/opportunities/new", "founder"),
    Shot("opportunity-edit", "/opportunities/*/edit", "founder", is_own=True),
    Shot("applications-of-none", "/opportunities/*/applications", "founder", is_own=True),
    Shot("candidates", "/opportunities/*/candidates", "founder", is_own=True),
    Shot("candidates-unranked", "/opportunities/*/candidates?order=unranked", "founder", is_own=True),
    Shot("candidates-one", "/opportunities/*/candidates/*", "founder", is_own=True),
    Shot("organisation-home-incubator", "/organisation", "incubator"),
    Shot("programme-new", "/programmes/new", "incubator"),
    Shot("programme-edit", "/programmes/*/edit", "incubator", is_own=True),
    Shot("call-new", "/programmes/*/calls/new", "incubator", is_own=True),
    Shot("funding-call-new", "/funding-calls/new", "incubator"),
    Shot("place-new", "/places/new", "incubator"),
    Shot("space-new", "/spaces/new", "incubator"),
]


def enter(context: BrowserContext, base: str, who: str | None) -> None:
    """Become one of the invented people, or stay a visitor."""
    if who:
        reply = context.request.post(f"{base}/api/demo/sessions", data={"key": who})
        assert reply.ok, reply.text()


def address(context: BrowserContext, base: str, shot: Shot) -> str:
    """Where the page is: each `*` of its path becomes the first thing of the list before it."""
    path = shot.path
    while "*" in path:
        before = path[: path.index("/*")]
        found = first(context, base, before, is_own=shot.is_own)
        if found is None:
            return base + before
        path = path.replace("*", found, 1)
    return base + path


def first(context: BrowserContext, base: str, listing: str, *, is_own: bool) -> str | None:
    """The id of the first thing of a list, by the address of the list's page."""
    noun = listing.rsplit("/", 1)[-1]
    if noun == "receipts":  # a receipt is had by looking at matches
        return str(context.request.get(f"{base}/api/matches").json()["receipt_id"])
    where = listing if noun == "candidates" else f"/{noun}{'?mine=true' if is_own else ''}"
    items = context.request.get(f"{base}/api{where}").json()["items"]
    return str(items[0].get("id") or items[0]["profile_id"]) if items else None


def settle(page: Page) -> None:
    """Wait until the page has its answer and its fonts."""
    page.wait_for_load_state("networkidle")
    page.locator("h1").first.wait_for(timeout=10_000)
    expect(page.locator(".skeleton, [aria-busy=true]")).to_have_count(0, timeout=10_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)


def take(browser: Browser, base: str, shots: list[Shot], suffix: str) -> None:
    """Every picture of every shot."""
    combinations = [(w, t, lang) for w in WIDTHS for t in THEMES for lang in LANGUAGES]
    for width, theme, lang in track(combinations, description="taking pictures"):
        for who in {shot.who for shot in shots}:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                locale={"en": "en-GB", "pt": "pt-PT"}[lang],
                reduced_motion="reduce",
            )
            enter(context, base, who)
            page = context.new_page()
            for shot in (s for s in shots if s.who == who):
                target = address(context, base, shot)
                page.goto(f"{target}{'&' if '?' in target else '?'}lang={lang}")
                settle(page)
                page.screenshot(path=OUT / f"{shot.name}{suffix}-{width}-{theme}-{lang}.png", full_page=True)
            context.close()


def main() -> None:
    """Seed, serve, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names that begin with this")
    parser.add_argument("--empty", action="store_true", help="a region with nothing in it")
    parser.add_argument("--size", default="small", help="small or full")
    asked = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    shots = [s for s in SHOTS if s.name.startswith(asked.only) and not (asked.empty and s.who)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "viveiro.db"
        if asked.empty:
            url = f"sqlite:///{path}"
            migrate.upgrade(connect(url))
        else:
            url = seeded(path, size=asked.size)
        with serving(url, Path(folder)) as base:
            browser = playwright.chromium.launch(**launch_options())
            take(browser, base, shots, "-empty" if asked.empty else "")
            browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}/")  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
