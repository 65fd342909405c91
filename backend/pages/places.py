"""Which addresses the front end answers, and the head each of them gets."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import GUEST, Viewer
from backend.core.problems import NotFound
from backend.pages.heads import funding, mentors, opportunities, organisations, programmes, spaces
from backend.pages.shell import Head
from backend.pages.words import words
from backend.profiles.queries import get_profile

Maker: TypeAlias = Callable[[Session, Viewer, UUID, str], Head]

OF_A_THING: dict[str, Maker] = {
    "opportunities": opportunities.head,
    "organisations": organisations.head,
    "funding-calls": funding.head,
    "spaces": spaces.head,
    "mentors": mentors.head,
    "programmes": programmes.head,
    "calls": programmes.call_head,
}

# Lists and pages that everybody may see: the words for their title, and for what a preview says of them.
OPEN_TO_ALL = {
    "": ("front.title", "front.lede-plain"),
    "opportunities": ("nav.opportunities", "opportunities.lede"),
    "organisations": ("nav.organisations", "organisations.lede"),
    "funding-calls": ("funding.title", "funding.lede"),
    "spaces": ("nav.spaces", "spaces.lede"),
    "mentors": ("nav.mentors", "mentoring.lede"),
    "programmes": ("nav.programmes", "cohorts.lede"),
    "search": ("nav.search", "search.hint"),
    "about": ("about.title", "about.lede"),
    "privacy": ("privacy.title", "privacy.lede"),
    "accessibility": ("accessibility.title", "accessibility.lede"),
}

# Pages of one's own: served to everybody, because the page itself asks who you are, and kept out of indexes.
PERSONAL = re.compile(
    r"(sign-in|sign-up|confirm|new-address|forgotten-password|reset|demo|goodbye|today|calendar|matches(/.*)?|profile(/.*)?|saved|alerts|unsubscribe/[^/]+|applications(/[^/]+)?|settings(/.*)?"
    r"|start|messages(/.+)?|desk(/ranking|/audit)?|invitations|organisation(/.*)?|organisations/new|organisations/[^/]+/.+|opportunities/new|opportunities/[^/]+/.+"
    r"|funding-calls/new|funding-calls/[^/]+/.+|spaces/new|spaces/[^/]+/.+|mentors/new|mentors/[^/]+/.+"
    r"|programmes/new|programmes/[^/]+/.+|calls/[^/]+/.+|places/[^/]+(/.*)?|receipts/[^/]+)"
)


def head_of(db: Session, viewer: Viewer, path: str, *, site: str, public_url: str, lang: str) -> Head:
    """The head for an address; pages without a language of their own speak `lang`. Raises `NotFound`.

    What everybody may see looks the same to everybody. What only this viewer may see is told to no machine.
    """
    path, say = path.strip("/"), words(lang)
    if path in OPEN_TO_ALL:
        title, lede = OPEN_TO_ALL[path]
        return Head(say[title], say[lede], f"/{path}", lang, is_translated=True)
    noun, _, rest = path.partition("/")
    if noun in OF_A_THING and (thing_id := _uuid(rest)):
        return _head_of_a_thing(db, viewer, OF_A_THING[noun], thing_id, public_url)
    if noun == "profiles" and rest:
        return _head_of_a_person(db, viewer, rest, Head(site, say["front.lede-plain"], f"/{path}", lang))
    if PERSONAL.fullmatch(path):
        return Head(site, say["front.lede-plain"], f"/{path}", lang, is_indexed=False)
    raise NotFound


def _head_of_a_thing(db: Session, viewer: Viewer, make: Maker, thing_id: UUID, public_url: str) -> Head:
    try:
        return make(db, GUEST, thing_id, public_url)
    except NotFound:
        if viewer.is_guest:
            raise
    return replace(make(db, viewer, thing_id, public_url), linked_data=(), is_indexed=False, is_personal=True)


def _head_of_a_person(db: Session, viewer: Viewer, name: str, nameless: Head) -> Head:
    """A page, where there is somebody whom this viewer may see; who it is, no head says."""
    profile_id = _uuid(name)
    if profile_id is None:
        raise NotFound
    get_profile(db, viewer, profile_id)
    return replace(nameless, is_indexed=False, is_personal=True)


def lost(path: str, lang: str) -> Head:
    """The head where there is no such page."""
    say = words(lang)
    return Head(say["lost.title"], say["front.lede-plain"], path, lang, is_indexed=False)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
