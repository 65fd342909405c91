"""Which addresses the front end answers, and the head each of them gets."""

import re
from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.problems import NotFound
from backend.pages.heads import opportunities, organisations
from backend.pages.shell import Head

Maker: TypeAlias = Callable[[Session, UUID, str], Head]

OF_A_THING: dict[str, Maker] = {
    "opportunities": opportunities.head,
    "organisations": organisations.head,
}

# Lists and pages that everybody may see, with what a preview says of them.
OPEN_TO_ALL = {
    "": "Jobs, mentors, incubator places, funding and rooms of a region, ranked for you, with every reason shown.",
    "opportunities": "Jobs, internships, projects, residencies and people who look for a co-founder.",
    "organisations": "The creative organisations of the region, in nine sub-sectors.",
    "funding-calls": "Funding calls, with who may apply and until when.",
    "spaces": "Rooms, desks, studios, stages and vacant buildings, with access facts and technical sheets.",
    "mentors": "People who share what they know, and how many hours they have.",
    "programmes": "Incubators and their programmes, and when they take people in.",
    "search": "Everything in the region, by a word.",
    "about": "What this is, who made it and how it decides.",
    "privacy": "What is kept, why, for how long, and how to take it with you.",
    "accessibility": "How this site tries to keep nobody out, and where it does not succeed yet.",
}

# Pages of one's own: served to everybody, because the page itself asks who you are, and kept out of indexes.
PERSONAL = re.compile(
    r"(sign-in|sign-up|confirm|forgotten-password|reset|demo|today|matches(/.*)?|profile(/.*)?|saved|settings(/.*)?"
    r"|start|organisation(/.*)?|organisations/new|organisations/[^/]+/.+|opportunities/new|opportunities/[^/]+/.+"
    r"|funding-calls/new|funding-calls/[^/]+/.+|spaces/new|spaces/[^/]+/.+|mentors/new|mentors/[^/]+/.+"
    r"|programmes/new|programmes/[^/]+/.+|profiles/[^/]+|receipts/[^/]+)"
)


def head_of(db: Session, path: str, *, site: str, public_url: str) -> Head:
    """The head for an address; raises `NotFound` where there is no such page."""
    path = path.strip("/")
    if path in OPEN_TO_ALL:
        title = site if not path else path.replace("-", " ").capitalize()
        return Head(title, OPEN_TO_ALL[path], f"/{path}")
    noun, _, rest = path.partition("/")
    if noun in OF_A_THING and (thing_id := _uuid(rest)):
        return OF_A_THING[noun](db, thing_id, public_url)
    if PERSONAL.fullmatch(path):
        return Head(site, OPEN_TO_ALL[""], f"/{path}", is_indexed=False)
    raise NotFound


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
