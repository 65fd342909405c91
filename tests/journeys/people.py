"""How people come in: through the form and the mail, or as one of the invented people by a click."""

import re
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.words import say

PASSWORD = "telha olaria maré 58"
LINK = re.compile(r"http\S+/confirm\?token=\S+")


def link_for(email: str, mail: Path) -> str:
    """The link that confirms this address, once the worker has sent it."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for path in mail.glob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=default)
            link = LINK.search(letter.get_body(("plain",)).get_content())
            if link and email in letter["To"]:
                return link[0]
        time.sleep(0.05)
    raise AssertionError(f"no mail for {email}")


def sign_up(page: Page, lang: str, mail: Path, *, name: str, email: str, check=lambda: None) -> None:
    """Through the form, the mail and the button behind its link; `check` looks at each page on the way."""
    page.goto("/sign-up")
    page.get_by_label(say(lang, "accounts.name"), exact=True).fill(name)
    page.get_by_label(say(lang, "accounts.email"), exact=True).fill(email)
    page.get_by_label(say(lang, "accounts.password"), exact=True).fill(PASSWORD)
    check()
    page.get_by_role("button", name=say(lang, "session.sign-up")).click()
    expect(page.locator("h1")).to_have_text(say(lang, "accounts.look-in-mail"))
    check()
    page.goto(link_for(email, mail))
    expect(page.locator("h1")).to_have_text(say(lang, "accounts.confirm-title"))
    check()
    page.get_by_role("button", name=say(lang, "accounts.confirm")).click()
    page.wait_for_url("**/today")


def join(page: Page, mail: Path, *, name: str, email: str) -> None:
    """The same without looking: an account, its link, and a session in this browser."""
    reply = page.request.post("/api/accounts", data={"name": name, "email": email, "password": PASSWORD, "lang": "en"})
    assert reply.ok, reply.text()
    token = parse_qs(urlsplit(link_for(email, mail)).query)["token"][0]
    reply = page.request.post("/api/accounts/confirmation", data={"token": token})
    assert reply.ok, reply.text()


def enter(page: Page, key: str) -> None:
    """Become one of the invented people of the demo region."""
    reply = page.request.post("/api/demo/sessions", data={"key": key})
    assert reply.ok, reply.text()


def forgive(page: Page, status: int) -> None:
    """Browsers write refusals on their console: forget those that the test asked for."""
    page.complaints[:] = [one for one in page.complaints if f"status of {status}" not in one]
