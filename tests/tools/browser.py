"""Debian's Chromium under Playwright, and axe, which finds what keeps people out."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
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


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe objects to on the page as it is now: rule, how many, and where first."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())  # through the debugger, so it works under the strict CSP
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{v['id']} ×{len(v['nodes'])}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]
