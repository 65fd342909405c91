"""Debian's Chromium under Playwright, and axe, which finds what keeps people out."""

import os
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SHOWN = "() => !document.querySelector('main .skeleton, main [aria-busy=true]')"
# Two frames after which nothing that ends is moving, not even what set out when something else arrived; and the fonts are there.
STILL = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const moving = () => document.getAnimations().filter(one =>
        one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    for (await document.fonts.ready;;) {
        await frame(), await frame();
        if (!moving().length) return;
        await Promise.allSettled(moving().map(one => one.finished));
    }
}"""
PATIENCE = 15_000  # ms
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def launch_options() -> dict[str, Any]:
    """How to start Chromium so that it calls nobody; without its sandbox only for root."""
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "chromium_sandbox": os.geteuid() != 0,
        "args": QUIET,
    }


def listened(page: Page) -> Page:
    """Keep its complaints (errors on the console, requests to another host) and the questions it waits for."""
    page.complaints, page.questions = [], set()
    page.on("console", lambda m: page.complaints.append(f"{m.text} {m.location['url']}") if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _note(page, request))
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda request: page.questions.discard(request))  # noqa: PLW0108  playwright takes no builtins
    return page


def _note(page: Page, request: Request) -> None:
    address = urlsplit(request.url)
    if address.scheme in {"http", "https"} and address.hostname != "localhost":
        page.complaints.append(request.url)
    if address.path.startswith("/api/"):
        page.questions.add(request)


def come_to_rest(page: Page) -> None:
    """Wait until a page that is listened to has its answers and shows them, and no colour is on its way to another."""
    page.locator("h1").first.wait_for(timeout=PATIENCE)
    until = time.monotonic() + PATIENCE / 1000
    while True:
        waited_for = {question.url for question in page.questions}
        page.evaluate(STILL)  # an answer is shown in the frames after it has come, and may ask for more
        if not waited_for and not page.questions and page.evaluate(SHOWN):
            return
        if time.monotonic() > until:
            raise TimeoutError(f"{page.url} does not come to rest; it waits for {sorted(waited_for) or 'nobody'}")
        page.wait_for_timeout(10)


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe objects to on the page as it is now: rule, how many, and where first."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())  # through the debugger, so it works under the strict CSP
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{v['id']} ×{len(v['nodes'])}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]
